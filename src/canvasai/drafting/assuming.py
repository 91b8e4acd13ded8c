"""Items without evidence: said to be assumptions, each with a test that would settle it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Template

import yaml

from canvasai.canvas.blocks import Block
from canvasai.canvas.ids import new_id
from canvasai.canvas.model import Assumption, Item, Status
from canvasai.canvas.risks import RISK_OF
from canvasai.drafting.wording import LONGEST_ITEM
from canvasai.grounding.quantities import missing_numbers
from canvasai.grounding.words import stems
from canvasai.models.chat import ChatModel
from canvasai.models.prompts import Prompt
from canvasai.resources import resource_dir
from canvasai.statements.cues import DEFINES_CANVAS
from canvasai.statements.specificity import own_words

_MOST_TOKENS = 160
_MOST_KNOWN = 1500
# Two assumptions that share more of their words than this say the same.
_ALIKE = 0.6
_UNSAFE = re.compile(r"https?://|www\.|<[^>]+>|```|\[[^\]]*\]\(")


@dataclass(frozen=True, slots=True)
class TestPlan:
    """What the handbook says about assumptions of a block."""

    meaning: str
    test: Template
    open: str
    open_test: Template


@lru_cache(maxsize=1)
def test_plans() -> dict[Block, TestPlan]:
    """Reads `corpus/assumption-tests.yaml`."""
    path = resource_dir("corpus") / "assumption-tests.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        Block(name): TestPlan(
            entry["meaning"],
            Template(entry["test"]),
            entry["open"],
            Template(entry["open_test"]),
        )
        for name, entry in data.items()
    }


def suggest(chat: ChatModel, prompt: Prompt, block: Block, known: str, most: int) -> list[str]:
    """Asks the model what a block silently assumes.

    Args:
        known: what the brief or the items so far tell about the business.
        most: how many at most.

    Returns:
        texts that are new, on one line, without numbers that `known` does not hold; may be empty.

    Raises:
        ModelError: the model did not do its job.
    """
    system, user = prompt.render(
        business=known[:_MOST_KNOWN], block=block.title, meaning=test_plans()[block].meaning
    )
    schema = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": most}
        },
        "required": ["items"],
        "additionalProperties": False,
    }
    reply = chat.structured(system, user, schema, max_tokens=_MOST_TOKENS)
    example = prompt.system.lower()
    texts: list[str] = []
    for raw in reply["items"]:
        text = " ".join(str(raw).split()).strip(" .-*\"'")
        if _is_good(text, known, texts, block) and text.lower() not in example:
            texts.append(text[0].upper() + text[1:])
    return texts[:most]


def make_assumption(
    block: Block, text: str, reason: str, segments: Sequence[str], taken: set[str]
) -> Item:
    """Builds an assumption with its test.

    Args:
        text: the assumption, or "" when not even one can be named: the question stays open.
        reason: why nothing carries it.
        segments: customer segments of the canvas; the first one takes the test.
        taken: ids already used; the new one is added.
    """
    plan = test_plans()[block]
    segment = f"ten people of the segment “{segments[0]}”" if segments else "ten likely customers"
    test = plan.test if text else plan.open_test
    text = text or plan.open
    item_id = new_id(block, text, taken)
    taken.add(item_id)
    return Item(
        id=item_id,
        block=block,
        text=text,
        status=Status.ASSUMPTION,
        assumption=Assumption(
            RISK_OF[block], test.safe_substitute(item=text, segment=segment), reason
        ),
    )


def _is_good(text: str, known: str, before: Sequence[str], block: Block) -> bool:
    if not 2 <= len(text.split()) <= 16 or len(text) > LONGEST_ITEM or _UNSAFE.search(text):
        return False
    said = stems(text)
    if not own_words(text) or DEFINES_CANVAS.search(text):
        return False  # a label, or what the handbook says of the block, is no assumption about a business
    if not said or said <= stems(block.title) or said <= stems(known):
        return False  # it adds nothing to what is known
    if any(len(said & stems(other)) > _ALIKE * len(said) for other in before):
        return False
    # An assumption may be wrong, but it must not pretend to know a number.
    return not missing_numbers(text, known)
