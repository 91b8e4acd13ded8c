"""Markdown: what stands in documents is shown as it is and never read as a mark."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.markdown.write import canvas_to_markdown, place
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind, Metadata, Portfolio
from canvasai.canvas.model import (
    Against,
    Assumption,
    Canvas,
    Citation,
    Horizon,
    Item,
    Risk,
    Stance,
    Status,
)
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import Tag

WHEN = "2026-01-01T00:00:00+00:00"
QUOTE = Citation("memo.md", "Cafés rent cups.", 10, 26, None, "Money")
MARKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="x()">',
    "<b>bold</b> <!-- gone -->",
    "[click](https://bad.example)",
    "![seen](https://bad.example/x.png)",
    "[ref]: https://bad.example",
    "<https://bad.example>",
    "# Not a heading",
    "#",
    "Cup #",
    "Cup ##",
    "> quoted",
    "- point",
    "-",
    "+ point",
    "* point",
    "1. first",
    "2) second",
    "1.",
    "---",
    "--",
    "- - -",
    "***",
    "___",
    "===",
    "```",
    "~~~",
    "`code`",
    "**bold** _it_ __b__ ~~gone~~",
    "a | b",
    "back\\slash \\* and \\",
    "&lt;b&gt; AT&amp;T &#42; &copy;",
    "[^1] and [^1]: x",
    "[ ] open",
    "one\n\n# two\n\n- three\n    four",
    "x\u2028# y",
    "<div\nclass=x>",
]
parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def item(text: str, status: Status = Status.SUPPORTED, **parts: object) -> Item:
    known = Assumption(Risk.VIABILITY, "Ask ten.") if status is Status.ASSUMPTION else None
    given = {"citations": (QUOTE,), "assumption": known, **parts}
    return Item("rs-rent", Block.REVENUE_STREAMS, text, status, **given)  # type: ignore[arg-type]


def canvas_of(*items: Item, name: str = "Cup", **parts: object) -> Canvas:
    return Canvas(name, WHEN, "m", items, **parts)  # type: ignore[arg-type]


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for token in parser.parse(text):
        found += [token, *(token.children or ())]
    return found


def shown(token: Token) -> str:
    """The words that a reader sees of a paragraph or heading."""
    return "".join("\n" if c.type == "softbreak" else c.content for c in token.children or ())


def all_shown(text: str) -> list[str]:
    return [shown(token) for token in parser.parse(text) if token.type == "inline"]


def assert_plain(text: str, headings: list[str], items: int) -> None:
    found = tokens(text)
    kinds = {token.type for token in found}
    assert kinds <= {
        "heading_open", "heading_close", "inline", "text", "text_special", "softbreak",
        "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
        "list_item_open", "list_item_close", "em_open", "em_close",
        "blockquote_open", "blockquote_close",
    }  # fmt: skip
    opened = [at for at, token in enumerate(found) if token.type == "heading_open"]
    assert [shown(found[at + 1]) for at in opened] == headings
    assert sum(token.type == "list_item_open" for token in found) == items


@pytest.mark.parametrize("text", MARKS)
def test_marks_are_shown_as_they_are(text: str) -> None:
    quote = Citation(text, text, 3, 9, 2, text)
    assumption = Assumption(Risk.VIABILITY, text, text)
    canvas = Canvas(
        text,
        text,
        text,
        (item(text, citations=(quote,)), item(text, Status.ASSUMPTION, assumption=assumption)),
        (Link("rs-rent", "rs-rent", LinkKind.PAID_BY),),
        (text, text),
    )
    result = canvas_to_markdown(canvas)
    assert_plain(result, [text, "Revenue streams", "Links"], 5)
    assert all_shown(result) == [
        text,
        f"Drafted {text}; put into words by {text}.",
        text,
        text,
        "Revenue streams",
        f"{text}[^1] {{#rs-rent}}",
        f"{text} (assumption)[^2] {{#rs-rent}}",
        f"Why assumed: {text}",
        f"At risk: viability. Test: {text}",
        "Links",
        f"{text} (#rs-rent) — paid by — {text} (#rs-rent)",
        f"[^1]: “{text}” — {text}, page 2, “{text}”, characters 3–9\n"
        "[^2]: “Cafés rent cups.” — memo.md, “Money”, characters 10–26",
    ]


@pytest.mark.parametrize("text", MARKS)
def test_marks_in_all_that_is_told_beside_an_item_are_shown_as_they_are(text: str) -> None:
    price = Quantity(Measure.PRICE, 9, text, Every.MONTH, 8, 10)
    segment = Item(
        "cs-a",
        Block.CUSTOMER_SEGMENTS,
        "A",
        Status.UNCHECKED,
        description=text,
        quantities=(price,),
        details=(Detail("pain-a", DetailKind.PAIN, text),),
    )
    canvas = canvas_of(
        segment,
        constraints=(Constraint(ConstraintKind.BUDGET, text, ("cs-a",), price, "2027"),),
        metadata=Metadata(tagline=text, related=(text, ""), history=(text,)),
    )
    result = canvas_to_markdown(canvas)
    headings = ["Cup", "Customer segments", "Constraints", "Metadata", "Updates"]
    assert_plain(result, headings, 13)
    assert all_shown(result)[2:] == [
        "Customer segments",
        "A (unchecked) {#cs-a}",
        f"Description: {text}",
        f"Price: 9 {text}, every month, 8 to 10",
        f"Pain: {text} {{#pain-a}}",
        "Constraints",
        f"Budget: {text}",
        "Touches: A (#cs-a)",
        f"Limit: Price: 9 {text}, every month, 8 to 10",
        "By: 2027",
        "Metadata",
        f"Tagline: {text}",
        "Related:",
        text,
        "(empty)",
        "Updates",
        text,
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_canvas_brings_marks_of_its_own(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas)
    found = {token.type for token in tokens(canvas_to_markdown(canvas))}
    assert not found & {"html_block", "html_inline", "link_open", "image", "code_inline", "hr"}
    assert not found & {"fence", "code_block", "ordered_list_open", "table_open", "strong_open"}


@settings(max_examples=200, deadline=None)
@given(st.text("#-+*_=.)(123 <>[]!:`~&;a\\\n", max_size=12))
def test_a_text_of_marks_stays_a_text(text: str) -> None:
    result = canvas_to_markdown(canvas_of(item(text or "x"), name=text))
    assert_plain(result, [text or "Business Model Canvas", "Revenue streams"], 1)
    assert all_shown(result)[3] == f"{text or 'x'}[^1] {{#rs-rent}}"


def test_numbers_of_footnotes_are_those_of_their_quotes() -> None:
    other = Citation("plan.pdf", "Offices buy cups.", 0, 17, 4)
    third = Citation("plan.pdf", "Schools wait.", 18, 31, 4)
    canvas = canvas_of(
        item("Rent", citations=(QUOTE, other)),
        item("Sales", citations=(other,)),
        item("Fees", citations=(third, QUOTE)),
    )
    lines = canvas_to_markdown(canvas).splitlines()
    assert "- Rent[^1][^2] {#rs-rent}" in lines
    assert "- Sales[^2] {#rs-rent}" in lines
    assert "- Fees[^3][^1] {#rs-rent}" in lines
    assert lines[-3:] == [
        "[^1]: “Cafés rent cups.” — memo.md, “Money”, characters 10–26",
        "[^2]: “Offices buy cups.” — plan.pdf, page 4, characters 0–17",
        "[^3]: “Schools wait.” — plan.pdf, page 4, characters 18–31",
    ]


@pytest.mark.parametrize(
    ("status", "horizon", "label"),
    [
        (Status.SUPPORTED, Horizon.CURRENT, ""),
        (Status.SUPPORTED, Horizon.PLANNED, " *(planned)*"),
        (Status.ASSUMPTION, Horizon.CURRENT, " *(assumption)*"),
        (Status.CONTRADICTED, Horizon.CURRENT, " *(contradicted)*"),
        (Status.CONTRADICTED, Horizon.PLANNED, " *(planned, contradicted)*"),
    ],
)
def test_labels(status: Status, horizon: Horizon, label: str) -> None:
    text = canvas_to_markdown(canvas_of(item("Rent", status, horizon=horizon)))
    assert f"\n- Rent{label}[^1] {{#rs-rent}}\n" in text


def test_an_assumption_says_how_to_test_it() -> None:
    assumption = Assumption(Risk.DESIRABILITY, "Ask ten cafés.", "No source names a price.")
    one = item("Rent", Status.ASSUMPTION, assumption=assumption, citations=())
    text = canvas_to_markdown(canvas_of(one))
    assert (
        "- Rent *(assumption)* {#rs-rent}\n"
        "  - Why assumed: No source names a price.\n"
        "  - At risk: desirability. Test: Ask ten cafés.\n"
    ) in text
    assert "[^" not in text


def test_a_quote_of_many_lines_stays_on_one() -> None:
    quote = Citation("memo.md", "One\n\ntwo\r\n\tthree\u2029four", 0, 20, None, "A\nB")
    text = canvas_to_markdown(canvas_of(item("Rent", citations=(quote,))))
    notes = re.findall(r"^\[\^1\]:.*$", text, re.MULTILINE)
    quoted = "One&#10;&#10;two&#13;&#10;&#9;three&#8233;four"
    assert notes == [f"[^1]: “{quoted}” — memo.md, “A&#10;B”, characters 0–20"]
    assert text.endswith(notes[0] + "\n")


def test_a_superseded_quote_says_so() -> None:
    old = Citation("list.md", "A cup is 9 €.", 0, 13, superseded=True)
    lines = canvas_to_markdown(canvas_of(item("Rent", citations=(QUOTE, old)))).splitlines()
    assert "- Rent[^1][^2] {#rs-rent}" in lines
    assert lines[-2:] == [
        "[^1]: “Cafés rent cups.” — memo.md, “Money”, characters 10–26",
        "[^2]: “A cup is 9 €.” — list.md, characters 0–13 (superseded)",
    ]


def test_everything_that_an_item_holds_is_shown() -> None:
    segment = Item(
        "cs-cafes",
        Block.CUSTOMER_SEGMENTS,
        "Cafés in towns",
        Status.SUPPORTED,
        citations=(QUOTE,),
        description="Small ones.\nNo chains.",
        tags=(Tag.SUBSIDISED, Tag.CRITICAL),
        quantities=(
            Quantity(Measure.SIZE, 200, "cafés", None, 150.5, None, QUOTE),
            Quantity(Measure.ACQUISITION_COST, 12.5, "EUR", Every.ONCE, None, 20),
        ),
        details=(
            Detail("job-serve", DetailKind.JOB, "Serve coffee"),
            Detail("pain-waste", DetailKind.PAIN, "Waste"),
        ),
    )
    link = Link("rs-rent", "cs-cafes", LinkKind.PAID_BY, inferred=True)
    text = canvas_to_markdown(canvas_of(segment, item("Rent (#1)"), links=(link,)))
    assert (
        "## Customer segments\n"
        "\n"
        "- Cafés in towns[^1] {#cs-cafes}\n"
        "  - Description: Small ones.&#10;No chains.\n"
        "  - Tags: subsidised, critical\n"
        "  - Size: 200 cafés, at least 150.5[^1]\n"
        "  - Acquisition cost: 12.5 EUR, once, at most 20\n"
        "  - Job: Serve coffee {#job-serve}\n"
        "  - Pain: Waste {#pain-waste}\n"
    ) in text
    assert (
        "## Links\n"
        "\n"
        "- Rent (\\#1) (#rs-rent) — *paid by* — Cafés in towns (#cs-cafes) *(inferred)*\n"
    ) in text


def test_what_a_canvas_says_of_itself_is_shown() -> None:
    limit = Quantity(Measure.COST, 50000, "EUR", Every.YEAR)
    canvas = canvas_of(
        item("Rent"),
        constraints=(
            Constraint(
                ConstraintKind.PARTNER_AGREEMENT, "No rival", ("rs-rent",), limit, "2027-01"
            ),
        ),
        metadata=Metadata(
            "Cups that come back",
            "draft",
            "businessmodel",
            "2024-03-29",
            "2024-05",
            ("goals.md",),
            ("notes.md", "plan, final.md"),
            ("2024-03-29: begun",),
            Portfolio.EXPLORE,
            "discovery",
            "Cup 1",
        ),
    )
    text = canvas_to_markdown(canvas)
    start, end = text.index("## Constraints"), text.index("[^1]:")
    assert text[start:end] == (
        "## Constraints\n"
        "\n"
        "- Partner agreement: No rival\n"
        "  - Touches: Rent (#rs-rent)\n"
        "  - Limit: Cost: 50000 EUR, every year\n"
        "  - By: 2027-01\n"
        "\n"
        "## Metadata\n"
        "\n"
        "- Tagline: Cups that come back\n"
        "- Status: draft\n"
        "- Category: businessmodel\n"
        "- Date: 2024-03-29\n"
        "- Updated: 2024-05\n"
        "- Portfolio: explore\n"
        "- Stage: discovery\n"
        "- Derived from: Cup 1\n"
        "- Related:\n"
        "  - goals.md\n"
        "- Sources:\n"
        "  - notes.md\n"
        "  - plan, final.md\n"
        "\n"
        "## Updates\n"
        "\n"
        "- 2024-03-29: begun\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" at the ends  ", "&#32;at the ends&#32;&#32;"),
        ("two  spaces", "two &#32;spaces"),
        ("9 € and 10 €", "9 € and 10 €"),
        ("\tline\nline\r\n", "&#9;line&#10;line&#13;&#10;"),
        ("\x00\x1b\x85\u2028", "&#0;&#27;&#133;&#8232;"),
        ("\u202egnihton\ufeff", "&#8238;gnihton&#65279;"),
        ("مرحبا 日本 👩‍🌾", "مرحبا 日本 👩‍🌾"),
    ],
)
def test_what_a_line_cannot_carry_is_written_as_a_reference(text: str, written: str) -> None:
    assert f"\n- {written}[^1] {{#rs-rent}}\n" in canvas_to_markdown(canvas_of(item(text)))


def test_what_is_said_against_stands_after_the_blocks() -> None:
    denied = Citation("talk.md", "We will open\nno shop.", 4, 25, 2, "Shops", "2024-05-03")
    other = Citation("talk.md", "Rivals sell cups.", 30, 47)
    canvas = canvas_of(
        item("Rent"),
        against=(
            Against(Block.CHANNELS, Stance.DENIED, denied),
            Against(Block.REVENUE_STREAMS, Stance.OTHER, other),
        ),
    )
    found = re.findall(r"^## .*$|^- .*$", canvas_to_markdown(canvas), re.M)
    assert found == [
        "## Revenue streams",
        "- Rent[^1] {#rs-rent}",
        "## What the sources say against",
        "- Channels, *not so here*: “We will open&#10;no shop.” — "
        "talk.md, 2024-05-03, page 2, “Shops”, characters 4–25",
        "- Revenue streams, *about others*: “Rivals sell cups.” — talk.md, characters 30–47",
    ]


def test_nothing_said_against_needs_no_heading() -> None:
    assert "against" not in canvas_to_markdown(canvas_of(item("Rent")))


@pytest.mark.parametrize("text", MARKS)
def test_marks_in_what_is_said_against_are_shown_as_they_are(text: str) -> None:
    said = Against(Block.CHANNELS, Stance.DENIED, Citation(text, text, 3, 9, None, text))
    result = canvas_to_markdown(canvas_of(against=(said,)))
    assert_plain(result, ["Cup", "What the sources say against"], 1)
    assert all_shown(result)[-1] == (
        f"Channels, not so here: “{text}” — {text}, “{text}”, characters 3–9"
    )


def test_only_blocks_with_items_are_shown_and_in_order() -> None:
    segment = Item("cs-a", Block.CUSTOMER_SEGMENTS, "Cafés", Status.SUPPORTED, citations=(QUOTE,))
    found = re.findall(r"^##? .*$", canvas_to_markdown(canvas_of(item("Rent"), segment)), re.M)
    assert found == ["# Cup", "## Customer segments", "## Revenue streams"]


def test_an_order_that_is_not_that_of_the_blocks_is_told() -> None:
    segment = Item("cs-a", Block.CUSTOMER_SEGMENTS, "Cafés", Status.SUPPORTED, citations=(QUOTE,))
    text = canvas_to_markdown(canvas_of(item("Rent"), segment))
    assert "\n- Cafés[^1] {#cs-a at=2}\n" in text
    assert "\n- Rent[^1] {#rs-rent at=1}\n" in text
    assert "at=" not in canvas_to_markdown(canvas_of(segment, item("Rent")))


def test_an_empty_canvas() -> None:
    text = canvas_to_markdown(Canvas("", WHEN, "m"))
    assert text == f"# *Business Model Canvas*\n\nDrafted {WHEN}; put into words by m.\n"
    assert canvas_to_markdown(Canvas("", WHEN, "")).endswith(f"\n\nDrafted {WHEN}.\n")


def test_the_place_of_a_citation() -> None:
    assert place(QUOTE) == "memo.md, “Money”, characters 10–26"
    assert place(Citation("p.pdf", "x", 1, 2, 7)) == "p.pdf, page 7, characters 1–2"
    dated = Citation("p.pdf", "x", 1, 2, 7, "Money", "2024-05")
    assert place(dated) == "p.pdf, 2024-05, page 7, “Money”, characters 1–2"
