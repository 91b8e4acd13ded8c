"""Markdown is read back as it was written, after a person edited it, and as people write canvases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.formats.markdown.read import canvas_from_markdown
from canvasai.canvas.formats.markdown.write import canvas_to_markdown
from canvasai.canvas.formats.reading import Problem, Reading
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
from canvasai.errors import FormatError

WHEN = "2026-01-01T00:00:00+00:00"
NOW = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
RENTED = Citation("memo.md", "Cafés rent cups.", 10, 26, 2, "Money", "2024-05-03")
OLD = Citation("list.md", "A cup is 9 €.", 0, 13, superseded=True)
CANVAS = Canvas(
    "Cup",
    WHEN,
    "m",
    (
        Item(
            "cs-cafes",
            Block.CUSTOMER_SEGMENTS,
            "Cafés in towns",
            Status.SUPPORTED,
            citations=(RENTED,),
            description="Small ones.",
            tags=(Tag.CRITICAL,),
            details=(Detail("pain-waste", DetailKind.PAIN, "Waste"),),
        ),
        Item("vp-cups", Block.VALUE_PROPOSITIONS, "Cups that come back", Status.UNCHECKED),
        Item(
            "rs-rent",
            Block.REVENUE_STREAMS,
            "Rent",
            Status.CONTRADICTED,
            Horizon.PLANNED,
            (RENTED, OLD),
            quantities=(Quantity(Measure.PRICE, 9, "EUR", Every.MONTH, 8, 10, OLD),),
        ),
        Item(
            "cost-wash",
            Block.COST_STRUCTURE,
            "Washing",
            Status.ASSUMPTION,
            assumption=Assumption(Risk.VIABILITY, "Ask ten.", "No source tells."),
        ),
    ),
    (
        Link("vp-cups", "cs-cafes", LinkKind.SERVES),
        Link("rs-rent", "cs-cafes", LinkKind.PAID_BY, inferred=True),
    ),
    ("Most is assumed.",),
    (Against(Block.CHANNELS, Stance.DENIED, OLD),),
    Metadata(status="draft", related=("a.md",), portfolio=Portfolio.EXPLORE, stage="discovery"),
    (Constraint(ConstraintKind.BUDGET, "Little", ("cost-wash", "rs-rent")),),
)
WRITTEN = canvas_to_markdown(CANVAS)


def read(text: str) -> Reading:
    return canvas_from_markdown(text, "plan.md", NOW)


def edited(old: str, new: str) -> Reading:
    assert WRITTEN.count(old) == 1
    return read(WRITTEN.replace(old, new))


def texts(reading: Reading) -> dict[Block, list[str]]:
    found: dict[Block, list[str]] = {}
    for item in reading.canvas.items:
        found.setdefault(item.block, []).append(item.text)
    return found


# What our own marks are made of; a text of these must stay a text.
FRAGMENTS = (
    "# ", "- ", "  ", "\n", "**", "*", "_", "`", "[^1]", "[^1]: ", "“", "” — ", ", characters 1–2",
    "|", "---", "> ", "{#cs-a}", " {#cs-a at=1}", "Channels", "Key activities: x", "Pain: ",
    "Price: 9 EUR", "At risk: viability.", " Test: ", "&#0;", "&amp;", "\\", "<!--", "-->", "<br>",
    " — *serves* — ", " *(planned)*", "*(empty)*", "Drafted 2024-01-01.", "; put into words by ",
    "(#cs-a)", " a month", ", every month", "at least 3", ", 2024", ", page 3", ", “H”",
    " (superseded)", "1. ", "[a](b)", "~~", "[ ] ", "...", "a", ":",
)  # fmt: skip
TRICKY = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=5).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_is_read_back(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas)
    assert canvas_from_markdown(canvas_to_markdown(canvas)) == Reading(canvas)


@settings(max_examples=100, deadline=None)
@given(st.lists(TRICKY, min_size=14, max_size=14))
def test_texts_that_look_like_our_marks_are_read_back(given_texts: list[str]) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m, n, o = given_texts
    cited = Citation(a, b, 1, 2, 3, c, "2024")
    canvas = replace(
        CANVAS,
        name=d,
        model=e,
        notes=(f, "", a),
        items=(
            replace(
                CANVAS.items[0],
                text=g,
                description=h,
                citations=(cited, replace(cited, page=None, heading="")),
                details=(Detail("pain-waste", DetailKind.PAIN, i),),
                quantities=(Quantity(Measure.AMOUNT, -0.5, j, None, -1e20),),
            ),
            *CANVAS.items[1:3],
            replace(CANVAS.items[3], text=k, assumption=Assumption(Risk.VIABILITY, m, n)),
        ),
        against=(Against(Block.CHANNELS, Stance.OTHER, cited),),
        metadata=Metadata(o, a, b, related=(c, ""), sources=(d,), history=(e,), derived_from=f),
        constraints=(Constraint(ConstraintKind.PARTNER_AGREEMENT, g, ("cs-cafes", "cost-wash")),),
    )
    assert canvas_from_markdown(canvas_to_markdown(canvas)) == Reading(canvas)


def test_the_canvas_of_these_tests_is_read_back() -> None:
    assert read(WRITTEN) == Reading(CANVAS)
    assert read(WRITTEN.replace("\n", "\r\n")) == Reading(CANVAS)
    assert read("\ufeff" + WRITTEN) == Reading(CANVAS)


def test_an_empty_canvas_is_read_back() -> None:
    for canvas in (Canvas("", WHEN, ""), Canvas("Channels", WHEN, "m", notes=("",))):
        assert read(canvas_to_markdown(canvas)) == Reading(canvas)


# What a person edits.


def test_an_added_point_gets_an_id_and_is_unchecked() -> None:
    found = edited(
        "\n## Value prop", "- Offices with **kitchens** *(planned)*[^1]\n\n## Value prop"
    )
    assert found == Reading(
        replace(
            CANVAS,
            items=(
                CANVAS.items[0],
                Item(
                    "cs-offices-kitchens",
                    Block.CUSTOMER_SEGMENTS,
                    "Offices with kitchens",
                    Status.UNCHECKED,
                    Horizon.PLANNED,
                    (RENTED,),
                ),
                *CANVAS.items[1:],
            ),
        )
    )


def test_a_new_id_is_never_one_that_comes_later_in_the_file() -> None:
    found = edited("- Cafés in towns", "- Cafes\n- Cafés in towns")
    assert [item.id for item in found.canvas.items[:2]] == ["cs-cafes-2", "cs-cafes"]
    assert found.canvas.links == CANVAS.links


def test_a_block_may_be_added_under_its_name_in_another_language() -> None:
    found = edited("\n## Links", "### 5. Kanäle:\n* Messen\n\n## Links")
    assert texts(found)[Block.CHANNELS] == ["Messen"]
    assert found.problems == ()


def test_a_removed_item_takes_its_links_along() -> None:
    found = edited("- Cups that come back *(unchecked)* {#vp-cups}\n", "")
    assert found.canvas.items == (CANVAS.items[0], *CANVAS.items[2:])
    assert found.canvas.links == CANVAS.links[1:]
    assert found.problems == (Problem("line 30", "vp-cups is no item; the link was left out."),)
    assert found.left_out == (
        "Cups that come back (#vp-cups) — serves — Cafés in towns (#cs-cafes)",
    )


def test_a_removed_item_is_touched_by_no_constraint() -> None:
    start, end = WRITTEN.index("- Washing"), WRITTEN.index("## Links")
    found = read(WRITTEN[:start] + WRITTEN[end:])
    assert found.canvas.constraints == (Constraint(ConstraintKind.BUDGET, "Little", ("rs-rent",)),)
    assert [one.message for one in found.problems] == [
        "cost-wash is no item; the limit does not touch it now."
    ]


def test_a_changed_text_keeps_id_evidence_and_links() -> None:
    found = edited("- Cafés in towns[", "- Cafés\n  and bars[")
    assert found.canvas.items[0] == replace(CANVAS.items[0], text="Cafés and bars")
    assert found.canvas.links == CANVAS.links
    assert found.problems == ()


def test_items_stand_in_the_order_of_the_file() -> None:
    one, two = "- A *(unchecked)* {#ch-a}\n", "- B *(unchecked)* {#ch-b}\n"
    found = read(f"# X\n\n## Channels\n\n{two}{one}")
    assert [item.id for item in found.canvas.items] == ["ch-b", "ch-a"]


def test_an_item_without_a_place_stays_beside_the_one_before_it() -> None:
    text = "# X\n## Channels\n- B {#ch-b at=2}\n- New\n## Cost structure\n- A {#cost-a at=1}\n"
    assert [item.id for item in read(text).canvas.items] == ["cost-a", "ch-b", "ch-new"]


def test_an_item_under_another_heading_gets_another_id_and_keeps_the_links_that_fit() -> None:
    text = (
        "# X\n## Key activities\n- Wash *(unchecked)* {#kr-wash}\n## Cost structure\n- Staff"
        " *(unchecked)* {#cost-staff}\n## Links\n"
        "- Staff (#cost-staff) — *caused by* — Wash (#kr-wash)\n"
    )
    found = read(text)
    assert [item.id for item in found.canvas.items] == ["ka-wash", "cost-staff"]
    assert found.canvas.links == (Link("cost-staff", "ka-wash", LinkKind.CAUSED_BY),)
    assert found.problems == (
        Problem("line 3", "kr-wash stands under Key activities, so its id is ka-wash now."),
    )


def test_details_that_do_not_belong_to_a_block_are_left_out() -> None:
    found = read("# X\n## Channels\n- Web\n  - Pain: Waste {#pain-waste}\n")
    assert found.canvas.items[0].details == ()
    assert found.left_out == ("Waste",)
    assert found.problems[0].message == "A pain does not belong to Channels; it was left out."


@pytest.mark.parametrize(
    ("line", "name", "message"),
    [
        ("- A {#ch-a}", "ch-a-2", "The id ch-a is there twice; the second got a new one."),
        ("- A {#CH_A}", "ch-a-2", "CH_A cannot be an id; it got a new one."),
        ("- A {#x-1}", "ch-a-2", "x-1 cannot be an id; it got a new one."),
        ("- {#ch-b}", None, "There is no text; the item was left out."),
    ],
)
def test_ids_that_cannot_be(line: str, name: str | None, message: str) -> None:
    found = read(f"# X\n## Channels\n- A *(unchecked)* {{#ch-a}}\n{line} \n")
    assert [item.id for item in found.canvas.items] == ["ch-a", *([name] if name else [])]
    assert message in [one.message for one in found.problems]


def test_an_item_whose_quotes_are_gone_is_unchecked() -> None:
    found = edited("Cafés in towns[^1] ", "Cafés in towns ")
    assert found.canvas.items[0] == replace(CANVAS.items[0], status=Status.UNCHECKED, citations=())
    assert found.problems == (
        Problem("line 9", "It is supported by no quote; it is unchecked now."),
    )


def test_an_assumption_whose_risk_is_gone_is_unchecked() -> None:
    found = edited("  - At risk: viability. Test: Ask ten.\n", "")
    assert found.canvas.items[3].status is Status.UNCHECKED
    assert found.canvas.items[3].description == "No source tells."
    assert len(found.problems) == 2
    found = edited("At risk: viability.", "At risk: my neck.")
    assert found.canvas.items[3].status is Status.UNCHECKED
    assert "desirability, viability, feasibility, adaptability" in found.problems[0].message


def test_a_footnote_that_does_not_exist() -> None:
    found = edited("towns[^1]", "towns[^1][^7]")
    assert found == Reading(CANVAS, (Problem("line 9", "Footnote 7 does not exist."),))


def test_a_footnote_that_is_there_twice_or_that_nobody_points_to() -> None:
    found = read(WRITTEN + "[^1]: “x” — y, characters 1–2\n[^8]: “A” — b.md, characters 1–2\n")
    assert found.canvas == CANVAS
    assert [one.message for one in found.problems] == [
        "Footnote 1 is there twice; the first counts."
    ]
    assert found.left_out == ("“A” — b.md, characters 1–2",)


@pytest.mark.parametrize(
    "span", ["characters 26–10", "characters x–y", "characters 10", "characters 1–" + "9" * 5000]
)
def test_malformed_characters_become_those_of_the_quote(span: str) -> None:
    found = edited("page 2, “Money”, characters 10–26", f"page 2, “Money”, {span}")
    assert found.canvas.items[0].citations == (replace(RENTED, start=0, end=16),)
    assert found.problems == (
        Problem("footnote 1", "It does not say which characters it quotes; 0–16 were taken."),
    )


@pytest.mark.parametrize(
    ("note", "citation"),
    [
        ("“Cups.” — memo.md", Citation("memo.md", "Cups.", 0, 5)),
        ('"Cups." - memo.md, page 4', Citation("memo.md", "Cups.", 0, 5, 4)),
        ("«Cups.» – plan, 3rd edition.pdf", Citation("plan, 3rd edition.pdf", "Cups.", 0, 5)),
    ],
)
def test_citations_as_people_type_them(note: str, citation: Citation) -> None:
    found = read(f"# X\n## Channels\n- Web[^a]\n\n[^a]: {note}\n")
    assert found.canvas.items[0].citations == (citation,)
    assert len(found.problems) == 1


def test_a_footnote_without_a_quote_is_no_citation() -> None:
    found = read("# X\n## Channels\n- Web[^1]\n\n[^1]: See the report.\n")
    assert found.canvas.items[0].citations == ()
    assert found.left_out == ("See the report.",)
    assert found.problems == (
        Problem("line 5", "Footnote 1 is no quote with its source; it was left out."),
    )


def test_links_as_people_type_them() -> None:
    head = "# X\n## Channels\n- Web\n## Customer segments\n- Cafés\n## Links\n"
    link = Link("ch-web", "cs-cafes", LinkKind.REACHES)
    assert read(f"{head}- Web - *reaches* - Cafés\n").canvas.links == (link,)
    bad = (
        "- Web reaches Cafés\n"
        "- Web — *loves* — Cafés\n"
        "- Web — *reaches* — Bars\n"
        "- Cafés — *reaches* — Web\n"
        "- Web — *reaches* — Cafés\n"
        "- Web — *reaches* — Cafés\n"
    )
    found = read(head + bad)
    assert found.canvas.links == (link,)
    assert [(one.where, one.message) for one in found.problems] == [
        ("line 7", "This is no link; it was left out."),
        ("line 8", "loves is no kind of link; it was left out."),
        ("line 9", "Bars is no item; the link was left out."),
        ("line 10", "The link cs-cafes reaches ch-web cannot be; it was left out."),
        ("line 12", "The link ch-web reaches cs-cafes is there twice."),
    ]
    assert len(found.left_out) == 4


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("9 EUR a month", Quantity(Measure.PRICE, 9, "EUR", Every.MONTH)),
        ("€1,200.50, every year", Quantity(Measure.PRICE, 1200.5, "€", Every.YEAR)),
        ("9,50 € per week", Quantity(Measure.PRICE, 9.5, "€", Every.WEEK)),
        ("9 € / cup, 8 – 10", Quantity(Measure.PRICE, 9, "€ / cup", None, 8, 10)),
        ("9%", Quantity(Measure.PRICE, 9, "%")),
        ("-1e3, at most 4", Quantity(Measure.PRICE, -1000, "", None, None, 4)),
        ("9, at least 10", None),
        ("high", None),
        ("1e999 EUR", None),
        ("9 EUR, roughly", None),
    ],
)
def test_numbers_as_people_type_them(text: str, quantity: Quantity | None) -> None:
    item = read(f"# X\n## Revenue streams\n- Rent\n  - Price: {text}\n").canvas.items[0]
    assert item.quantities == ((quantity,) if quantity else ())
    assert item.description == ("" if quantity else f"Price: {text}")


def test_details_and_tags_as_people_type_them() -> None:
    found = read(
        "# X\n## Customer segments\n- Cafés\n  - **Pains:**\n    - Waste\n    - Washing\n"
        "  - Gain: Praise\n  - Tags: Critical, subsidised, huge\n"
    )
    item = found.canvas.items[0]
    assert item.details == (
        Detail("pain-waste", DetailKind.PAIN, "Waste"),
        Detail("pain-washing", DetailKind.PAIN, "Washing"),
        Detail("gain-praise", DetailKind.GAIN, "Praise"),
    )
    assert item.tags == (Tag.SUBSIDISED, Tag.CRITICAL)
    assert found.problems == (
        Problem("line 8", "huge is no tag of Customer segments; it was left out."),
    )


# Canvases as people write them.

PLAN = """\
# Stable Model

