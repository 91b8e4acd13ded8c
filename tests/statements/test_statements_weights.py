"""Weights that are missing, damaged, or of another version or shape."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from transformers import BertConfig, BertModel

from canvasai.canvas.blocks import Block
from canvasai.errors import ModelFileError
from canvasai.statements import adapter
from canvasai.statements.adapter import Adapter, merge, read_adapter, softmax
from canvasai.statements.changes import STEPS, WHOLE, open_minilm, tuned_parameters, unpacked
from canvasai.statements.english import Reading
from canvasai.statements.model import Kind, Payer
from canvasai.statements.net import (
    CONTEXT,
    FIRST_LAYER,
    LONGEST,
    Net,
    pool,
    pool_all,
    tokenize,
)
from canvasai.statements.weights_file import NONE, TASKS, read_weights

NAMES = {"block": ("costs", "sales", "none"), "kind": ("fact", "plan"), "payer": ("other", "none")}
UNCHANGED = STEPS | STEPS << 4  # two columns of a change, in one byte


def adapter_parts(model):
    """The tensors of an adapter that changes nothing and knows nothing."""
    parts = {}
    for name, weight in tuned_parameters(model, FIRST_LAYER):
        if name.endswith(WHOLE):
            parts[name] = weight.detach().numpy().copy()
        else:
            rows, columns = weight.shape
            parts[f"{name}.steps"] = np.full((rows, columns // 2), UNCHANGED, np.uint8)
            parts[f"{name}.scale"] = np.ones(rows, np.float32)
    size = model.config.hidden_size
    for name, weight in Net(model, NAMES).around.named_parameters():
        parts[f"around.{name}"] = np.zeros(tuple(weight.shape), np.float16)
    for task, names in NAMES.items():
        parts[f"{task}.weight"] = np.zeros((len(names), size), np.float16)
        parts[f"{task}.bias"] = np.zeros(len(names), np.float16)
        parts[f"{task}.among"] = np.zeros((len(names), 2 * CONTEXT), np.float16)
        parts[f"{task}.temperature"] = np.ones(1, np.float16)
    return parts


def write(path, version, tensors, without=""):
    """Writes tensors with the names of the labels."""
    told = {"version": version} | {task: " ".join(names) for task, names in NAMES.items()}
    told.pop(without, None)
    save_file(tensors, path, metadata=told)


def refused(load, path):
    with pytest.raises(ModelFileError) as caught:
        load(path)
    assert "make train" in caught.value.hint
    assert path.name in caught.value.message
    return caught.value.message


@pytest.fixture
def small():
    """A model like MiniLM, of a few numbers."""
    torch.manual_seed(7)
    return BertModel(
        BertConfig(
            vocab_size=30,
            hidden_size=8,
            num_hidden_layers=FIRST_LAYER + 2,
            num_attention_heads=2,
            intermediate_size=16,
        )
    ).eval()


@pytest.fixture(scope="module")
def minilm(encoder):
    return open_minilm(encoder.folder)


class TestFiles:
    def test_missing(self, weights_file):
        assert refused(read_adapter, weights_file).endswith("are missing.")

    @pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"no weights at all"])
    def test_not_weights(self, weights_file, content):
        weights_file.write_bytes(content)
        assert "are damaged" in refused(read_adapter, weights_file)

    def test_a_folder(self, weights_file):
        weights_file.mkdir()
        refused(read_adapter, weights_file)

    @pytest.mark.parametrize("share", [0.0001, 0.5, 0.99])
    def test_truncated(self, weights_file, share):
        whole = adapter.WEIGHTS.read_bytes()
        weights_file.write_bytes(whole[: int(len(whole) * share)])
        assert "are damaged" in refused(read_adapter, weights_file)

    def test_another_version(self, weights_file, small):
        write(weights_file, "0", adapter_parts(small))
        assert "version 0" in refused(read_adapter, weights_file)

    def test_no_version(self, weights_file, small):
        save_file(adapter_parts(small), weights_file)
        assert "version None" in refused(read_adapter, weights_file)

    @pytest.mark.parametrize("task", TASKS)
    def test_no_names_of_a_task(self, weights_file, small, task):
        write(weights_file, adapter.VERSION, adapter_parts(small), without=task)
        assert "are damaged" in refused(read_adapter, weights_file)


@pytest.mark.parametrize(("framework", "kind"), [("numpy", np.ndarray), ("pt", torch.Tensor)])
def test_tensors_and_names_are_read(weights_file, framework, kind):
    write(weights_file, "5", {"one": np.arange(6, dtype=np.float16).reshape(2, 3)})
    tensors, names = read_weights(weights_file, "5", framework)
    assert names == NAMES
    assert isinstance(tensors["one"], kind)
    assert tensors["one"].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_softmax_of_large_log_odds():
    found = softmax(np.array([[1e4, 0.0, -1e4], [0.0, 0.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(found.sum(axis=-1), 1.0, rtol=1e-6)
    np.testing.assert_allclose(found[0], [1.0, 0.0, 0.0])


@pytest.mark.parametrize("part", ["weight", "bias", "among", "temperature"])
@pytest.mark.parametrize("task", TASKS)
def test_an_adapter_without_a_part(weights_file, small, task, part):
    tensors = adapter_parts(small)
    del tensors[f"{task}.{part}"]
    write(weights_file, adapter.VERSION, tensors)
    assert "parts are missing" in refused(read_adapter, weights_file)


@pytest.mark.parametrize("part", ["weight", "bias", "among"])
def test_an_adapter_with_a_label_too_many(weights_file, small, part):
    tensors = adapter_parts(small)
    tensors[f"block.{part}"] = np.concatenate([tensors[f"block.{part}"]] * 2)
    write(weights_file, adapter.VERSION, tensors)
    assert "do not have the shape" in refused(read_adapter, weights_file)


@pytest.mark.parametrize("value", [0.0, -1.0, 100.0, np.nan, np.inf])
def test_a_temperature_that_is_none(weights_file, small, value):
    tensors = adapter_parts(small) | {"kind.temperature": np.array([value], np.float16)}
    write(weights_file, adapter.VERSION, tensors)
    assert "do not have the shape" in refused(read_adapter, weights_file)


def test_an_adapter_without_changes(weights_file, small):
    tensors = {
        name: part for name, part in adapter_parts(small).items() if not name.endswith(".steps")
    }
    write(weights_file, adapter.VERSION, tensors)
    assert "parts are missing" in refused(read_adapter, weights_file)


def test_an_adapter_is_read_as_numbers_of_full_length_and_steps(weights_file, small):
    write(weights_file, adapter.VERSION, adapter_parts(small))
    tensors, names = read_adapter(weights_file)
    assert names == NAMES
    assert set(tensors) == set(adapter_parts(small))
    for name, tensor in tensors.items():
        assert tensor.dtype == (torch.uint8 if name.endswith(".steps") else torch.float32)


def test_an_adapter_of_another_model(weights_file, small, encoder):
    write(weights_file, adapter.VERSION, adapter_parts(small))
    message = refused(
        lambda path: Adapter(encoder.folder, path).odds([Reading("We rent.")], ["a.md"]),
        weights_file,
    )
    assert "do not fit" in message


def test_two_columns_a_byte():
    steps = torch.tensor([[14 | 0 << 4, 7 | 8 << 4], [0 | 7 << 4, 7 | 7 << 4]], dtype=torch.uint8)
    change = unpacked(steps, torch.tensor([0.5, 2.0]))
    assert change.tolist() == [[3.5, -3.5, 0.0, 0.5], [-14.0, 0.0, 0.0, 0.0]]


def merged(model, **changes):
    """Merges an adapter that changes nothing but what is given; returns the weights after it."""
    parts = adapter_parts(model) | changes
    merge(Net(model, NAMES), {name: torch.from_numpy(part) for name, part in parts.items()})
    return {name: weight.detach().clone() for name, weight in model.named_parameters()}


def weights_of(model):
    return {name: weight.detach().clone() for name, weight in model.named_parameters()}


def changed(before, after):
    return {name for name, weight in before.items() if not torch.equal(weight, after[name])}


def test_a_change_of_nothing_leaves_the_model_as_it_is(small):
    before = weights_of(small)
    assert changed(before, merged(small)) == set()


def test_a_change_is_added(small):
    before = weights_of(small)
    name = f"layer.{FIRST_LAYER}.output.dense.weight"
    steps = adapter_parts(small)[f"{name}.steps"]
    steps[2, 3] = 9 | 3 << 4
    scale = np.full(8, 0.25, np.float32)
    after = merged(small, **{f"{name}.steps": steps, f"{name}.scale": scale})
    assert changed(before, after) == {f"encoder.{name}"}
    difference = (after[f"encoder.{name}"] - before[f"encoder.{name}"]).nonzero().tolist()
    assert difference == [[2, 6], [2, 7]]
    expected = before[f"encoder.{name}"][2, 6:8] + torch.tensor([0.5, -1.0])
    torch.testing.assert_close(after[f"encoder.{name}"][2, 6:8], expected)


@pytest.mark.parametrize("part", ["output.dense.bias", "output.LayerNorm.weight"])
def test_what_has_one_dimension_is_replaced(small, part):
    before = weights_of(small)
    name = f"layer.{FIRST_LAYER}.{part}"
    after = merged(small, **{name: np.arange(8, dtype=np.float32)})
    assert changed(before, after) == {f"encoder.{name}"}
    assert after[f"encoder.{name}"].tolist() == list(range(8))


def test_lower_layers_are_not_tuned(small):
    layers = {int(name.split(".")[1]) for name, _ in tuned_parameters(small, FIRST_LAYER)}
    assert layers == set(range(FIRST_LAYER, FIRST_LAYER + 2))


@pytest.mark.parametrize("ending", [".steps", ".scale", ".bias", "weight_ih_l0"])
def test_a_change_that_is_missing(small, ending):
    name = next(name for name in adapter_parts(small) if name.endswith(ending))
    parts = {key: torch.from_numpy(part) for key, part in adapter_parts(small).items()}
    del parts[name]
    with pytest.raises(KeyError):
        merge(Net(small, NAMES), parts)


@pytest.mark.parametrize("name", ["around.weight_hh_l0", "kind.among", "kind.weight"])
def test_a_single_number_is_not_stretched_over_a_layer(small, name):
    parts = {key: torch.from_numpy(part) for key, part in adapter_parts(small).items()}
    with pytest.raises(RuntimeError):
        merge(Net(small, NAMES), parts | {name: torch.ones(1)})


class Placed:
    """In place of the model: the state of a token is its place in the text."""

    def __call__(self, input_ids, **_):
        places = torch.arange(input_ids.shape[1], dtype=torch.float32)
        self.last_hidden_state = places.expand(input_ids.shape).unsqueeze(-1)
        return self


@pytest.mark.parametrize("around", ["", "prices | how much | before"])
@pytest.mark.parametrize("others", [[], [Reading("barrels and pumps for a hundred farms")]])
def test_the_mean_is_over_the_tokens_of_the_statement(minilm, around, others):
    _, tokenizer = minilm
    reading = Reading("we rent", above=around)
    batch = tokenize(tokenizer, [reading, *others])
    ends = len(tokenizer(reading.around, reading.text)["input_ids"])
    own = range(ends - 3, ends)  # "we", "rent" and the mark of the end
    assert pool(Placed(), batch)[0].tolist() == pytest.approx([sum(own) / 3])


@pytest.mark.parametrize("text", ["", " ", "\n", "🐄", "我们", "word " * 5000, "x" * 5000])
@pytest.mark.parametrize("above", ["", "title " * 5000])
def test_some_of_every_statement_is_read(minilm, text, above):
    _, tokenizer = minilm
    batch = tokenize(tokenizer, [Reading(text, above=above)])
    assert batch["input_ids"].shape[1] <= LONGEST
    assert int(batch["token_type_ids"].sum()) >= 1


def test_long_headings_do_not_push_the_statement_out(minilm):
    _, tokenizer = minilm
    text = "farms pay nine euros a month for each barrel"
    batch = tokenize(tokenizer, [Reading(text, above="title " * 500)])
    own = batch["input_ids"][0][batch["token_type_ids"][0] == 1]
    assert tokenizer.decode(own, skip_special_tokens=True) == text


@pytest.fixture(scope="module")
def shipped(encoder):
    return Adapter(encoder.folder)


READINGS = [
    Reading("Each farm pays 9 € a month for a barrel.", above="Prices"),
    Reading("We plan to open a second depot."),
    Reading(""),
    Reading("word " * 400, above="title " * 400),
]


def told(shipped, readings, documents=None):
    return shipped.odds(readings, documents or ["a.md"] * len(readings)).tables


def test_the_weights_that_ship_know_the_labels_of_the_program():
    _, names = read_adapter(adapter.WEIGHTS)
    assert {task: set(labels) for task, labels in names.items()} == {
        "block": {*Block, NONE},
        "kind": set(Kind),
        "payer": {*Payer, NONE},
    }


def test_the_weights_that_ship_are_small():
    assert adapter.WEIGHTS.stat().st_size < 5_000_000


def test_an_adapter_tells_probabilities(shipped):
    found = shipped.odds(READINGS, ["a.md"] * len(READINGS))
    for task in TASKS:
        assert found.tables[task].shape == (len(READINGS), len(found.names[task]))
        assert found.tables[task].dtype == np.float32
        np.testing.assert_allclose(found.tables[task].sum(axis=-1), 1.0, rtol=1e-4)


def test_what_is_beside_a_statement_in_a_batch_does_not_matter(shipped):
    others = [Reading(f"{n} boats " * n) for n in range(1, 40)]
    many = told(shipped, [*READINGS, *others], [*range(len(READINGS)), *["b.md"] * len(others)])
    for row, reading in enumerate(READINGS):
        alone = told(shipped, [reading])
        for task in TASKS:
            np.testing.assert_allclose(many[task][row], alone[task][0], atol=0.1)


def test_what_stands_beside_a_statement_in_its_document_matters(shipped):
    rivals = [Reading("Nordhag and Tränkfix are our rivals."), Reading("Nordhag charges 12 €.")]
    reading = Reading("A cabin costs 90 € a night.")
    together = told(shipped, [*rivals, reading])["kind"][2]
    apart = told(shipped, [*rivals, reading], ["a.md", "a.md", "b.md"])["kind"][2]
    assert not np.allclose(together, apart, atol=0.02)


def test_documents_do_not_see_each_other(shipped):
    one = told(shipped, READINGS, [0, 0, 1, 1])
    other = told(shipped, [*READINGS[2:], *READINGS[:2]], [1, 1, 0, 0])
    for task in TASKS:
        np.testing.assert_allclose(one[task][:2], other[task][2:], atol=0.05)


def test_readings_come_back_in_their_order(minilm):
    readings = [Reading("word " * n) for n in (9, 1, 5, 2)]
    with torch.inference_mode():
        together = pool_all(*minilm, readings, batch=2)
        apart = torch.cat([pool_all(*minilm, [reading], batch=1) for reading in readings])
    torch.testing.assert_close(together, apart, atol=1e-4, rtol=1e-3)


def test_an_adapter_of_no_statements(shipped):
    assert {task: len(table) for task, table in told(shipped, []).items()} == dict.fromkeys(
        TASKS, 0
    )


def test_an_adapter_reads_what_stands_around(shipped):
    heads = ("What we pay", "Competitors")
    tables = [told(shipped, [Reading("Lund: 9 €", above=head)])["payer"][0] for head in heads]
    assert not np.allclose(*tables, atol=0.02)
