"""Trains the net of `canvasai.statements.net`, and rounds what was learned to what ships."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from bench.changes import Before, changes_of, make_tunable, round_changes, write
from bench.labelled import Labelled
from canvasai.retrieval.embeddings import half_precision
from canvasai.statements.adapter import VERSION, WEIGHTS
from canvasai.statements.changes import open_minilm
from canvasai.statements.net import FIRST_LAYER, Net, pool_all
from canvasai.statements.weights_file import NONE, TASKS, Odds

EPOCHS = 2
# Statements of several documents make a step; of each document, neighbours.
STEP = 48
SEGMENT = 16
# How often a document is cut into single statements, so that one that stands alone is told too.
ALONE = 0.1
BATCH = 24
RATE = 3e-4
TOP_RATE = 3e-3
SMOOTHING = 0.1
DROPOUT = 0.1
# How much of a statement's block the second one gets, where it speaks to two.
SECOND = 0.35
# Most statements tell of no money; what they teach about who pays counts less.
NO_MONEY = 0.4
_TEMPERATURES = np.geomspace(0.4, 3.0, 60)


def tune(
    folder: Path, data: Sequence[Labelled], epochs: int = EPOCHS, seed: int = 0
) -> tuple[Net, object, Before]:
    """Trains on labelled statements; the same seed and machine give the same weights.

    Returns:
        the net, the tokenizer, and the weights of MiniLM as they were before.
    """
    torch.manual_seed(seed)
    names = {task: tuple(sorted({getattr(row, task) for row in data})) for task in TASKS}
    model, tokenizer = open_minilm(folder)
    net = Net(model, names, DROPOUT)
    for among in net.among.values():
        nn.init.zeros_(among.weight)
    before = make_tunable(model, FIRST_LAYER)
    goals = {task: _goals(data, task, names[task]) for task in TASKS}
    tuned = [weight for weight in model.parameters() if weight.requires_grad]
    top = [p for part in (net.around, net.alone, net.among) for p in part.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": tuned, "lr": RATE}, {"params": top, "lr": TOP_RATE}], weight_decay=0.01
    )
    steps = [step for epoch in range(epochs) for step in _steps(data, seed + epoch)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, TOP_RATE], total_steps=len(steps), pct_start=0.1
    )
    weights = {task: torch.ones(len(names[task])) for task in TASKS}
    weights["payer"][names["payer"].index(NONE)] = NO_MONEY
    losses = {
        task: nn.CrossEntropyLoss(weight=weights[task], label_smoothing=SMOOTHING) for task in TASKS
    }
    net.train()
    for segments in steps:
        part = list(itertools.chain(*segments))
        with half_precision():
            pooled = pool_all(model, tokenizer, [data[i].reading for i in part], BATCH)
        told = net(pooled.float(), [len(segment) for segment in segments])
        loss = torch.stack([losses[task](told[task], goals[task][part]) for task in TASKS]).sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tuned, 1.0)
        optimizer.step()
        schedule.step()
    round_changes(model, before, FIRST_LAYER)
    return net.eval(), tokenizer, before


def logits_of(net: Net, tokenizer: object, data: Sequence[Labelled]) -> dict[str, torch.Tensor]:
    """Returns log-odds by task, each of shape (n, labels)."""
    lengths = [
        len(list(group)) for _, group in itertools.groupby(row.statement.source for row in data)
    ]
    with torch.inference_mode():
        with half_precision():
            pooled = pool_all(net.model, tokenizer, [row.reading for row in data], 32)
        return net(pooled.float(), lengths)


def temperatures_of(net: Net, tokenizer: object, data: Sequence[Labelled]) -> dict[str, float]:
    """Returns by task what log-odds are divided by so that probabilities mean what they say.

    Temperature scaling (Guo et al., *On Calibration of Modern Neural Networks*, ICML 2017), on
    statements that were not trained on.
    """
    found = {}
    for task, logits in logits_of(net, tokenizer, data).items():
        goals = torch.tensor([net.names[task].index(getattr(row, task)) for row in data])
        losses = [
            float(nn.functional.cross_entropy(logits / float(t), goals)) for t in _TEMPERATURES
        ]
        found[task] = float(_TEMPERATURES[int(np.argmin(losses))])
    return found


def odds_of(
    net: Net, tokenizer: object, data: Sequence[Labelled], temperatures: dict[str, float]
) -> Odds:
    """Returns probabilities, as the shipped program would tell them."""
    logits = logits_of(net, tokenizer, data)
    return Odds(
        {t: (table / temperatures[t]).softmax(-1).numpy() for t, table in logits.items()}, net.names
    )


def save(net: Net, before: Before, temperatures: dict[str, float], path: Path = WEIGHTS) -> None:
    """Writes the adapter in float16, with its labels and version."""
    tensors = changes_of(net.model, before, FIRST_LAYER)
    for name, weight in net.around.named_parameters():
        tensors[f"around.{name}"] = weight
    for task in net.names:
        tensors[f"{task}.weight"] = net.alone[task].weight
        tensors[f"{task}.bias"] = net.alone[task].bias
        tensors[f"{task}.among"] = net.among[task].weight
        tensors[f"{task}.temperature"] = torch.tensor([temperatures[task]])
    told = {"version": VERSION} | {task: " ".join(net.names[task]) for task in TASKS}
    write(tensors, told, path)


def _goals(data: Sequence[Labelled], task: str, names: Sequence[str]) -> torch.Tensor:
    """Returns what the net should say: 1 for the label, shared with the second block if there is one."""
    goals = torch.zeros(len(data), len(names))
    for index, row in enumerate(data):
        second = row.second if task == "block" and row.second in names else ""
        goals[index, names.index(getattr(row, task))] = 1 - SECOND if second else 1
        if second:
            goals[index, names.index(second)] = SECOND
    return goals


def _steps(data: Sequence[Labelled], seed: int) -> list[list[list[int]]]:
    """Returns steps of an epoch, each some segments of documents, each neighbours by index."""
    random = np.random.RandomState(seed)
    segments: list[list[int]] = []
    for _, group in itertools.groupby(range(len(data)), lambda i: data[i].statement.source):
        document = list(group)
        if random.rand() < ALONE:
            segments += [[index] for index in document]
            continue
        cuts = range(-int(random.randint(SEGMENT)), len(document), SEGMENT)
        segments += [s for cut in cuts if (s := document[max(0, cut) : cut + SEGMENT])]
    steps: list[list[list[int]]] = [[]]
    for index in random.permutation(len(segments)):
        if sum(map(len, steps[-1])) + len(segments[index]) > STEP:
            steps.append([])
        steps[-1].append(segments[index])
    return steps