## Metadata
- Category: businessmodel
- Date: 2024-03-29
- Status: draft
- Related:
  - goals/stable_goals.md
  - values/stable_value.md
- Source: notes/after-talk.md, readme.md
- Author: Ann

## Content

The model is about healthy cows:

### Customer Segments

1. Primary Segments
   - Dairy farms
   - Alpine associations

2. Use Cases
   - Finding sick animals

### Revenue Model

1. Open Core Approach
   - Core system: free
   - Premium features: support

### Growth Strategy

1. Market Expansion
   - Start with farms

## References
- [Stable Repository](../stable/readme.md)

## Updates
- 2024-03-29: First notes
- 2024-04-02: Added growth
"""


def test_a_plan_with_metadata_groups_and_updates() -> None:
    found = read(PLAN)
    assert found.canvas.name == "Stable Model"
    assert found.canvas.created == NOW.isoformat()
    assert found.canvas.model == ""
    assert found.canvas.metadata == Metadata(
        status="draft",
        category="businessmodel",
        dated="2024-03-29",
        related=("goals/stable_goals.md", "values/stable_value.md"),
        sources=("notes/after-talk.md", "readme.md"),
        history=("2024-03-29: First notes", "2024-04-02: Added growth"),
    )
    assert [(item.id, item.text, item.description) for item in found.canvas.items] == [
        ("cs-dairy-farms", "Dairy farms", "Primary Segments"),
        ("cs-alpine-associations", "Alpine associations", "Primary Segments"),
        ("cs-finding-sick-animals", "Finding sick animals", "Use Cases"),
        ("rs-core-system-free", "Core system: free", "Open Core Approach"),
        ("rs-premium-features-support", "Premium features: support", "Open Core Approach"),
    ]
    assert {item.status for item in found.canvas.items} == {Status.UNCHECKED}
    assert found.problems == ()
    assert found.left_out == (
        "Author: Ann",
        "Content",
        "The model is about healthy cows:",
        "Growth Strategy",
        "Market Expansion",
        "Start with farms",
        "References",
        "Stable Repository (../stable/readme.md)",
    )


NAMES = {
    Block.CUSTOMER_SEGMENTS: ["Customer Segments", "Kundensegmente", "Segments de clientèle",
                              "Segmentos de clientes"],
    Block.VALUE_PROPOSITIONS: ["Value Proposition", "Wertversprechen", "Proposition de valeur",
                               "Propuesta de valor"],
    Block.KEY_PARTNERSHIPS: ["Key Partners", "Schlüsselpartner", "Partenaires clés",
                             "Socios clave"],
    Block.COST_STRUCTURE: ["Cost Structure", "Kostenstruktur", "Structure de coûts",
                           "Estructura de costes"],
}  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [
        "# {}\n\n- x\n",
        "###### {} ######\n1. x\n",
        "## 3. 🐄 {}\n+ x\n",
        "{}\n=====\n\nx\n",
        "{}\n---\n* x\n",
        "**{}**\n\n• x\n",
        "**{}:**\nx\n",
        "**{}:** x\n",
        "2. **{}**\n   - x\n",
        "- **{}**: x\n",
        "- {}\n  - x\n",
        "- Canvas\n  - {}\n    - x\n",
        "{}:\n- x\n",
        "{}: x\n",
        "1. {}\n- x\n",
        "4) {}:\nx\n",
        "| {} |\n|---|\n| x |\n",
        "| Block | Items |\n|---|---|\n| **{}** | x |\n",
        "```markdown\n## {}\n- x\n```\n",
    ],
)
@pytest.mark.parametrize("language", range(4))
def test_names_of_blocks(pattern: str, language: int) -> None:
    for block, names in NAMES.items():
        found = read(pattern.format(names[language]))
        assert texts(found) == {block: ["x"]}
        assert found.problems == ()


def test_several_blocks_by_bold_and_plain_lines() -> None:
    text = (
        "# Barn\n\n**Client:** Muster AG\n**Date:** 5.3.2024\n\n"
        "**Key Resources:** sensors; patents\n**Key Activities:** Building\n\n"
        "**Channels:**\nWeb shop\nFairs\n\nCost structure: wages\n"
    )
    found = read(text)
    assert texts(found) == {
        Block.CHANNELS: ["Web shop", "Fairs"],
        Block.KEY_RESOURCES: ["sensors", "patents"],
        Block.KEY_ACTIVITIES: ["Building"],
        Block.COST_STRUCTURE: ["wages"],
    }
    assert found.canvas.metadata.dated == "2024-03-05"
    assert found.left_out == ("Client: Muster AG",)


def test_several_blocks_by_plain_lines() -> None:
    found = read("Customers:\nFarms\nClubs\n\nCosts: wages\n\nValue\n- Fresh milk\n")
    assert texts(found) == {
        Block.CUSTOMER_SEGMENTS: ["Farms", "Clubs"],
        Block.VALUE_PROPOSITIONS: ["Fresh milk"],
        Block.COST_STRUCTURE: ["wages"],
    }


def test_a_group_may_be_called_like_another_block() -> None:
    found = read("## Channels\n**Partners**\n- Vets\n\n**Key partners**\n- Mills\n")
    assert [(item.block, item.text, item.description) for item in found.canvas.items] == [
        (Block.CHANNELS, "Vets", "Partners"),
        (Block.KEY_PARTNERSHIPS, "Mills", ""),
    ]


def test_nested_points_are_items_below_a_group_and_else_a_description() -> None:
    found = read(
        "## Customer segments\n- Farms\n  - with cows\n    - many\n  - in the Alps.\n"
        "- **Other segments:**\n  - Schools\n    - small\n  - Clubs *(planned)*\n"
        "### Later\n- Banks\n\n  They pay late.\n"
    )
    assert [(item.text, item.description) for item in found.canvas.items] == [
        ("Farms", "with cows; many; in the Alps."),
        ("Schools", "Other segments; small"),
        ("Clubs", "Other segments"),
        ("Banks", "Later; They pay late."),
    ]
    assert found.canvas.items[2].horizon is Horizon.PLANNED


def test_paragraphs_are_items() -> None:
    found = read(
        "## Channels\n\n*How do we reach them?*\n\nA web shop that is open\nall night.\n\n"
        "Fairs  \nmarkets\n\nWe also use:\n- Post\n"
    )
    assert [(item.text, item.description) for item in found.canvas.items] == [
        ("A web shop that is open all night.", ""),
        ("Fairs", ""),
        ("markets", ""),
        ("Post", "We also use"),
    ]
    assert found.left_out == ("How do we reach them?",)


def test_place_holders_and_struck_points_are_left_out() -> None:
    found = read("## Channels\n- [Name]\n- TBD\n- ...\n- ~~Fax~~\n-\n- [x] Web\n- Posts:\n")
    assert texts(found) == {Block.CHANNELS: ["Web"]}
    assert found.left_out == ("[Name]", "TBD", "...", "~~Fax~~", "Posts:")


def test_the_classic_table() -> None:
    found = read(
        "# Barn\n\n"
        "| Key Partners | **Key Activities** | Value Propositions | Customer Relationships "
        "| Customer Segments |\n|---|:-:|---|---|---|\n"
        "| - Mills<br>- Vets | Milking<br/>Selling | Fresh milk | Personal | Families |\n"
        "| | Key Resources | | Channels | |\n"
        "| | Cows \\| calves | | Farm shop | Partner |\n\n"
        "| Cost Structure | Revenue Streams |\n|--|--:|\n"
        "| Feed • Vets | **Sales**<br>Tours |\n\nThat is all.\n"
    )
    assert texts(found) == {
        Block.CUSTOMER_SEGMENTS: ["Families", "Partner"],
        Block.VALUE_PROPOSITIONS: ["Fresh milk"],
        Block.CHANNELS: ["Farm shop"],
        Block.CUSTOMER_RELATIONSHIPS: ["Personal"],
        Block.REVENUE_STREAMS: ["Sales", "Tours"],
        Block.KEY_RESOURCES: ["Cows | calves"],
        Block.KEY_ACTIVITIES: ["Milking", "Selling"],
        Block.KEY_PARTNERSHIPS: ["Mills", "Vets"],
        Block.COST_STRUCTURE: ["Feed", "Vets"],
    }
    assert found.left_out == ("That is all.",)


def test_a_table_with_the_blocks_in_its_first_column() -> None:
    found = read(
        "| Bloque | Contenido |\n|---|---|\n| Canales | Ferias<br>Tienda |\n| | Correo |\n"
        "| Costes | Sueldos |\n| Notas | nada |\n"
    )
    assert texts(found) == {
        Block.CHANNELS: ["Ferias", "Tienda", "Correo"],
        Block.COST_STRUCTURE: ["Sueldos"],
    }
    assert found.left_out == ("Notas", "nada")


def test_a_table_below_the_name_of_a_block() -> None:
    found = read("## Revenue streams\n| Stream | Price |\n|---|---|\n| Rent | 9 € |\n| Sale | |\n")
    assert [(item.text, item.description) for item in found.canvas.items] == [
        ("Rent", "Price: 9 €"),
        ("Sale", ""),
    ]


def test_front_matter() -> None:
    found = read(
        '---\ntitle: "Café"\nstatus: draft\ndate: 2024-03-29\nsources: a.md, b.md\n'
        "related:\n  - c.md\nkeywords: [x, y]\nowner: {name: Ann}\n---\n## Channels\n- Web\n"
    )
    assert found.canvas.name == "Café"
    assert found.canvas.metadata == Metadata(
        status="draft", dated="2024-03-29", related=("c.md",), sources=("a.md", "b.md")
    )
    assert found.left_out == ("keywords: x, y", "owner: {name: Ann}")
    assert found.problems == ()
    found = read("---\ntitle: Café\n---\n# Bar\n## Channels\n")
    assert (found.canvas.name, found.left_out) == ("Bar", ("Café",))


@pytest.mark.parametrize(
    "front",
    [
        "a: [b",
        "a: b\n- c",
        "a: " + "[" * 20_000,
        "a: !!python/object/apply:os.system [ls]\n: :",
        "x: " + "y" * 60_000,
    ],
)
def test_front_matter_that_cannot_be_read_is_left_out(front: str) -> None:
    found = read(f"---\n{front}\n---\n## Channels\n- Web\n")
    assert texts(found) == {Block.CHANNELS: ["Web"]}
    assert [one.where for one in found.problems] == ["front matter"]
    assert found.left_out == (front.strip(),)


def test_what_metadata_cannot_hold_is_told() -> None:
    found = read(
        "# X\n## Channels\n## Metadata\n- Date: soon\n- Updated: 2024-13-01\n- Stage: grow\n"
        "- Portfolio: dream\n- Status: a\n- Status: b\n- odd\n"
    )
    assert found.canvas.metadata == Metadata(status="a")
    assert [one.where for one in found.problems] == ["line 4", "line 5", "line 7", "line 6"]
    assert found.left_out == ("soon", "2024-13-01", "grow", "dream", "status: b", "odd")


def test_constraints_as_people_type_them() -> None:
    found = read(
        "# X\n## Cost structure\n- Wages\n## Constraints\n- **Budget**: at most 50k\n"
        "  - Limit: Cost: 50,000 EUR a year\n  - By: soon\n- Rain\n"
    )
    limit = Quantity(Measure.COST, 50000, "EUR", Every.YEAR)
    assert found.canvas.constraints == (
        Constraint(ConstraintKind.BUDGET, "at most 50k", (), limit),
    )
    assert found.left_out == ("By: soon", "Rain")


def test_a_heading_that_looks_like_a_block_is_told() -> None:
    found = read("# X\n## Channels\n- Web\n## Custmer Segmnts\n- Farms\n")
    assert found.left_out == ("Custmer Segmnts", "Farms")
    assert [(one.where, one.message) for one in found.problems] == [
        (
            "line 4",
            "“Custmer Segmnts” is no block, and what stands below it was left out. If Customer "
            "segments is meant, call it so.",
        )
    ]


def test_a_template_that_nobody_filled_is_an_empty_canvas() -> None:
    found = read("".join(f"## {block.title}\n\nWho?\n\n" for block in Block))
    assert found.canvas.items == ()
    assert len(found.left_out) == 9


def test_a_table_of_contents_holds_no_items() -> None:
    listed = "- [Channels](#channels)\n- [Costs](#costs)\n"
    found = read(f"# X\n\n{listed}\n## Channels\n- Web\n\n## Costs\n- Wages\n")
    assert texts(found) == {Block.CHANNELS: ["Web"], Block.COST_STRUCTURE: ["Wages"]}


def test_comments_code_and_quotes_are_left_out() -> None:
    found = read(
        "## Channels\n<!-- who\nelse? -->\n- Web <!-- or not -->\n```sh\n- no item\n```\n> said\n<div>\n"
    )
    assert texts(found) == {Block.CHANNELS: ["Web"]}
    assert found.left_out == ("who\nelse?", "or not", "- no item", "said", "<div>")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>bold</b>",
        "a <img src=x onerror=y> b",
        "5 * 3 and 2 * 4",
        "snake_case_name",
        "AT&T & <!-- open",
        "שלום עולם",
        "مرحبا بالعالم",
    ],
)
def test_what_is_no_mark_is_text(text: str) -> None:
    assert texts(read(f"## Channels\n- {text}\n")) == {Block.CHANNELS: [text]}


def test_marks_of_markdown_are_no_part_of_texts() -> None:
    found = read(
        "# **My** `canvas`\n## Channels\n- *Web* **shop** __big__ `code` [site](https://a.example) "
        "caf&eacute; &#x41; \\*x\\* <https://b.example>\n"
    )
    assert found.canvas.name == "My canvas"
    item = found.canvas.items[0]
    assert item.text == "Web shop big code site café A *x* https://b.example"
    assert item.description == "https://a.example"


# Bad input.


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\ufeff\r\n"])
def test_an_empty_file(text: str) -> None:
    with pytest.raises(FormatError, match=r"plan\.md is empty"):
        read(text)


@pytest.mark.parametrize("text", ["\x00\x01\x02", "# X\n## Channels\n- a\x00b", "\ufffd\x1f" * 99])
def test_a_file_that_is_no_text(text: str) -> None:
    with pytest.raises(FormatError, match=r"plan\.md is no text"):
        read(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x" * 50_000_000, "50,000,000 characters"),
        ("## Channels\n" + "\n" * 60_000, "60,001 lines"),
        ("## Channels\n" + "- x\n" * 20_000, "more than 10,000 items"),
    ],
)
def test_a_file_that_is_too_large(text: str, what: str) -> None:
    with pytest.raises(FormatError, match=what):
        read(text)


@pytest.mark.parametrize(
    "text", ["Some words.\n", "# Title\n\n- a\n- b\n", "- Channels\n- Costs\n"]
)
def test_a_file_without_a_block(text: str) -> None:
    with pytest.raises(FormatError, match=r"plan\.md holds no block of a canvas") as caught:
        read(text)
    assert "canvasai convert --from text" in caught.value.hint


def test_a_file_with_a_misspelt_block_only() -> None:
    with pytest.raises(FormatError) as caught:
        read("# X\n## Custmer Segmnts\n- Farms\n")
    assert "“Custmer Segmnts” is meant as Customer segments" in caught.value.hint


def test_a_time_that_is_none() -> None:
    found = edited(f"Drafted {WHEN};", "Drafted 2026-99-01;")
    assert found.canvas == replace(CANVAS, created=NOW.isoformat())
    assert [one.where for one in found.problems] == ["line 3"]
    assert canvas_from_markdown("## Channels\n").canvas.created[-6:] == "+00:00"


def test_a_line_that_only_begins_like_ours() -> None:
    found = read("# X\n\nDrafted by Ann in May.\n\n## Channels\n")
    assert found.left_out == ("Drafted by Ann in May.",)


HEAD = "# X\n\n## Channels\n\n"
HOSTILE = {
    "one long item": HEAD + "- " + "x" * 100_000,
    "nested lists": HEAD + "\n".join("  " * deep + "- a" for deep in range(600)),
    "points in a line": HEAD + "- " * 200_000,
    "footnotes": HEAD
    + "".join(f"- a[^{n}] {{#ch-a{n}}}\n" for n in range(9000))
    + "".join(f"[^{n}]: “a{n}” — b, characters 1–3\n" for n in range(9000)),
    "brackets": HEAD + "[" * 400_000,
    "pictures": HEAD + "![" * 200_000,
    "ticks": HEAD + "`a``" * 100_000,
    "stars": HEAD + "- " + "**a *b " * 60_000,
    "lines": HEAD + "- " + "_a" * 200_000,
    "open comments": HEAD + "<!-- " * 80_000,
    "fences": HEAD + "````\n```\n~~~\n" * 16_000,
    "quotes": HEAD + "> " * 200_000,
    "spaces": HEAD + ("x" + " " * 500 + "\n") * 800,
    "ids": HEAD + "- a" + " {#ch-a" * 50_000,
    "references": HEAD + "- " + "&#1" * 130_000,
    "notes": HEAD + "- a" + "[^1]" * 100_000,
    "quotes of a note": HEAD + "[^1]: “" + "” — " * 100_000,
    "times": "# X\n\nDrafted 2024-" + "; put into words by " * 20_000,
    "links": HEAD + "## Links\n- " + " (#ch-a) — *reaches* " * 20_000,
    "pipes": HEAD + "|" * 200_000 + "\n" + "|-" * 200_000,
    "wide rows": "| Channels |\n|---|\n" + "|" + "a<br>|" * 60_000,
    "headings": "## Channels\n" + "## Custmers\n" * 30_000,
    "prices": HEAD + "- a\n  - Price: " + "1," * 200_000,
    "labels": HEAD + "**a" * 130_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_take_no_longer_than_others(text: str) -> None:
    try:
        found = read(text)
    except FormatError:
        return
    assert canvas_from_markdown(canvas_to_markdown(found.canvas)) == Reading(found.canvas)


def test_one_long_item_is_kept_whole() -> None:
    text = "x" * 100_000
    assert read(f"{HEAD}- {text}\n").canvas.items[0].text == text


def assert_sound(found: Reading) -> None:
    """What was read meets the schema, and is read back from what it is written as."""
    assert canvas_from_json(canvas_to_json(found.canvas)) == found.canvas
    assert canvas_from_markdown(canvas_to_markdown(found.canvas)) == Reading(found.canvas)


LINES = [*WRITTEN.splitlines(), *PLAN.splitlines(), *(part.strip() for part in FRAGMENTS)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES) | TRICKY, max_size=25).map("\n".join))
def test_whatever_is_read_is_sound(text: str) -> None:
    try:
        found = read(f"## Channels\n{text}")
    except FormatError:
        return
    assert_sound(found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(f"{text}\n## Channels\n")
    except FormatError:
        return
    assert_sound(found)


@pytest.mark.parametrize(
    "label", ["Value propositions:", "**Value propositions**", "__Value propositions:__"]
)
def test_a_name_right_below_a_point_is_no_rest_of_it(label: str) -> None:
    found = texts(
        read(f"# Mill\n\nCustomer segments:\n- Bakers of Wickham\n{label}\n- Rye overnight\n")
    )
    assert found == {
        Block.CUSTOMER_SEGMENTS: ["Bakers of Wickham"],
        Block.VALUE_PROPOSITIONS: ["Rye overnight"],
    }


def test_a_line_that_goes_on_below_a_point_is_its_rest() -> None:
    found = texts(
        read("# Mill\n\n## Channels\n- Cart at dawn, and on Sundays\nalso to the abbey\n")
    )
    assert found == {Block.CHANNELS: ["Cart at dawn, and on Sundays also to the abbey"]}


@pytest.mark.parametrize(
    ("label", "status", "horizon"),
    [
        ("(assumption)", Status.ASSUMPTION, Horizon.CURRENT),
        ("(Annahme)", Status.ASSUMPTION, Horizon.CURRENT),
        ("*(hypothesis)*", Status.ASSUMPTION, Horizon.CURRENT),
        ("(planned)", Status.UNCHECKED, Horizon.PLANNED),
        ("(geplant)", Status.UNCHECKED, Horizon.PLANNED),
        ("(the good one)", Status.UNCHECKED, Horizon.CURRENT),
    ],
)
def test_labels_that_people_write_behind_an_item(
    label: str, status: Status, horizon: Horizon
) -> None:
    (item,) = read(f"# Mill\n\n## Channels\n- Cart at dawn {label}\n").canvas.items
    assert (item.status, item.horizon) == (status, horizon)
    assert item.text == ("Cart at dawn (the good one)" if "good" in label else "Cart at dawn")
    assert (item.assumption is not None) == (status is Status.ASSUMPTION)
