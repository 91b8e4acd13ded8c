"""PDF: paragraphs, headings, pages, and what does not show."""

from __future__ import annotations

import io
import threading

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from canvasai.errors import SourceUnreadableError

STYLES = getSampleStyleSheet()
BODY = "The bakery rents customer facing machines and repairs them in the night. " * 4


def drawn(*pages, **options) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def built(story, frame=lambda canvas, document: None) -> bytes:
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story, onFirstPage=frame, onLaterPages=frame)
    return stream.getvalue()


def text_at(*lines: tuple[float, str], size: float = 11, font: str = "Helvetica"):
    def page(canvas):
        canvas.setFont(font, size)
        for y, words in lines:
            canvas.drawString(72, y, words)

    return page


def image() -> ImageReader:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "black").save(stream, "PNG")
    return ImageReader(stream)


def test_paragraphs_headings_lists_and_tables(read):
    story = [
        Paragraph("Customers", STYLES["Heading1"]),
        Paragraph("Small bakeries", STYLES["Heading2"]),
        Paragraph(BODY, STYLES["BodyText"]),
        Paragraph("A second paragraph. " + BODY, STYLES["BodyText"]),
        Paragraph("first point " + "and more of it " * 9, STYLES["Bullet"], bulletText="•"),
        Paragraph("second point", STYLES["Bullet"], bulletText="•"),
        Paragraph("<b>Bold words as a heading</b>", STYLES["BodyText"]),
        Paragraph(BODY, STYLES["BodyText"]),
        Table([["Plan", "Price"], ["Basic", "10 EUR"], ["Pro", "20 EUR"]]),
    ]
    source = read("a.pdf", built(story))
    assert source.text == (
        f"# Customers\n\n## Small bakeries\n\n{BODY.strip()}\n\nA second paragraph. {BODY.strip()}\n\n"
        f"- first point {('and more of it ' * 9).strip()}\n\n- second point\n\n"
        f"### Bold words as a heading\n\n{BODY.strip()}\n\n"
        "| Plan | Price |\n| --- | --- |\n| Basic | 10 EUR |\n| Pro | 20 EUR |\n"
    )
    assert [(each.level, each.title) for each in source.headings] == [
        (1, "Customers"), (2, "Small bakeries"), (3, "Bold words as a heading"),
    ]  # fmt: skip


def test_words_parted_at_a_line_end(read):
    page = text_at(
        (700, "The bakery has many cus-"), (686, "tomers in Graz and in Vor-"), (672, "Alberg.")
    )
    assert (
        read("a.pdf", drawn(page)).text
        == "The bakery has many customers in Graz and in Vor-Alberg.\n"
    )


def test_paragraph_goes_on_below_a_parted_word(read):
    page = text_at(
        (700, "The bakery has many cus-"),
        (686, "tomers in Graz and around it"),
        (672, "who come every day."),
    )
    assert read("a.pdf", drawn(page)).text == (
        "The bakery has many customers in Graz and around it who come every day.\n"
    )


def test_pages_and_pages_without_text(read):
    source = read(
        "a.pdf", drawn(text_at((700, "One.")), lambda canvas: None, text_at((700, "Two.")))
    )
    assert source.text == "One.\n\nTwo.\n"
    assert [(page.number, source.text[page.start : page.end].strip()) for page in source.pages] == [
        (1, "One."), (2, ""), (3, "Two."),
    ]  # fmt: skip
    assert source.notes == ("Page 2 holds no text.",)
    assert source.page_at(source.text.index("Two")).number == 3


def test_running_heads_and_page_numbers(read):
    def frame(canvas, document):
        canvas.drawString(72, 30, f"Page {document.page} of 4")
        canvas.drawString(72, 815, "Mohnblume: for partners only")

    story = []
    for year in range(4):
        story += [Paragraph(f"Plan of year {year}", STYLES["Heading1"])]
        story += [Paragraph(BODY, STYLES["BodyText"]), PageBreak()]
    text = read("a.pdf", built(story, frame)).text
    assert "partners only" not in text
    assert "of 4" not in text
    assert [f"# Plan of year {year}" in text for year in range(4)] == [True] * 4


