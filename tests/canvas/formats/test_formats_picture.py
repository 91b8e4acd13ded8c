"""The canvas as SVG, PDF and PNG, read back by other programmes' readers."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import lxml.etree
import pypdfium2
import pytest
from PIL import Image

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.write import canvas_to_markdown
from canvasai.canvas.formats.picture import canvas_to_pdf, canvas_to_png, canvas_to_svg
from canvasai.canvas.ids import new_id
from canvasai.canvas.metadata import Metadata
from canvasai.canvas.model import Assumption, Canvas, Citation, Horizon, Item, Risk, Status
from canvasai.errors import ConfigError

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


def sixty() -> Canvas:
    """Sixty items with forty citations, in all blocks and of every status."""
    items: list[Item] = []
    for n in range(60):
        block, status = list(Block)[n % 9], list(Status)[n % 4]
        quote = f"Sentence number {n % 40} of the report says how it is, in so many words."
        place = n % 40 * 100
        text = f"Item {n} which says what the business does, for whom, and why it matters there"
        text += ", with a second half that tells how the owners came to think so" * (n % 3 == 0)
        items.append(
            Item(
                new_id(block, text, {item.id for item in items}),
                block,
                text,
                status,
                Horizon.PLANNED if n % 5 == 0 else Horizon.CURRENT,
                (Citation("report.pdf", quote, place, place + len(quote), n % 40 + 1),),
                Assumption(Risk.VIABILITY) if status is Status.ASSUMPTION else None,
            )
        )
    return Canvas("Kaltwerk", "2026-03-05T10:00:00+01:00", "", tuple(items))


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


def test_pdf_is_one_page_a3_across_with_every_item() -> None:
    told = [(block, f"What {block.title.lower()} of ours are like") for block in Block]
    canvas = canvas_of(*told, metadata=Metadata(tagline="Cold rooms for farms", dated="2026-02"))
    pdf = canvas_to_pdf(canvas)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((1190.55, 841.89), abs=0.01)
    assert document.get_metadata_value("Title") == "Kaltwerk"
    document.close()
    (text,) = pages_of(pdf)
    for _, item in told:
        assert item in text
    for words in ("Kaltwerk", "Cold rooms for farms", "2026-02", ATTRIBUTION):
        assert words in text
    assert "[1] memo.md, p. 3: “We rent cold rooms to small farms.”" in text


def test_blocks_stand_where_people_know_them() -> None:
    root = root_of(canvas_of())
    corners = {}
    for group in root.iter(f"{SVG}g"):
        if group.get("class") == "block":
            rect = group.find(f"{SVG}rect")
            assert rect is not None
            corners[group.findtext(f"{SVG}title")] = (float(rect.get("x")), float(rect.get("y")))
    assert set(corners) == {block.title for block in Block}
    across = ["Key partnerships", "Key activities", "Value propositions"]
    across += ["Customer relationships", "Customer segments"]
    assert [corners[one][0] for one in across] == sorted(corners[one][0] for one in across)
    assert len({corners[one][1] for one in across}) == 1
    for upper, lower in (
        ("Key activities", "Key resources"),
        ("Customer relationships", "Channels"),
    ):
        assert corners[upper][0] == corners[lower][0]
        assert corners[upper][1] < corners[lower][1]
    costs, income = corners["Cost structure"], corners["Revenue streams"]
    assert costs[1] == income[1] > corners["Key resources"][1]
    assert costs[0] == corners["Key partnerships"][0] < income[0]


def test_sixty_items_are_all_on_the_first_page_and_sources_on_the_second() -> None:
    canvas = sixty()
    pages = pages_of(canvas_to_pdf(canvas))
    assert len(pages) == 2
    for item in canvas.items:
        assert item.text in pages[0]
    assert "Sources: on the next page" in pages[0]
    for number in range(1, 41):
        assert f"[{number}] report.pdf, p. " in pages[1]
    sizes = [
        float(text.get("font-size"))
        for group in items_in(root_of(canvas))
        for text in group.iter(f"{SVG}text")
    ]
    assert min(sizes) >= 6.5


def test_numbers_are_those_of_the_markdown_file() -> None:
    canvas = sixty()
    footnotes = dict(re.findall(r"- (Item \d+) .*\[\^(\d+)\]", canvas_to_markdown(canvas)))
    shown = {}
    for group in items_in(root_of(canvas)):
        numbers = "".join(text for one in group.iter(f"{SVG}tspan") for text in one.itertext())
        (item,) = re.findall(r"Item \d+", words_of(group))
        (shown[item],) = re.findall(r"\[(\d+)\]", numbers)
    assert len(shown) == 60
    assert shown == footnotes


def test_svg_is_text_without_scripts_or_anything_from_outside() -> None:
    svg = canvas_to_svg(sixty())
    root = lxml.etree.fromstring(svg.encode())
    kinds = {lxml.etree.QName(one).localname for one in root.iter()}
    assert kinds == {
        "svg", "title", "style", "defs", "clipPath", "g", "rect", "polyline", "text", "tspan",
    }  # fmt: skip
    for address in re.findall(r"url\(([^)]*)\)", svg):
        assert address.startswith(("#block-", "data:font/sfnt;base64,"))
    assert "href" not in svg
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "sans-serif" in root.get("font-family")
    assert root.get("viewBox").startswith("0 0 1190.55 ")


def test_svg_of_few_items_is_as_high_as_the_page() -> None:
    assert root_of(canvas_of((Block.CHANNELS, "Website"))).get("viewBox") == "0 0 1190.55 841.89"


def test_status_and_horizon_are_told_apart_without_colour() -> None:
    def drawn(status: Status, horizon: Horizon) -> str:
        needs = Assumption(Risk.VIABILITY) if status is Status.ASSUMPTION else None
        item = Item("ch-web", Block.CHANNELS, "Web", status, horizon, (MEMO,), needs)
        (group,) = items_in(root_of(Canvas("K", "2026-03-05T10:00:00Z", "", (item,))))
        assert str(status) in (group.findtext(f"{SVG}title") or "").lower()
        shapes = lxml.etree.tostring(group).decode()
        shapes = re.sub(r"<title>.*?</title>", "", shapes)
        return re.sub(r'class="[^"]*"|#[0-9a-f]{6}', "", shapes)

    looks = {(status, horizon): drawn(status, horizon) for status in Status for horizon in Horizon}
    assert len(set(looks.values())) == 8
    for (_, horizon), look in looks.items():
        assert ("italic" in look) is (horizon is Horizon.PLANNED)


def test_legend_counts_the_items() -> None:
    canvas = sixty()
    (text, _) = pages_of(canvas_to_pdf(canvas))
    for words in (
        "Supported by a source (15)", "Assumption, to be tested (15)",
        "Contradicted: sources disagree (15)", "Not checked (15)", "Planned, in italics (12)",
    ):  # fmt: skip
        assert words in text


def test_an_empty_canvas_has_nine_empty_blocks() -> None:
    canvas = Canvas("", "2026-03-05T10:00:00Z", "")
    root = root_of(canvas)
    assert not items_in(root)
    (text,) = pages_of(canvas_to_pdf(canvas))
    for block in Block:
        assert block.title in text
    assert text.startswith("Business Model Canvas")


def test_hebrew_runs_from_right_to_left() -> None:
    hebrew = 'השכרת אופניים (bike rental) ב-25 ש"ח ליום'
    root = root_of(canvas_of((Block.CHANNELS, hebrew), (Block.CHANNELS, "Web – אתר")))
    first, second = items_in(root)
    lines = list(first.iter(f"{SVG}text"))
    assert {line.get("direction") for line in lines} == {"rtl"}
    assert len({line.get("x") for line in lines}) == 1
    assert {line.get("direction") for line in second.iter(f"{SVG}text")} == {None}
    card, other = first.find(f"{SVG}rect"), second.find(f"{SVG}rect")
    right = float(card.get("x")) + float(card.get("width"))
    assert right - float(lines[0].get("x")) == pytest.approx(
        float(next(second.iter(f"{SVG}text")).get("x")) - float(other.get("x")), abs=0.02
    )


@pytest.mark.parametrize(
    "text",
    ["Übergrößenträger für Façonnage, cœur, señor, Łódź", "Συντήρηση ποδηλάτων", "Обслуживание",
     "השכרת אופניים", "تأجير الدراجات", "ซ่อมจักรยาน", "साइकिल की मरम्मत"],
)  # fmt: skip
def test_pdf_texts_of_many_scripts_can_be_found(text: str) -> None:
    (told,) = pages_of(canvas_to_pdf(canvas_of((Block.CHANNELS, text))))
    assert text in told


def test_a_torn_word_can_be_found_in_the_pdf() -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    canvas = canvas_of((Block.CHANNELS, word))
    (told,) = pages_of(canvas_to_pdf(canvas))
    # The reader shows U+FFFE for a hyphen that only stands there because the line ends.
    assert word in told.replace("\ufffe", "")
    (group,) = items_in(root_of(canvas))
    assert words_of(group).replace("- ", "") == word


def test_png_holds_the_canvas_and_its_sources_below() -> None:
    canvas = sixty()
    picture = Image.open(io.BytesIO(canvas_to_png(canvas, dpi=72)))
    assert picture.format == "PNG"
    assert picture.width == pytest.approx(1191, abs=1)
    assert picture.height > 842 + 100
    below = picture.convert("L").crop((0, 860, picture.width, picture.height))
    assert below.getextrema()[0] < 100  # there is ink
    colours = picture.convert("RGB").getcolors(2**24)
    assert colours is not None
    assert len(colours) > 50
    few = replace(canvas, items=canvas.items[:3])
    assert Image.open(io.BytesIO(canvas_to_png(few))).size == pytest.approx((2481, 1754), abs=1)


@pytest.mark.parametrize("dpi", [0, -150, 35, 601, 10**6])
def test_png_of_a_senseless_size_is_refused(dpi: int) -> None:
    with pytest.raises(ConfigError, match="36 to 600"):
        canvas_to_png(canvas_of(), dpi)


def test_the_same_canvas_gives_the_same_bytes() -> None:
    assert canvas_to_pdf(sixty()) == canvas_to_pdf(sixty())
    assert canvas_to_svg(sixty()) == canvas_to_svg(sixty())
