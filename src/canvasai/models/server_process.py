"""The process that holds the local chat model: `python -m canvasai.models.server_process`.

It reads one line of JSON from its standard input, loads the model, says on standard output
where it listens, and stays until standard input closes, which it does when the parent ends,
however it ends. Everything llama.cpp logs goes to standard error, which the parent has
pointed at a log file.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
from typing import Any

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serves until the parent is gone."""
    _end_with_parent()
    options = json.loads(sys.stdin.readline())
    if options["parent"] != os.getppid():  # it ended before the first line of this file ran
        os._exit(1)
    threading.Thread(target=_watch_stdin, daemon=True).start()
    # The address goes out on a copy, so that nothing llama.cpp prints gets in between.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    import xllamacpp  # type: ignore[import-untyped, unused-ignore]  # it has no type hints

    server = xllamacpp.Server(_params(xllamacpp, options))
    answer.write(server.listening_address + "\n")
    answer.close()
    threading.Event().wait()


def _end_with_parent() -> None:
    # Linux can end us at once with the parent. Elsewhere the closing of stdin does it, which
    # Python notices only between the steps of loading.
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # Ctrl-C goes to the whole group; the parent decides when we stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _watch_stdin() -> None:
    while os.read(0, 1024):
        pass
    os._exit(0)


def _params(xllamacpp: Any, options: dict[str, Any]) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = options["path"]
    params.hostnames = ["127.0.0.1"]
    params.port = options["port"]
    params.api_keys = [options["api_key"]]
    params.model_alias = {options["alias"]}
    params.n_ctx = options["context_tokens"]
    params.cpuparams.n_threads = options["threads"]
    params.cpuparams_batch.n_threads = options["threads"]
    # One slot: on a few cores requests side by side are no faster, and one slot keeps the
    # prefix that all prompts of a run share.
    params.n_parallel = 1
    params.cache_prompt = True
    # Room for the states of some other prefixes, so that two kinds of prompt can alternate.
    params.cache_ram_mib = 512
    params.ui = False
    params.endpoint_slots = False
    params.endpoint_props = False
    params.cors_origins = ""
    params.offline = True
    params.verbosity = 2
    return params


if __name__ == "__main__":
    main()
