"""What is seen of two numbers, how alike they are taken to be, and the file of the trees."""

from __future__ import annotations

import json
import math

import pytest

from canvasai.errors import ModelFileError
from canvasai.grounding.claims import claims_of
from canvasai.grounding.likeness import (
    VERSION,
    WEIGHTS,
    Side,
    Trees,
    comparable,
    features,
    likeness,
    pair_of,
    read_likeness,
)
from canvasai.grounding.quantities import quantities

TREE = [[0, 0.5, 1, 2, 0.0], [-1, 0.0, 0, 0, -2.0], [-1, 0.0, 0, 0, 2.0]]
WHOLE = {"version": VERSION, "start": 0.5, "rate": 0.1, "trees": [TREE]}


def side(text):
    return Side(claims_of(0, text, 1, spoken=True)[0], text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("9 €", "11 €"),
        ("9 €", "11"),
        ("9 %", "11 %"),
        ("40 farms", "50 vans"),
        ("90 min", "1 h"),
        ("3 days", "1 week"),
        ("24 months", "1 year"),
        ("2 km", "1000 m"),
        ("3 t", "1000 kg"),
        ("100", "103"),
        ("1.200 €", "1.3 €"),
    ],
)
def test_numbers_that_could_be_two_values_of_one_thing(one, other):
    (a,), (b,) = quantities(one), quantities(other)
    assert comparable(a, b)
    assert comparable(b, a)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same value
        ("9 €", "9 €"),
        ("9 €", "9,00 €"),
        ("2.400 €", "2400 €"),
        ("2.400 €", "2,4 €"),
        ("1 h", "60 min"),
        ("7 days", "1 week"),
        ("12 months", "1 year"),
        ("1 km", "1000 m"),
        ("1 t", "1000 kg"),
        ("100", "101"),
        ("0", "0"),
        # too far apart to be told of one thing
        ("0", "5"),
        ("5", "16"),
        ("9 €", "30 €"),
        # values of two kinds
        ("9 €", "11 $"),
        ("9 %", "11 €"),
        ("9 %", "11"),
        ("9 %", "11 farms"),
        ("5 kg", "7 km"),
        ("5 kg", "7"),
        ("3 h", "9 €"),
    ],
)
def test_numbers_that_could_not(one, other):
    (a,), (b,) = quantities(one), quantities(other)
    assert not comparable(a, b)
    assert not comparable(b, a)


