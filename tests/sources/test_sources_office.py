"""Word documents, workbooks, presentations, and the packages that they are."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile

import docx
import openpyxl
import pptx
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from canvasai.errors import SourceTooLargeError, SourceUnreadableError
from canvasai.settings import load_settings
from canvasai.sources.readers.sheets import value_text
from canvasai.sources.reading import read_file


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def replaced(content: bytes, part: str, change) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return target.getvalue()


def shade(parent, colour: str) -> None:
    mark = OxmlElement("w:shd")
    mark.set(qn("w:val"), "clear")
    mark.set(qn("w:fill"), colour)
    parent.append(mark)


def test_word_document(read):
    document = docx.Document()
    document.add_heading("Plan of Mohnblume", 0)
    document.add_heading("Customers", 1)
    paragraph = document.add_paragraph("We sell to ")
    paragraph.add_run("small bakeries").bold = True
    paragraph.add_run(" and snake_case* cafes.")
    document.add_paragraph("point one", style="List Bullet")
    document.add_paragraph("point two", style="List Bullet")
    document.add_heading("Prices", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Plan", "Price|x", "A\nB", "500"], strict=True):
        cell.text = text
    source = read("a.docx", saved(document))
    assert source.text == (
        "# Plan of Mohnblume\n\n# Customers\n\nWe sell to small bakeries and snake_case* cafes.\n\n"
        "- point one\n- point two\n\n## Prices\n\n"
        "| Plan | Price\\|x |\n| --- | --- |\n| A B | 500 |\n"
    )
    assert [(each.level, each.title) for each in source.headings] == [
        (1, "Plan of Mohnblume"), (1, "Customers"), (2, "Prices"),
    ]  # fmt: skip
    assert source.notes == ()


def hide(run, how: str) -> None:
    if how == "vanish":
        run.font.hidden = True
    elif how == "white":
        run.font.color.rgb = RGBColor(255, 255, 255)
    else:
        run.font.size = Pt(1)


@pytest.mark.parametrize("how", ["vanish", "white", "tiny"])
def test_hidden_runs(read, how):
    document = docx.Document()
    paragraph = document.add_paragraph("Before. ")
    hide(paragraph.add_run("SECRET "), how)
    hide(paragraph.add_run("SECRET"), how)
    paragraph.add_run("After.")
    source = read("a.docx", saved(document))
    assert source.text == "Before. After.\n"
    assert source.notes == ("1 passage that a reader does not see was left out.",)


def test_hidden_by_a_style(read):
    document = docx.Document()
    style = document.styles.add_style("Ghost", 2)
    style.font.hidden = True
    below = document.styles.add_style("Ghost child", 2)
    below.base_style = style
    paragraph = document.add_paragraph("Before. ")
    paragraph.add_run("SECRET", style="Ghost child")
    paragraph.add_run("Seen.", style="Ghost child").font.hidden = False
    assert read("a.docx", saved(document)).text == "Before. Seen.\n"


@pytest.mark.parametrize("where", ["run", "paragraph", "cell", "highlight", "table style"])
def test_white_letters_on_a_colour_show(read, where):
    document = docx.Document()
    table = document.add_table(2, 2)
    cell = table.cell(0, 0)
    run = cell.paragraphs[0].add_run("SEEN")
    run.font.color.rgb = RGBColor(255, 255, 255)
    if where == "run":
        shade(run._r.get_or_add_rPr(), "003366")
    elif where == "paragraph":
        shade(cell.paragraphs[0]._p.get_or_add_pPr(), "003366")
    elif where == "cell":
        shade(cell._tc.get_or_add_tcPr(), "003366")
    elif where == "highlight":
        run.font.highlight_color = 9
    else:
        table.style = "Medium Shading 1 Accent 1"
    assert "SEEN" in read("a.docx", saved(document)).text


def test_deleted_text_and_comments_are_not_taken(read):
    document = docx.Document()
    paragraph = document.add_paragraph("Before. ")
    run = paragraph.add_run("SECRET")
    document.add_comment(run, text="SECRET comment", author="Ada")
    paragraph.add_run("After.")

    def delete(data: bytes) -> bytes:
        deleted = data.replace(b"<w:t>SECRET</w:t>", b"<w:delText>SECRET</w:delText>")
        return deleted.replace(b"<w:r><w:delText>", b'<w:del w:id="1"><w:r><w:delText>').replace(
            b"</w:delText></w:r>", b"</w:delText></w:r></w:del>"
        )

    assert read("a.docx", replaced(saved(document), "word/document.xml", delete)).text == (
        "Before. After.\n"
    )


def workbook(fill) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    fill(book)
    book.close()
    return stream.getvalue()


def test_workbook(read):
    def fill(book):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        share = book.add_format({"num_format": "0.0%"})
        prices = book.add_worksheet("Prices")
        prices.write(0, 0, "Price list")
        prices.write_row(2, 0, ["Plan", "Price", "From", "Share", "SECRET"])
        prices.write_row(3, 0, ["A|B\nC", 10.0])
        prices.write_datetime(3, 2, datetime.datetime(2024, 5, 1), day)
        prices.write(3, 3, 0.155, share)
        prices.write(4, 0, "SECRET")
        prices.set_row(4, None, None, {"hidden": True})
        prices.write(5, 0, "Total")
        prices.write_formula(5, 1, "=B4*2", None, 20.5)
        prices.set_column(4, 4, None, None, {"hidden": True})
        secret = book.add_worksheet("SECRET")
        secret.write(0, 0, "SECRET")
        secret.very_hidden()
        book.add_worksheet("Empty")
        book.add_worksheet("Staff").write_row(0, 0, ["Name", "Role"])

    source = read("a.xlsx", workbook(fill))
    assert source.text == (
        "## Prices\n\nPrice list\n\n| Plan | Price | From | Share |\n| --- | --- | --- | --- |\n"
        "| A\\|B C | 10 | 2024-05-01 | 15.5% |\n| Total | 20.5 |  |  |\n\n"
        "## Staff\n\n| Name | Role |\n| --- | --- |\n"
    )
    assert source.notes == ("3 passages that a reader does not see were left out.",)
    assert [(each.number, each.kind, each.name) for each in source.pages] == [
        (1, "sheet", "Prices"), (4, "sheet", "Staff"),
    ]  # fmt: skip
    spans = [(row.number, source.text[row.start : row.end]) for row in source.rows]
    assert spans[:4] == [
        (1, "Price list"),
        (3, "| Plan | Price | From | Share |"),
        (4, "| A\\|B C | 10 | 2024-05-01 | 15.5% |"),
        (6, "| Total | 20.5 |  |  |"),
    ]
    staff = source.page_at(source.text.index("Role"))
    assert staff is not None
    assert staff.name == "Staff"


def test_corners_far_apart_are_quick(read):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["XFD1048576"] = "a", "b", "far"
    assert read("a.xlsx", saved(book)).text.endswith(
        "| a | b |  |\n| --- | --- | --- |\n|  |  | far |\n"
    )


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (-2.5, "General", "-2.5"),
        (1e-05, "General", "0.00001"),
        (10**16, "General", "10000000000000000"),
        (0.05, "0%", "5%"),
        (True, "General", "TRUE"),
        (datetime.datetime(2024, 5, 1, 9, 30), "General", "2024-05-01 09:30"),
        (datetime.time(9, 30), "General", "09:30"),
        ("3.0", "General", "3.0"),
    ],
)
def test_values_of_cells(value, number_format, text):
    assert value_text(value, number_format) == text


def deck() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Market"
    slide.placeholders[1].text = "Bakeries\nCafes"
    slide.notes_slide.notes_text_frame.text = "Say it\nslowly"
    secret = show.slides.add_slide(show.slide_layouts[1])
    secret.shapes.title.text = "SECRET"
    secret._element.set("show", "0")
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Prices"
    shape = slide.shapes.add_table(2, 2, 0, Inches(2), Inches(4), Inches(1))
    texts = ["Plan", "Price", "Basic|x", "10 EUR"]
    for at, text in enumerate(texts):
        shape.table.cell(at // 2, at % 2).text = text
    chart = CategoryChartData()
    chart.categories = ["2023", "2024"]
    chart.add_series("Sales", (1.5, 2.0))
    slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, 0, Inches(4), Inches(4), Inches(2), chart
    )
    outside = slide.shapes.add_textbox(Inches(-9), 0, Inches(2), Inches(1))
    outside.text_frame.text = "SECRET"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, Inches(6), Inches(2), Inches(1)).text_frame.text = "In a group"
    return saved(show)


def test_presentation(read):
    source = read("a.pptx", deck())
    assert "SECRET" not in source.text
    assert source.text.startswith(
        "# Market\n\n- Bakeries\n- Cafes\n\nNotes: Say it slowly\n\n# Prices\n\n"
    )
    assert "| Plan | Price |\n| --- | --- |\n| Basic\\|x | 10 EUR |" in source.text
    assert "| Category | Sales |\n| --- | --- |\n| 2023 | 1.5 |\n| 2024 | 2 |" in source.text
    assert "In a group" in source.text
    assert [(each.number, each.kind) for each in source.pages] == [(1, "slide"), (3, "slide")]
    assert [each.title for each in source.headings] == ["Market", "Prices"]
    assert source.notes == ("2 passages that a reader does not see were left out.",)


FILES = {"docx": lambda: saved(docx.Document()), "xlsx": lambda: saved(openpyxl.Workbook())}


@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx"])
def test_other_files_with_an_office_ending(read, ending):
    with pytest.raises(SourceUnreadableError, match="password-protected or in an old Office"):
        read(f"a.{ending}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(SourceUnreadableError, match="damaged, or not what its ending says"):
        read(f"a.{ending}", b"just words")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("x.txt", "x")
    with pytest.raises(SourceUnreadableError, match="not what its ending says"):
        read(f"a.{ending}", stream.getvalue())


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_empty_office_files(read, ending):
    with pytest.raises(SourceUnreadableError, match="is empty"):
        read(f"a.{ending}", FILES[ending]())


@pytest.mark.parametrize("cut", [200, 2000, -300])
def test_damaged_office_files(read, cut):
    with pytest.raises(SourceUnreadableError):
        read("a.pptx", deck()[:cut])


def test_part_that_is_not_xml(read):
    content = replaced(saved(docx.Document()), "word/document.xml", lambda _: b"<w:document")
    with pytest.raises(SourceUnreadableError, match=r"a\.docx cannot be read.*XMLSyntaxError"):
        read("a.docx", content)


LAUGHS = (
    '<?xml version="1.0"{}?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "bomb",
    [
        LAUGHS.format("").encode(),
        LAUGHS.format(' encoding="UTF-16"').encode("utf-16"),
        b"<!--" + b"x" * (1024 * 1024 - 10) + b"-->" + LAUGHS.format("").encode()[21:],
    ],
    ids=["utf-8", "utf-16", "across blocks"],
)
@pytest.mark.parametrize(
    ("ending", "part", "make"),
    [
        ("docx", "word/document.xml", FILES["docx"]),
        ("xlsx", "xl/workbook.xml", FILES["xlsx"]),
        ("pptx", "ppt/presentation.xml", deck),
    ],
)
def test_entities_are_refused(read, bomb, ending, part, make):
    with pytest.raises(SourceUnreadableError, match="XML entities"):
        read(f"a.{ending}", replaced(make(), part, lambda _: bomb))


def big_document(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * size)
    return stream.getvalue()


def test_packages_that_unpack_to_too_much(tmp_path):
    settings = load_settings(home=tmp_path, max_unpacked_bytes=1024 * 1024)
    path = tmp_path / "a.docx"
    path.write_bytes(big_document(3 * 1024 * 1024))
    assert path.stat().st_size < 10_000
    with pytest.raises(SourceTooLargeError, match=r"3\.0 MiB.*1\.0 MiB.*MAX_UNPACKED_BYTES"):
        read_file(path, settings)


def test_a_lying_header_does_not_help(tmp_path):
    settings = load_settings(home=tmp_path, max_unpacked_bytes=1024 * 1024)
    content = bytearray(big_document(3 * 1024 * 1024))
    true = struct.pack("<I", 3 * 1024 * 1024 + 3)
    assert content.count(true) == 2
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(content).replace(true, struct.pack("<I", 50)))
    with pytest.raises(SourceUnreadableError, match="damaged"):
        read_file(path, settings)


def test_nothing_is_printed(read, capfd):
    read("a.pptx", deck())
    document = docx.Document()
    document.add_paragraph("Words")
    read("a.docx", saved(document))
    assert capfd.readouterr() == ("", "")
