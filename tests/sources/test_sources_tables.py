"""CSV and TSV."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(read, delimiter):
    rows = [["Plan", "Price, net", "Note"], ["Basic", "1.5", "a"], ["Pro", "2.5", "b"]]
    content = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    assert read("a.csv", content).text == (
        "| Plan | Price, net | Note |\n| --- | --- | --- |\n| Basic | 1.5 | a |\n| Pro | 2.5 | b |\n"
    )


def test_rows_know_their_lines(read):
    source = read("a.csv", 'a;b\n"two\nlines";"1;5"\n\nragged\n4;x|y;more\n')
    assert source.text == (
        "| a | b |  |\n| --- | --- | --- |\n| two lines | 1;5 |  |\n| ragged |  |  |\n"
        "| 4 | x\\|y | more |\n"
    )
    spans = {row.number: source.text[row.start : row.end] for row in source.rows}
    assert spans == {
        1: "| a | b |  |",
        2: "| two lines | 1;5 |  |",
        5: "| ragged |  |  |",
        6: "| 4 | x\\|y | more |",
    }


def test_decimal_commas(read):
    assert read("a.csv", "x;y\n1,5;2,5\n3,5;4,5\n").text.startswith("| x | y |\n")


def test_tsv_keeps_commas(read):
    assert read("a.tsv", "a, b\tc\n1, 2\t3\n").text == "| a, b | c |\n| --- | --- |\n| 1, 2 | 3 |\n"


def test_declared_delimiter(read):
    source = read("a.csv", "sep=;\na;b\n1;2\n")
    assert source.text == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert [row.number for row in source.rows] == [2, 3]


def test_title_above_the_header(read):
    source = read("a.csv", "Price list\n\nPlan,Price\nBasic,5\n")
    assert source.text == "Price list\n\n| Plan | Price |\n| --- | --- |\n| Basic | 5 |\n"
    assert [row.number for row in source.rows] == [1, 3, 4]


def test_one_column(read):
    assert read("a.csv", "Customers\nBakeries\nCafes\n").text == (
        "| Customers |\n| --- |\n| Bakeries |\n| Cafes |\n"
    )


def test_quote_that_nothing_closes(read):
    rows = "".join(f"x{number},y\n" for number in range(30_000))
    source = read("a.csv", f'a,b\n5" pipe,"open\n{rows}')
    assert "| x29999 | y |" in source.text
