"""Pictures of canvases that nobody expects: hostile texts, long ones, thousands, any at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.etree
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.picture import canvas_to_pdf, canvas_to_svg
from canvasai.canvas.formats.picture.text import plain
from canvasai.canvas.ids import new_id
from canvasai.canvas.metadata import Metadata
from canvasai.canvas.model import Canvas, Citation, Item, Status

SVG = "{http://www.w3.org/2000/svg}"
ATTRIBUTION = "Business Model Canvas: Strategyzer AG, strategyzer.com, CC BY-SA 3.0"
MEMO = Citation("memo.md", "We rent cold rooms to small farms.", 0, 34, 3)


def canvas_of(*told: tuple[Block, str], name: str = "Kaltwerk", **more: object) -> Canvas:
    """A canvas of supported items."""
    items: list[Item] = []
    for block, text in told:
        known = {item.id for item in items}
        items.append(
            Item(new_id(block, text, known), block, text, Status.SUPPORTED, citations=(MEMO,))
        )
    return Canvas(name, "2026-03-05T10:00:00+01:00", "", tuple(items), **more)  # type: ignore[arg-type]


def root_of(canvas: Canvas) -> lxml.etree._Element:
    return lxml.etree.fromstring(canvas_to_svg(canvas).encode())


def items_in(root: lxml.etree._Element) -> list[lxml.etree._Element]:
    return [one for one in root.iter(f"{SVG}g") if (one.get("class") or "").startswith("item ")]


def words_of(element: lxml.etree._Element) -> str:
    """The text of an element's lines, words that were torn put together again."""
    lines = ["".join(line.xpath("text()")) for line in element.iter(f"{SVG}text")]
    return " ".join(lines)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, each run of white space as one space."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


HOSTILE = (
    "<script>alert('x')</script> & <b>bold</b> \"quoted\" ]]> <!-- no -->",
    "</text></svg><svg onload=alert(1)>",
    "{{ mustache }} ${js} %s {nb} \\u0041 &lt;done&gt; &#x3c;",
    "tab\there, line\nend, nul\x00, bell\x07, escape\x1b[31m, not a character\ufffe\uffff",
    "\u202eturned round\u202c and \u2066apart\u2069, soft\u00adhyphen",
    "😀🚀👩‍👩‍👧 👍🏽 🇩🇪 ✓ ★ \ue000 \U0001d54f",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text(text: str) -> None:
    canvas = canvas_of((Block.CHANNELS, text), name=text, metadata=Metadata(tagline=text))
    root = root_of(canvas)
    (group,) = items_in(root)
    assert group.findtext(f"{SVG}title") == f"Supported: {plain(text)}"
    assert words_of(group).replace(" ", "") == plain(text).replace(" ", "")
    assert root.findtext(f"{SVG}title") == plain(text)
    assert not root.xpath("//*[local-name()='script' or local-name()='b']")
    assert len(pages_of(canvas_to_pdf(canvas))) == 1


def test_a_hostile_source_stays_text() -> None:
    item = Item(
        "ch-web", Block.CHANNELS, "Web", Status.SUPPORTED,
        citations=(Citation("<img src=x onerror=alert(1)>.md", "</text><script>1</script>", 0, 25),),
    )  # fmt: skip
    canvas = Canvas("K", "2026-03-05T10:00:00+01:00", "", (item,))
    told = "<img src=x onerror=alert(1)>.md: “</text><script>1</script>”"
    texts = ["".join(one.itertext()) for one in root_of(canvas).iter(f"{SVG}text")]
    assert told in texts
    assert told in pages_of(canvas_to_pdf(canvas))[0]


def test_an_item_too_long_is_cut_and_told_in_full_after_the_canvas() -> None:
    long = " ".join(f"word{n}" for n in range(1200))
    canvas = canvas_of((Block.CHANNELS, long), (Block.KEY_RESOURCES, "Depot"))
    first, *others = pages_of(canvas_to_pdf(canvas))
    assert "word0 word1 " in first
    assert "word1199" not in first
    assert "…" in first
    assert "Texts in full and sources: on the next page" in first
    assert "Channels, in full" in others[0]
    assert "word1199 (supported) [1]" in others[0]
    assert long in re.sub(r"\s", " ", " ".join(others))


@pytest.mark.parametrize("text", ["y" * 100_000, "some words " * 9_000, "字" * 50_000])
def test_a_text_of_a_hundred_thousand_characters_is_bounded(text: str) -> None:
    canvas = canvas_of((Block.VALUE_PROPOSITIONS, text), (Block.CHANNELS, "Website"))
    pages = pages_of(canvas_to_pdf(canvas))
    assert 2 <= len(pages) <= 4
    assert "Website" in pages[0]
    assert "more characters" in " ".join(pages)
    assert len(canvas_to_svg(canvas)) < 1_000_000


def test_thousands_of_items_say_how_many_are_not_shown() -> None:
    told = [(list(Block)[n % 9], f"Number {n} of very many items") for n in range(2500)]
    pages = pages_of(canvas_to_pdf(canvas_of(*told)))
    assert len(pages) < 60
    shown = len(re.findall(r"Number \d+ of", pages[0]))
    missing = sum(map(int, re.findall(r"\+ (\d+) more on the next page", pages[0])))
    assert shown > 150
    assert shown + missing == 2500
    assert "Number 2499 of very many items" in " ".join(pages[1:])


def _titles(canvas: Canvas) -> Sequence[str]:
    order = {block: place for place, block in enumerate(Block)}
    return [plain(item.text) for item in sorted(canvas.items, key=lambda one: order[one.block])]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_canvas_can_be_drawn(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas)
    root = root_of(canvas)
    titles = [(one.findtext(f"{SVG}title") or "").split(": ", 1)[1] for one in items_in(root)]
    assert sorted(titles) == sorted(_titles(canvas))
    pages = pages_of(canvas_to_pdf(canvas))
    assert len(pages) >= 1
    assert ATTRIBUTION in pages[0]
