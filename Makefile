SHELL := /bin/bash
.DELETE_ON_ERROR:
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(shell cksum < requirements.lock | cut -d' ' -f1)
# Documents that lie beside the checkout are measured too.
FILES ?= $(wildcard ../*/seeds/cim_business_model.md)
TORCH := torch==2.13.0
# Everything torch asks for on Linux to run on a GPU: gigabytes that nothing here needs.
GPU_ONLY := triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti \
  nvidia-cuda-nvrtc nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand \
  nvidia-cusolver nvidia-cusparse nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink \
  nvidia-nvshmem-cu13 nvidia-nvtx

.PHONY: help
help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "CanvasAI needs Python 3.11 or newer; say which with make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# The CPU build of torch comes from PyTorch's own index; where that cannot be reached, from pip's.
	@$(BIN)/pip install --quiet --no-deps --timeout 5 --retries 0 \
	  --index-url https://download.pytorch.org/whl/cpu $(TORCH) 2>/dev/null || \
	  $(BIN)/pip install --quiet --no-deps $(TORCH)
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.ready-*; touch $@

.PHONY: setup
setup: $(READY) ## Makes .venv and installs the locked dependencies

.PHONY: models
models: setup
	@$(BIN)/canvasai models pull

.PHONY: demo
demo: models ## Drafts the canvas of the example business
	@mkdir -p out
	@$(BIN)/canvasai draft corpus/example --name "Weidegrün" -o out/example.md -o out/example.json

.PHONY: lint
lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: test
test: models lint ## Runs everything that CI checks
	@$(BIN)/pytest

.PHONY: bench
bench: bench-formats bench-critique ## Prints the measured figures; FILES=… are timed first
	@$(BIN)/python -W ignore -m bench $(FILES)

.PHONY: bench-sorting
bench-sorting: models ## Measures the sorter on businesses held out of training
	@$(BIN)/python -m bench.sorting $(if $(FOLDS),--folds $(FOLDS)) $(if $(CURVE),--curve)

.PHONY: bench-critique
bench-critique: models ## Measures the critique on planted defects; MODEL=1 rates with the model too
	@$(BIN)/python -W ignore -m bench.critique $(if $(MODEL),--model)

.PHONY: bench-formats
bench-formats: setup ## Writes and reads back 500 generated canvases in each format
	@$(BIN)/python -W ignore -m bench.round_trips

.PHONY: train
train: models ## Trains the sorter anew from evals/statements
	@$(BIN)/python -m bench.train

.PHONY: wheel
wheel: setup ## Builds the wheel into dist/
	@$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

.PHONY: lock
lock: ## Writes requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --upgrade \
	  $(foreach name,torch $(GPU_ONLY),--no-emit-package $(name)) --output-file requirements.lock
