"""Tells how likely two numbers of two statements count the same thing. `make train` writes its weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from canvasai.errors import ModelFileError
from canvasai.grounding.likeness import FEATURES, Pair, Side
from canvasai.retrieval.embeddings import half_precision
from canvasai.statements.changes import add_changes, open_minilm, replace
from canvasai.statements.glossing import gloss
from canvasai.statements.weights_file import HINT, read_tensors

if TYPE_CHECKING:
    from canvasai.statements.pair_net import PairNet

VERSION = "2"
# What is told of a pair: alike, the first replaces the second, the second the first; and the places of the
# same when the pair is turned round.
TOLD = 3
TURNED = (0, 2, 1)
WEIGHTS = Path(__file__).with_name("weights") / "pairing.safetensors"
PARTS = ("middle", "spread", "hidden.weight", "hidden.bias", "last.weight", "last.bias")
_BATCH = 32
# Characters on each side of a number that are read.
_AROUND = 200


class Pairing:
    """Tells how likely two numbers count the same thing; loads on first use.

    Args:
        folder: of the verified MiniLM.
        weights: what was learned.
    """

    def __init__(self, folder: Path, weights: Path = WEIGHTS) -> None:
        self._folder = folder
        self._weights = weights
        self._loaded: tuple[PairNet, Any] | None = None

    def alike(
        self, pairs: Sequence[Pair], languages: Sequence[tuple[str, str]]
    ) -> NDArray[np.float32]:
        """Returns probabilities, shape (n, 3); the order of a pair does not matter.

        The first is that both numbers count the same thing; the others that, if so, the first of the two
        replaces the second, and the second the first.

        Args:
            pairs: n pairs of numbers.
            languages: of their statements, as `languages_of` tells them.

        Raises:
            ModelFileError: the weights are missing, damaged, or of another version.
        """
        if not pairs:
            return np.zeros((0, TOLD), dtype=np.float32)
        net, tokenizer = self._load()
        texts = [
            (hidden(pair.one, one), hidden(pair.other, other))
            for pair, (one, other) in zip(pairs, languages, strict=True)
        ]
        seen = np.array([pair.seen for pair in pairs], dtype=np.float32)
        there = self._logits(net, tokenizer, texts, seen)
        back = self._logits(net, tokenizer, [(other, one) for one, other in texts], seen)
        told = 1 / (1 + np.exp(-(there + back[:, TURNED]) / 2))
        return np.asarray(told, dtype=np.float32)

    def _logits(
        self,
        net: PairNet,
        tokenizer: Any,
        texts: Sequence[tuple[str, str]],
        seen: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        import torch

        from canvasai.statements.pair_net import tokenize_pairs

        told = np.zeros((len(texts), TOLD), dtype=np.float32)
        # Pairs of like length go together, so that little is computed on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i][0]) + len(texts[i][1]))
        for first in range(0, len(order), _BATCH):
            part = order[first : first + _BATCH]
            batch = tokenize_pairs(tokenizer, [texts[i] for i in part])
            with torch.inference_mode(), half_precision():
                logits = net(batch, tokenizer.mask_token_id, torch.from_numpy(seen[part]))
            told[part] = logits.float().numpy()
        return told

    def _load(self) -> tuple[PairNet, Any]:
        if self._loaded is None:
            import torch

            from canvasai.statements.pair_net import FIRST_LAYER, PairNet

            tensors, _ = read_tensors(self._weights, VERSION, "pt")
            model, tokenizer = open_minilm(self._folder)
            net = PairNet(model, FEATURES)
            try:
                add_changes(model, tensors, FIRST_LAYER)
                own = net.state_dict()
                with torch.no_grad():
                    for name in PARTS:
                        replace(own[name], tensors[name].float())
            except (KeyError, RuntimeError) as error:
                raise ModelFileError(
                    f"The weights {self._weights} do not fit the encoder ({type(error).__name__}).",
                    HINT,
                ) from None
            self._loaded = net.eval(), tokenizer
        return self._loaded


def hidden(side: Side, language: str) -> str:
    """Returns a statement in English words with its number hidden behind the mask."""
    quantity = side.claim.quantity
    before = side.text[max(0, quantity.start - _AROUND) : quantity.start]
    after = side.text[quantity.end : quantity.end + _AROUND]
    return f"{gloss(before, language)} [MASK] {gloss(after, language)}"