def test_two_pages_have_no_running_heads(read):
    page = text_at((815, "Title"), (400, "Words."))
    assert read("a.pdf", drawn(page, page)).text.count("Title") == 2


def test_repeated_lines_that_are_all_of_a_page_stay(read):
    pages = [text_at((815, f"Page {number}")) for number in range(4)]
    assert read("a.pdf", drawn(*pages)).text == "Page 0\n\nPage 1\n\nPage 2\n\nPage 3\n"


def hidden_page(how: str):
    def page(canvas):
        canvas.drawString(72, 700, "Before.")
        canvas.saveState()
        if how == "white":
            canvas.setFillColorRGB(1, 1, 1)
        if how == "tiny":
            canvas.setFont("Helvetica", 1)
        if how == "scaled":
            canvas.scale(0.1, 0.1)
            canvas.drawString(720, 5000, "SECRET")
        elif how == "outside":
            canvas.drawString(-300, 500, "SECRET")
        else:
            words = canvas.beginText(72, 500)
            words.setTextRenderMode(3 if how == "invisible" else 0)
            words.textLine("SECRET")
            canvas.drawText(words)
        canvas.restoreState()
        canvas.drawString(72, 300, "After.")

    return page


@pytest.mark.parametrize("how", ["white", "tiny", "scaled", "outside", "invisible"])
def test_hidden_text(read, how):
    source = read("a.pdf", drawn(hidden_page(how)))
    assert source.text == "Before.\n\nAfter.\n"
    if how != "outside":
        assert source.notes == ("1 passage that a reader does not see was left out.",)


def test_recognised_text_of_a_scan_is_taken(read):
    def page(canvas):
        canvas.drawImage(image(), 0, 0, 500, 800)
        words = canvas.beginText(72, 500)
        words.setTextRenderMode(3)
        words.textLine("Recognised words.")
        canvas.drawText(words)

    assert read("a.pdf", drawn(page)).text == "Recognised words.\n"


@pytest.mark.parametrize("behind", ["area", "image"])
def test_white_letters_on_a_colour_show(read, behind):
    def page(canvas):
        if behind == "area":
            canvas.setFillColorRGB(0, 0, 0.4)
            canvas.rect(50, 480, 300, 60, fill=1)
        else:
            canvas.drawImage(image(), 50, 480, 300, 60)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 500, "SEEN")

    assert read("a.pdf", drawn(page)).text == "SEEN\n"


def test_scan_without_text(read):
    with pytest.raises(SourceUnreadableError, match=r"no text, only images.*OCR"):
        read("a.pdf", drawn(lambda canvas: canvas.drawImage(image(), 0, 0)))


def test_password(read):
    content = drawn(text_at((700, "One.")), encrypt=StandardEncryption("open sesame"))
    with pytest.raises(SourceUnreadableError, match=r"password-protected\. Save a copy without"):
        read("a.pdf", content)


@pytest.mark.parametrize("content", [b"%PDF-1.4 nonsense", b"just words", b"PK\x03\x04"])
def test_damaged(read, content):
    with pytest.raises(SourceUnreadableError, match="damaged, or not a PDF"):
        read("a.pdf", content)


def test_two_columns(read):
    def page(canvas):
        for left, word in ((60, "left"), (320, "right")):
            words = canvas.beginText(left, 700)
            words.textLines(
                [
                    f"The {word} column goes on over",
                    f"three lines of {word} words and",
                    "ends here.",
                ]
            )
            canvas.drawText(words)

    assert read("a.pdf", drawn(page)).text == (
        "The left column goes on over three lines of left words and ends here.\n\n"
        "The right column goes on over three lines of right words and ends here.\n"
    )


def test_many_threads(read):
    content = {
        f"{at}.pdf": built([Paragraph(f"Number {at}. " + BODY, STYLES["BodyText"])])
        for at in range(4)
    }
    texts: dict[str, str] = {}

    def work(name: str) -> None:
        texts[name] = read(name, content[name]).text

    threads = [threading.Thread(target=work, args=(name,)) for name in content]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: text[:9] for name, text in texts.items()} == {
        f"{at}.pdf": f"Number {at}."[:9] for at in range(4)
    }
