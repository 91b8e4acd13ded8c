"""Trains the net of `canvasai.statements.pair_net`, and rounds what was learned to what ships."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from bench.changes import changes_of, make_tunable, round_changes, write
from bench.pairs import Row
from canvasai.grounding.likeness import FEATURES, likeness
from canvasai.retrieval.embeddings import half_precision
from canvasai.statements.changes import open_minilm
from canvasai.statements.pair_net import FIRST_LAYER, PairNet, tokenize_pairs
from canvasai.statements.pairing import PARTS, TURNED, VERSION, WEIGHTS, hidden

EPOCHS = 3
BATCH = 16
RATE = 2e-4
TOP_RATE = 1e-3
DROPOUT = 0.1
SMOOTHING = 0.04
# Pairs that are not alike, for each one that is: most are the hard ones that the trees let through.
OTHERS = 4


def train_pairing(folder: Path, rows: Sequence[Row], path: Path = WEIGHTS) -> None:
    """Trains on pairs of numbers and writes the weights; the same seed and machine give the same.

    Args:
        folder: of MiniLM.
        rows: all pairs of the bundles; the trees must be fitted before.
        path: where to write.
    """
    torch.manual_seed(0)
    random = np.random.RandomState(0)
    chosen = _some(rows, random)
    model, tokenizer = open_minilm(folder)
    before = make_tunable(model, FIRST_LAYER)
    net = PairNet(model, FEATURES, DROPOUT)
    seen = torch.tensor([row.pair.seen for row in chosen], dtype=torch.float32)
    net.middle.copy_(seen.mean(0))
    net.spread.copy_(seen.std(0).clamp(min=0.05))
    texts = [
        (hidden(row.pair.one, row.languages[0]), hidden(row.pair.other, row.languages[1]))
        for row in chosen
    ]
    goals = torch.tensor([[row.alike, False, row.replaced] for row in chosen], dtype=torch.float32)
    tuned = [weight for weight in model.parameters() if weight.requires_grad]
    top = [*net.hidden.parameters(), *net.last.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": tuned, "lr": RATE}, {"params": top, "lr": TOP_RATE}], weight_decay=0.01
    )
    batches = [
        part
        for _ in range(EPOCHS)
        for part in np.array_split(random.permutation(len(chosen)), len(chosen) // BATCH)
    ]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, TOP_RATE], total_steps=len(batches), pct_start=0.1
    )
    net.train()
    for part in batches:
        # Which of the two comes first must not matter.
        turned = random.rand(len(part)) < 0.5
        pairs = [texts[i][::-1] if back else texts[i] for i, back in zip(part, turned, strict=True)]
        with half_precision():
            told = net(tokenize_pairs(tokenizer, pairs), tokenizer.mask_token_id, seen[part])
        goal = goals[part]
        goal[turned] = goal[turned][:, TURNED]
        # Which replaces which is asked only of those that are alike.
        asked = torch.ones_like(goal)
        asked[:, 1:] = goal[:, :1]
        smooth = goal * (1 - 2 * SMOOTHING) + SMOOTHING
        losses = nn.functional.binary_cross_entropy_with_logits(
            told.float(), smooth, weight=asked, reduction="sum"
        )
        loss = losses / len(part)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(tuned, 1.0)
        optimizer.step()
        schedule.step()
    round_changes(model, before, FIRST_LAYER)
    tensors = changes_of(model, before, FIRST_LAYER)
    own = net.state_dict()
    write(tensors | {name: own[name] for name in PARTS}, {"version": VERSION}, path)


def _some(rows: Sequence[Row], random: np.random.RandomState) -> list[Row]:
    """Returns all alike, and OTHERS times as many others, most of them likely to be mistaken."""
    alike = [row for row in rows if row.alike]
    others = [row for row in rows if not row.alike]
    weights = np.array([likeness(row.pair) for row in others]) + 0.01
    count = min(len(others), OTHERS * len(alike))
    drawn = random.choice(len(others), count, replace=False, p=weights / weights.sum())
    return alike + [others[index] for index in drawn]
