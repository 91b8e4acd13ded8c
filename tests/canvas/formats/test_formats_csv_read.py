"""CSV as people make it: few columns in their own words, and edits by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.csv.write import canvas_from_csv
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Item, Status

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def texts(text: str) -> list[tuple[str, str]]:
    """Id and text of each item of a file without problems."""
    reading = canvas_from_csv(text)
    assert (reading.problems, reading.left_out) == ((), ())
    return [(item.id, item.text) for item in reading.canvas.items]


def problems(text: str) -> dict[str, str]:
    return {one.where: one.message for one in canvas_from_csv(text).problems}


WANTED = [("cs-familien", "Familien"), ("ch-web-mehr", "Web; und mehr")]


@pytest.mark.parametrize(
    "text",
    [
        'Block,Text\nCustomer segments,Familien\nChannels,"Web; und mehr"\n',
        '\ufeffBlock;Element\r\nKundensegmente;Familien\r\nKanäle;"Web; und mehr"\r\n',
        "bloque\ttexto\nSegmentos de clientes\tFamilien\nCanales\tWeb; und mehr",
        'Bloc;Élément\rSegments de clientèle;Familien\rCanaux;"Web; und mehr"\r',
        "BLOCK,TEXT\ncs,Familien\nch,Web; und mehr",
        "sep=,\nBaustein,Inhalt\nKunden,Familien\nVertriebskanäle,Web; und mehr",
        "sep=|\r\nBlock|Text\r\nKunden|Familien\r\nKanäle|Web; und mehr",
        "Der Plan,\n\nBlock,Text\nKunden,Familien\nKanäle,Web; und mehr\n,\n,\n",
        "Was,Wie\nKunden,Familien\nKanäle,Web; und mehr",
        "Kunden,Familien\nKanäle,Web; und mehr",
        "Block,Beschreibung\nKunden,Familien\nKanäle,Web; und mehr",
        "Text,Block\nFamilien,Kunden\nWeb; und mehr,Kanäle",
        'Kunden,Kanäle,Kosten\nFamilien,"Web; und mehr",\n',
        "Block,Text\nKunden, Familien \nKanäle,Web; und mehr ,,,\n",
    ],
)
def test_blocks_and_texts_in_many_shapes(text: str) -> None:
    assert texts(text) == WANTED


def test_what_is_not_said_of_an_item() -> None:
    canvas = canvas_from_csv("Block,Text\nChannels,Web", now=NOON).canvas
    assert canvas.items == (Item("ch-web", Block.CHANNELS, "Web", Status.UNCHECKED),)
    assert (canvas.name, canvas.created) == ("", "2026-03-04T12:00:00+00:00")


def test_a_block_that_is_named_once_goes_for_the_rows_below() -> None:
    assert texts("Block,Text\nChannels,Web\n,Shop\nCosts,Rent\n,Power") == [
        ("ch-web", "Web"),
        ("ch-shop", "Shop"),
        ("cost-rent", "Rent"),
        ("cost-power", "Power"),
    ]


def test_texts_without_a_block_are_left_out_and_told() -> None:
    reading = canvas_from_csv("Block,Text\n,Nothing\nChanels,Web\n,Shop\nWeather,Rain\nCosts,Rent")
    assert [item.text for item in reading.canvas.items] == ["Rent"]
    assert reading.left_out == ("Nothing", "Web", "Shop", "Rain")
    found = {one.where: one.message for one in reading.problems}
    assert found["line 2"] == "The row has no block; its text was left out."
    assert found["line 3"].endswith("its text was left out; did you mean Channels?")
    assert found["line 5"] == "'Weather' is none of the nine blocks; its text was left out."


def test_an_edited_file() -> None:
    text = (
        "Block,Text,Status,Horizon,Tags,Risk,Test,Links,Id\n"
        "Customer segments,Farms,unchecked,,,,,,cs-farms\n"
        'Channels,Web,Supported,sometime,"awareness; After Sales, loud",,,reaches cs-farms,ch-web\n'
        "Channels,Shop,assumption,planned,,,Ask,eats cs-farms; reaches cs-gone; reaches vp-a; x,ch-web\n"
        'Value propositions,Roof,wild,,,,,"serves cs-farms (inferred); VP-A x",ch-roof\n'
        "Costs,,unchecked,,,,,,\n"
        "Costs,,,,,,,,\n"
    )
    reading = canvas_from_csv(text)
    assert [(item.id, item.text) for item in reading.canvas.items] == [
        ("cs-farms", "Farms"),
        ("ch-web", "Web"),
        ("ch-shop", "Shop"),
        ("vp-roof", "Roof"),
    ]
    assert {item.status for item in reading.canvas.items} == {Status.UNCHECKED}
    assert reading.canvas.items[1].tags == ("awareness", "after_sales")
    assert reading.canvas.links == (
        Link("ch-web", "cs-farms", LinkKind.REACHES),
        Link("vp-roof", "cs-farms", LinkKind.SERVES, inferred=True),
    )
    found = problems(text)
    assert found["line 3, Status"] == "supported without a citation: unchecked."
    assert "current, planned" in found["line 3, Horizon"]
    assert found["line 3, Tags"].startswith("'loud' was left out; Channels can be: awareness,")
    assert found["line 4, Id"] == "'ch-web' stands above already; the item got ch-shop."
    assert found["line 4, Status"] == "An assumption says what is at risk: unchecked."
    assert found["line 4, Risk"] == "It is empty, so test and reason were left out."
    assert found["line 5, Id"] == "'ch-roof' is none of this block; the item got vp-roof."
    assert found["line 6"] == "The row has no text; it was left out."
    assert "line 7" not in found
    wrong = [one.message for one in reading.problems if one.where == "line 4, Links"]
    assert [message.split(";")[0] for message in wrong] == [
        "'eats cs-farms' is no link such as: serves cs-farms",
        "'reaches cs-gone' names what is not in the file",
        "'reaches vp-a' names what is not in the file",
        "'x' is no link such as: serves cs-farms",
    ]


def test_a_row_that_was_moved_to_another_block_keeps_the_links_that_fit() -> None:
    text = (
        "Block,Text,Links,Id\nKey activities,Van,,kr-van\nCosts,Fuel,caused by kr-van,cost-fuel\n"
        "Canvas constraint,Cheap,kr-van; kr-gone,\n"
    )
    canvas = canvas_from_csv(text).canvas
    assert canvas.links == (Link("cost-fuel", "ka-van", LinkKind.CAUSED_BY),)


@pytest.mark.parametrize(
    "cell",
    [
        "40 EUR",
        "{}",
        "[1]",
        '[{"measure":"price"}]',
        '[{"measure":"price","value":1,"low":2}]',
        '[{"measure":"price","value":NaN}]',
        '[{"measure":"price","value":1e999}]',
        f'[{{"measure":"price","value":1{"0" * 400}}}]',
        f'[{{"measure":"price","value":1{"0" * 5000}}}]',
        '[{"measure":"price","value":1,"unit":"\\ud800"}]',
        "[" * 100_000,
    ],
)
def test_numbers_that_cannot_be(cell: str) -> None:
    quoted = cell.replace('"', '""')
    text = f'Block,Text,Numbers\nCosts,Rent,"{quoted}"\n'
    reading = canvas_from_csv(text)
    assert reading.canvas.items[0].quantities == ()
    assert [one.where for one in reading.problems] == ["line 2, Numbers"]
    assert len(reading.problems[0].message) < 200


def test_details_that_cannot_be() -> None:
    pain = '[{""id"":""pain-a"",""kind"":""pain"",""text"":""P""}]'
    text = f'Block,Text,Details\nCosts,Rent,"{pain}"\ncs,A,"{pain}"\ncs,B,"{pain}"\n'
    reading = canvas_from_csv(text)
    assert [[d.id for d in item.details] for item in reading.canvas.items] == [
        [],
        ["pain-a"],
        ["pain-a-2"],
    ]
    assert [one.where for one in reading.problems] == ["line 2, Details", "line 4, Details"]


def test_what_a_canvas_tells_of_itself_that_cannot_be() -> None:
    text = (
        "Block,Text,Status,Tags,Links,Horizon\n"
        "Canvas name,Nordwind,,,,\n"
        "Canvas created,yesterday,,,,\n"
        "Canvas date,soon,,,,\n"
        "Canvas portfolio,both,,,,\n"
        "Canvas stage,grow,,,,\n"
        "Canvas constraint,Cheap,,money,,\n"
        "Canvas constraint,Soon,,time,cs-a,later\n"
        "Canvas against,No shop,denied,,,\n"
        "cs,A,,,,\n"
    )
    canvas = canvas_from_csv(text, now=NOON).canvas
    assert (canvas.name, canvas.created) == ("Nordwind", "2026-03-04T12:00:00+00:00")
    assert [(one.text, one.items, one.by) for one in canvas.constraints] == [
        ("Soon", ("cs-a",), "")
    ]
    assert canvas.against == ()
    assert set(problems(text)) == {
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
        "line 8, Horizon",
        "line 9",
    }


def test_columns_that_are_not_read_are_told() -> None:
    assert problems("Block,Text,Owner\nCosts,Rent,Ada") == {
        "line 1": "The column 'Owner' was not read."
    }


def test_many_empty_rows_below_the_last_are_no_harm() -> None:
    assert texts("Block,Text\nCosts,Rent" + "\n, ;" * 200_000) == [("cost-rent", "Rent")]


def test_many_names_that_are_none_take_no_time() -> None:
    start = time.perf_counter()
    reading = canvas_from_csv("Block,Text\n" + "".join(f"Chanel {n}x,A\n" for n in range(20_000)))
    assert len(reading.left_out) == 20_000
    assert time.perf_counter() - start < 20


def test_many_items_with_the_same_text() -> None:
    found = texts("Block,Text\n" + "Costs,Rent\n" * 2000)
    assert found[-1][0] == "cost-rent-2000"
    assert len({name for name, _ in found}) == 2000


def test_html_is_text() -> None:
    assert texts("Block,Text\nCosts,<script>alert(1)</script>")[0][1] == "<script>alert(1)</script>"
