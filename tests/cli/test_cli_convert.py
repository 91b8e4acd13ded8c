"""`canvasai convert`: every pair of formats, documents in, and files that are broken."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from canvasai.canvas.formats.json_format import canvas_from_json

if TYPE_CHECKING:
    from .conftest import Line

BEES = Path(__file__).parents[1] / "critique" / "bees" / "canvas.json"
IN = {"json": "canvas.json", "markdown": "canvas.md", "bmml": "canvas.bmml", "csv": "canvas.csv"}
STARTS = {
    "svg": b"<?xml",
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "pptx": b"PK",
    "docx": b"PK",
}
HOSTILE = "<script>alert(1)</script><img src=x onerror=y> | ](javascript:z)"
TEXT = """# Brackwater Nets

We repair nets for about 140 small trawlers in the harbours of Osterlund and Vessby.
Skippers pay 95 euros a month for the repair plan, which covers two nets.
Twine and floats cost us about 7,200 euros a month, more than the rent of the loft.
The weather was fine on Sunday.
"""
HTML = "".join(f"<p>{line}</p>" for line in TEXT.removeprefix("# ").splitlines() if line)


def small(*items: dict[str, Any], **fields: Any) -> str:
    known = {"schema": "canvasai/1", "name": "Nets", "created": "2026-02-01T09:00:00+00:00"}
    return json.dumps(known | {"model": "", "items": list(items), "links": []} | fields)


def item(name: str = "cs-a", text: str = "Skippers of trawlers", **fields: Any) -> dict[str, Any]:
    blocks = {"cs": "customer_segments", "vp": "value_propositions", "ch": "channels"}
    known = {"id": name, "block": blocks[name[:2]], "text": text, "status": "unchecked"}
    return known | {"horizon": "current", "citations": []} | fields


def docx() -> bytes:
    from docx import Document

    made, target = Document(), io.BytesIO()
    for line in filter(None, TEXT.removeprefix("# ").splitlines()):
        made.add_paragraph(line)
    made.save(target)
    return target.getvalue()


@pytest.fixture
def bees(line: Line) -> str:
    return line.file("bees.json", BEES.read_bytes())


@pytest.mark.parametrize("form", IN)
def test_every_pair_of_formats(line: Line, bees: str, form: str) -> None:
    made = str(line.folder / IN[form])
    line.run("convert", bees, made)
    whole = canvas_from_json(BEES.read_text("utf-8"))
    for other in IN.values():
        back = str(line.folder / f"again-{form}-{other}")
        line.run("convert", made, back)
        line.run("convert", back, back + ".json")
        found = canvas_from_json(Path(back + ".json").read_text("utf-8"))
        kept = [(one.id, one.text, one.status, one.citations) for one in found.items]
        assert kept == [(one.id, one.text, one.status, one.citations) for one in whole.items]
        assert set(found.links) == set(whole.links)


@pytest.mark.parametrize("ending", STARTS)
def test_pictures_and_office_files(line: Line, ending: str) -> None:
    source = line.file("c.json", small(item(text=HOSTILE), item("vp-a", "Nets back in two days")))
    target = line.folder / f"canvas.{ending}"
    line.run("convert", source, str(target))
    content = target.read_bytes()
    assert content.lstrip().startswith(STARTS[ending])
    if ending == "svg":
        root = etree.fromstring(content)
        assert {"script", "img"}.isdisjoint(etree.QName(one).localname for one in root.iter("{*}*"))
    if content.startswith(b"PK"):
        assert zipfile.ZipFile(target).testzip() is None
    said = line.fails("convert", str(target), str(line.folder / "back.json"), "--from", ending)
    assert "does not read" in said


def test_the_format_may_be_said(line: Line, bees: str) -> None:
    line.run("convert", bees, str(line.folder / "canvas.txt"), "--to", "md")
    line.run(
        *("convert", str(line.folder / "canvas.txt"), str(line.folder / "x")),
        *("--from", "markdown", "--to", ".json"),
    )
    found = canvas_from_json((line.folder / "x").read_text("utf-8"))
    assert [one.id for one in found.items] == [
        one.id for one in canvas_from_json(BEES.read_text("utf-8")).items
    ]
    assert "Known: json" in line.fails("convert", bees, "x.json", "--from", "odt")
    assert "Known: json" in line.fails("convert", bees, "x.json", "--to", "odt")


@pytest.mark.parametrize(
    ("name", "content"),
    [("memo.md", TEXT), ("memo.txt", TEXT), ("memo.html", HTML), ("memo.docx", docx())],
)
def test_a_text_becomes_items_that_quote_it(line: Line, name: str, content: str | bytes) -> None:
    from canvasai.settings import load_settings
    from canvasai.sources.reading import read_file

    memo = line.file(name, content)
    left = line.folder / "left.txt"
    ran = line.run("convert", memo, str(line.folder / "c.json"), "--left-out", str(left))
    found = canvas_from_json((line.folder / "c.json").read_text("utf-8"))
    text = read_file(Path(memo), load_settings()).text
    assert {"140", "95", "7,200"} <= set(" ".join(one.text for one in found.items).split())
    for one in found.items:
        assert [cited.source for cited in one.citations] == [name]
        for cited in one.citations:
            assert text[cited.start : cited.end] == cited.quote
    assert "The weather was fine on Sunday" in left.read_text("utf-8")
    assert "The weather was fine on Sunday" in ran.err
    assert "fit no block" in ran.err


def test_a_canvas_may_be_read_as_text(line: Line) -> None:
    memo = line.file("memo.md", "## Customer segments\n- Skippers of 140 small trawlers\n")
    line.run("convert", memo, str(line.folder / "c.json"), "--from", "text")
    [one] = canvas_from_json((line.folder / "c.json").read_text("utf-8")).items
    assert one.citations[0].source == "memo.md"
    line.run("convert", memo, str(line.folder / "d.json"), "--from", "markdown")
    [one] = canvas_from_json((line.folder / "d.json").read_text("utf-8")).items
    assert one.citations == ()


def test_a_text_that_tells_of_no_business(line: Line) -> None:
    memo = line.file("memo.md", "The weather was fine on Sunday.\n")
    target = line.folder / "c.json"
    said = line.fails("convert", memo, str(target))
    assert "speaks to a block" in said
    assert "weather" in said
    assert not target.exists()


@pytest.mark.parametrize("content", [b"{", b"\xff\x00\xff", b"[]", b"{}", b"9" * 11_000_000])
def test_a_damaged_side_file_is_told(line: Line, bees: str, content: bytes) -> None:
    target = line.folder / "canvas.bmml"
    line.run("convert", bees, str(target))
    (line.folder / "canvas.bmml.side.json").write_bytes(content)
    ran = line.run("convert", str(target), str(line.folder / "c.json"))
    assert "side file" in ran.err
    assert canvas_from_json((line.folder / "c.json").read_text("utf-8")).items


def test_an_old_side_file_does_not_stay(line: Line, bees: str) -> None:
    target = line.folder / "canvas.bmml"
    line.run("convert", bees, str(target))
    plain = line.file("plain.bmml", 'version: "2.0"\nmeta:\n  name: Nets\n')
    line.run("convert", plain, str(target))
    line.run("convert", str(target), str(line.folder / "c.json"))
    assert canvas_from_json((line.folder / "c.json").read_text("utf-8")).items == ()


def test_nothing_is_written_over_what_is_read(line: Line, bees: str) -> None:
    before = Path(bees).read_bytes()
    target = str(line.folder / "c.md")
    linked = line.folder / "linked.json"
    linked.symlink_to(bees)
    assert "file to read" in line.fails("convert", bees, bees)
    assert "file to read" in line.fails("convert", bees, str(linked))
    assert "file to read" in line.fails("convert", bees, target, "--left-out", bees)
    assert "another file" in line.fails("convert", bees, target, "--left-out", target)
    side = line.file("canvas.bmml.side.json", before)
    assert "file to read" in line.fails("convert", side, side.removesuffix(".side.json"))
    assert Path(bees).read_bytes() == Path(side).read_bytes() == before
    assert not Path(target).exists()


def test_names_that_cannot_be(line: Line, bees: str) -> None:
    assert ".json" in line.fails("convert", bees, str(line.folder / "canvas.odt"))
    assert "folder that exists" in line.fails("convert", bees, str(line.folder / "no" / "c.json"))
    lost = str(line.folder / "no" / "left.txt")
    assert "folder that exists" in line.fails("convert", bees, "c.md", "--left-out", lost)
    assert "no file" in line.fails("convert", str(line.folder / "gone.json"), "c.md")
    assert "no file" in line.fails("convert", str(line.folder), "c.md")
    assert ".odt" in line.fails("convert", line.file("canvas.odt"), str(line.folder / "c.md"))


BMML = 'version: "2.0"\nmeta:\n  name: Nets\n'
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{one}: &{one} [*{last}, *{last}]\n" for last, one in zip("abcdefgh", "bcdefghi", strict=True)
)
BROKEN = {
    "comma.json": ('{\n  "schema": "canvasai/1",,\n}', ("line 2", "column")),
    "list.json": ("[]", ("canvasai schema",)),
    "version.json": (small(schema="canvasai/9"), ("another version", "canvasai/9")),
    "deep.json": ("[" * 100_000, ("nested",)),
    "twice.json": (small(item(), item()), ("cs-a", "twice")),
    "block.json": (small(item(block="customer_segmentz")), ("customer_segment", "items/0")),
    "large.json": ('"' + "x" * 10_000_001 + '"', ("MB",)),
    "binary.json": (b"\0\1\2\3", ("no text file",)),
    "half.json": ('{"schema": "canvasai/1", "name": "\\ud800"}', ("half.json",)),
    "link.json": (
        small(item(), links=[{"from": "cs-a", "to": "cs-z", "kind": "needs"}]),
        ("cs-z", "link"),
    ),
    "tab.bmml": ('version: "2.0"\nmeta: [\n', ("line", "column")),
    "version.bmml": ('version: "7.0"\n', ("7.0", "line 1")),
    "block.bmml": (BMML + "customer_segmentz: []\n", ("Did you mean customer_segments",)),
    "twice.bmml": (
        BMML + "customer_segments:\n  - {id: cs-a, name: A}\n  - {id: cs-a, name: B}\n",
        ("cs-a", "line"),
    ),
    "alias.bmml": (LAUGHS, ("line",)),
    "tag.bmml": ("version: !!python/object/apply:os.system [ls]\n", ("line 1",)),
    "large.bmml": ("#" * 10_000_001, ("MB",)),
    "open.csv": ('Block,Text\nChannels,"x\n', ("line",)),
    "columns.csv": ("a,b\n1,2\n", ("line",)),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("command", ["convert", "critique", "stress"])
def test_a_broken_file_ends_in_words(line: Line, name: str, command: str) -> None:
    content, told = BROKEN[name]
    path = line.file(name, content)
    after = [str(line.folder / "out.md")] if command == "convert" else []
    said = line.fails(command, path, *after, hint=False)
    assert name in said
    for words in told:
        assert words in said


def test_unknown_names_of_blocks_are_told_with_the_nearest(line: Line) -> None:
    path = line.file("c.csv", "Block,Text\nChannels,By post\nCustomer segmnts,Skippers\n")
    ran = line.run("convert", path, str(line.folder / "c.json"))
    assert "Customer segments" in ran.err
    assert "Skippers" in ran.err


def test_links_in_circles(line: Line) -> None:
    links = [
        {"from": one, "to": other, "kind": kind}
        for kind in ("needs", "subsidised_by")
        for one, other in (("cs-a", "cs-b"), ("cs-b", "cs-a"))
    ]
    path = line.file("c.json", small(item(), item("cs-b", "Harbour masters"), links=links))
    for other in IN.values():
        target = str(line.folder / other)
        line.run("convert", path, target)
        line.run("convert", target, target + ".json")
        assert len(json.loads(Path(target + ".json").read_text("utf-8"))["links"]) == 4
    line.run("stress", path)
    line.run("critique", path, "--rules-only")


def test_an_empty_canvas(line: Line) -> None:
    path = line.file("c.json", small())
    for ending in ("json", "md", "bmml", "csv", *STARTS):
        target = line.folder / f"empty.{ending}"
        line.run("convert", path, str(target))
        assert target.stat().st_size > 0


def test_texts_with_markup_and_controls_come_back(line: Line) -> None:
    nasty = f"{HOSTILE} \x1b[31m \u202e *a* `b` # c"
    path = line.file("c.json", small(item(text=nasty), name=nasty))
    for other in ("c.md", "c.bmml", "c.csv"):
        target = str(line.folder / other)
        line.run("convert", path, target)
        line.run("convert", target, target + ".json")
        told = json.loads(Path(target + ".json").read_text("utf-8"))
        assert [one["text"] for one in told["items"]] == [nasty]
    assert "<script" not in (line.folder / "c.md").read_text("utf-8").replace("\\<", "")


def test_few_blocks_and_nothing_else_are_a_canvas(line: Line) -> None:
    path = line.file(
        "mill.md",
        "# Mill\n\n## Customer segments\n- Bakers of Wickham\n\n## Cost structure\n- Rent\n- Flour, 900 euros a month\n",
    )
    target = line.folder / "mill.json"
    line.run("convert", path, str(target))
    told = json.loads(target.read_text("utf-8"))
    assert [(one["block"], one["text"], one["status"]) for one in told["items"]] == [
        ("customer_segments", "Bakers of Wickham", "unchecked"),
        ("cost_structure", "Rent", "unchecked"),
        ("cost_structure", "Flour, 900 euros a month", "unchecked"),
    ]