PAIRS = [
    ("The barrel deposit is 9 €.", "For a barrel we ask 11 € of deposit."),
    ("The small plan is 29 € a month.", "The large plan is 590 € a year, net of tax."),
    ("Eleven menders work in the loft.", "Our loft gives work to 14 people, half of them menders."),
    ("Plan: Basic | Price (€): 11 | Deposit (€): 40", "The Basic plan costs 12 € with Fjordline."),
    ("Plan: Basic | Price (€): 11", "Plan: Large | Price (€): 30"),
    ("In 2030 we sold 30 barrels in Kolm.", "In 2031 about 45 barrels were sold in Vessby."),
    ("Steel barrels of 50 litres cost 9 €.", "Steel barrels cost 15 €."),
    ("Die Kaution je Fass beträgt 12,50 €.", "Je Fass sind geplant 15 € Kaution, netto."),
    ("Margin on barrels is 30 %.", "A quarter: 25 % margin on barrels"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_seen_does_not_hang_on_the_order(one, other):
    there = features(side(one), side(other), 0.7)
    back = features(side(other), side(one), 0.7)
    assert [float(value) for value in there] == pytest.approx([float(value) for value in back])


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_likeness_is_a_probability_that_does_not_hang_on_the_order(one, other):
    there = likeness(pair_of(side(one), side(other), 0.7))
    assert 0 < there < 1
    assert there == pytest.approx(likeness(pair_of(side(other), side(one), 0.7)))


@pytest.mark.parametrize(
    "other",
    [
        "The barrel deposit is 90 € a year.",
        "The barrel deposit in 2031 was 9 €.",
        "The pump rent is 9 €.",
        "Item: Barrel | Deposit (€): 9",
        "We plan a barrel deposit of 9 €.",
        "Of these barrels only 9 € is net of tax.",
        "Fjordline asks 9 % of deposit.",
    ],
)
def test_what_tells_two_numbers_apart_is_seen(other):
    one = side("The barrel deposit is 9 €.")
    assert features(one, side(other), 0.7) != features(one, one, 0.7)


@pytest.mark.parametrize(
    ("cosine", "odds"), [(0.2, math.exp(0.5 - 0.2)), (0.5, math.exp(0.3)), (0.7, math.exp(0.7))]
)
def test_likeness_is_what_the_leaves_come_to(monkeypatch, cosine, odds):
    nodes = tuple(tuple(node) for node in TREE)
    monkeypatch.setattr(
        "canvasai.grounding.likeness.read_likeness", lambda: Trees(0.5, 0.1, (nodes,))
    )
    sides = side("The barrel deposit is 9 €."), side("A barrel costs 11 €.")
    found = likeness(pair_of(*sides, cosine))
    assert found / (1 - found) == pytest.approx(odds)


def test_all_that_the_trees_ask_for_is_seen():
    seen = features(side("The barrel deposit is 9 €."), side("A barrel costs 11 €."), 0.7)
    asked = {node[0] for tree in read_likeness().nodes for node in tree}
    assert -1 in asked
    assert max(asked) < len(seen)


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        (
            "The barrel deposit is 9 €.",
            "Deposit for a barrel: 11 €",
            "Wash of a pump in Kolm: 120 €",
        ),
        (
            "We bring bread to 412 households.",
            "Our round serves 460 households with bread.",
            "Another 18 households on the hill get flour.",
        ),
        (
            "The lease of the hall runs for 24 months.",
            "The hall is leased for 36 months.",
            "The van driver has worked here for 3 months.",
        ),
    ],
)
def test_the_same_thing_is_more_alike_than_another_one(one, same, other):
    alike = likeness(pair_of(side(one), side(same), 0.8))
    assert alike > likeness(pair_of(side(one), side(other), 0.4)) + 0.2


def refused(path):
    with pytest.raises(ModelFileError) as caught:
        read_likeness(path)
    assert "make train" in caught.value.hint
    assert path.name in caught.value.message
    return caught.value.message


@pytest.fixture
def file(tmp_path):
    return tmp_path / "likeness.json"


def test_trees_are_read_as_they_are_written(file):
    file.write_text(json.dumps(WHOLE), "utf-8")
    trees = read_likeness(file)
    assert (trees.start, trees.rate) == (0.5, 0.1)
    assert trees.nodes == (tuple(tuple(node) for node in TREE),)


def test_a_file_that_is_missing(file):
    assert "missing" in refused(file)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"no JSON", b"[]", b"null", b"{}", b'"1"']
)
def test_a_file_that_holds_no_trees(file, content):
    file.write_bytes(content)
    assert "damaged" in refused(file)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_truncated_file(file, share):
    whole = WEIGHTS.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    assert "damaged" in refused(file)


def test_a_folder_in_place_of_the_file(file):
    file.mkdir()
    refused(file)


@pytest.mark.parametrize(
    "change",
    [
        {"trees": None},
        {"trees": [[[0, 0.5, 1]]]},
        {"trees": [[[0, 0.5, 1, 3, 0.0], *TREE[1:]]]},
        {"trees": [[[0, 0.5, -1, 2, 0.0], *TREE[1:]]]},
        {"trees": [[[0, "half", 1, 2, 0.0], *TREE[1:]]]},
        {"start": "low"},
        {"rate": None},
    ],
)
def test_a_file_with_a_damaged_part(file, change):
    file.write_text(json.dumps({**WHOLE, **change}), "utf-8")
    assert "damaged" in refused(file)


@pytest.mark.parametrize("part", list(WHOLE))
def test_a_file_without_a_part(file, part):
    file.write_text(json.dumps({k: v for k, v in WHOLE.items() if k != part}), "utf-8")
    assert "damaged" in refused(file)


@pytest.mark.parametrize("version", [0, VERSION + 1, str(VERSION)])
def test_a_file_of_another_version(file, version):
    file.write_text(json.dumps({**WHOLE, "version": version}), "utf-8")
    message = refused(file)
    assert f"of version {version}" in message
    assert f"needs {VERSION}" in message
