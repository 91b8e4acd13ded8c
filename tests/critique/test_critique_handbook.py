"""The handbook's pages, and that the code finds its examples as they say."""

from __future__ import annotations

import re

import pytest

from canvasai.canvas.blocks import parse_block
from canvasai.canvas.model import Horizon
from canvasai.critique.handbook import page, pages
from canvasai.critique.rules import RULES
from canvasai.errors import ConfigError
from canvasai.resources import resource_dir

IDS = {rule.id for rule in RULES}
FAMILIES = ("complete", "connected", "sharp", "evidenced", "pays", "lasts")
# The seven questions are rated by the model, with the canvas's numbers in view; the stress test spreads
# red along links in a module of its own.
RATED = {f"R{number}" for number in (36, 37, 38, 39, 40, 41, 42)}
ELSEWHERE = RATED | {"R47"}
_LINE = re.compile(r"`([^`:]+): ([^`]+)`")


def _lines(kind: str, rules: set[str]) -> list[tuple[str, str, str]]:
    """The lines of canvases in the pages' examples: rule, prefix of the block, text."""
    found = []
    for rule, one in pages().items():
        part = re.search(rf"\*\*{kind}:\*\*(.*)", one.text)
        for block, text in _LINE.findall(part[1] if part else ""):
            known = parse_block(block)
            if known is not None and (not rules or rule in rules):
                found.append((rule, known.prefix, text))
    return found


def test_every_rule_has_a_page() -> None:
    assert set(pages()) >= IDS


def test_every_page_that_code_decides_has_a_rule() -> None:
    decided = {rule for rule, one in pages().items() if {"D", "N", "E"} & set(one.how)}
    assert decided - IDS == ELSEWHERE


def test_what_only_a_model_decides_has_no_rule() -> None:
    assert not {rule for rule, one in pages().items() if one.how == ("L",)} & IDS


@pytest.mark.parametrize("rule", sorted(pages()))
def test_a_page_is_whole(rule: str) -> None:
    one = page(rule)
    assert one.rule == rule
    assert one.family in FAMILIES
    assert set(one.how) <= set("DNEL")
    assert one.origin
    assert one.text.startswith(f"# {one.title}\n")
    for part in ("**Asks:**", "**Why:**", "**Bad:**", "**Good:**", "**To mend:**"):
        assert one.text.count(part) == 1


def test_pages_are_found_by_their_files() -> None:
    names = {path.stem for path in (resource_dir("corpus") / "rules").glob("*.md")}
    assert names == set(pages())


def test_a_page_is_found_however_its_id_is_written() -> None:
    assert page(" r03 ") is pages()["R03"]


def test_a_rule_that_there_is_not() -> None:
    with pytest.raises(ConfigError) as raised:
        page("R99")
    assert "R99" in raised.value.message
    assert raised.value.hint == "Rules are R01 to R55."


@pytest.mark.parametrize(("rule", "prefix", "text"), _lines("Good", set()))
def test_no_good_example_is_scolded_for_its_wording(
    bees, rule: str, prefix: str, text: str
) -> None:
    horizon = Horizon.PLANNED if "(planned" in text else Horizon.CURRENT
    good = bees.blank(bees.said(f"{prefix}-a", text, horizon=horizon))
    for wording in ("R20", "R21", "R27", "R53"):
        assert good.find(wording) == []


BAD = _lines("Bad", {"R20", "R28", "R29", "R35", "R53"})


@pytest.mark.parametrize(
    ("rule", "prefix", "text"),
    [one for one in BAD if one[1] in {"R20": "vp ch ka", "R53": "vp kp rs"}.get(one[0], "rs cs")],
)
def test_a_bad_example_is_found(bees, rule: str, prefix: str, text: str) -> None:
    (found,) = bees.blank(bees.said(f"{prefix}-a", text)).find(rule)
    assert found.items == (f"{prefix}-a",)


def test_the_twins_of_the_handbook_are_found(bees) -> None:
    lines = _lines("Bad", {"R19"})
    items = [bees.said(f"{prefix}-{n}", text) for n, (_, prefix, text) in enumerate(lines)]
    assert [one.items for one in bees.blank(*items).find("R19")] == [
        ("vp-0", "vp-1"),
        ("vp-0", "ka-2"),
    ]
