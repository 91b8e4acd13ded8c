"""Whose names belong to rivals."""

from __future__ import annotations

import pytest

from canvasai.statements.kinds import kinds_by_rule
from canvasai.statements.model import Kind
from canvasai.statements.rivals import own_names_of, rivals_by_subject, rivals_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Our rivals are Nordhag and Tränkfix.", {"Nordhag", "Tränkfix"}),
        (
            "Our rivals are Nordhag, Tränkfix and Hof Blau, all in Kolm.",
            {"Nordhag", "Tränkfix", "Hof Blau"},
        ),
        ("Nordhag, our main competitor, charges 12 €.", {"Nordhag"}),
        ("Nordhag is the biggest competitor in Kolm.", {"Nordhag"}),
        ("Nordhag and Tränkfix are competitors.", {"Nordhag", "Tränkfix"}),
        ("We compete with Nordhag in Kolm.", {"Nordhag"}),
        ("Our main competitor Nordhag charges 12 €.", {"Nordhag"}),
        ("Unser Wettbewerber Nordhag verlangt 12 €.", {"Nordhag"}),
        ("Competitor Analysis: what others charge", set()),
        ("Competitors include Nordhag and Tränkfix.", {"Nordhag", "Tränkfix"}),
        ("Competitors: Nordhag, Tränkfix GmbH", {"Nordhag", "Tränkfix"}),
        ("Competitor: Nordhag | Price: 12 € | Town: Kolm", {"Nordhag"}),
        ("Unsere Wettbewerber sind Nordhag und Tränkfix.", {"Nordhag", "Tränkfix"}),
        ("Nordhag und Tränkfix sind Wettbewerber.", {"Nordhag", "Tränkfix"}),
        ("Nos concurrents sont Nordhag et Abreuv.", {"Nordhag", "Abreuv"}),
        ("Nordhag est notre concurrent.", {"Nordhag"}),
        ("Nuestros competidores son Nordhag y Abrevo.", {"Nordhag", "Abrevo"}),
        # none of them is a rival
        ("Competition is hard.", set()),
        ("We compete on price.", set()),
        ("Our competitors buy from Lund.", set()),
        ("Lund makes our boards.", set()),
        ("Lund is a supplier of our competitors.", set()),
        ("Lund, who makes our boards, also supplies competitors.", set()),
    ],
)
def test_names_beside_a_word_for_rivals(say, text, names):
    assert rivals_of([say(text)]) == names


def test_names_under_a_heading_for_rivals(say):
    assert rivals_of([say("Nordhag charges 12 €.", ["Competitors"])]) == {"Nordhag"}
    assert rivals_of([say("They charge 12 €.", ["Competitors", "Nordhag"])]) == {"Nordhag"}
    assert rivals_of([say("Nordhag charges 12 €.", ["Suppliers"])]) == set()


def test_a_word_that_also_stands_in_lower_case_is_no_name(say):
    statements = [say("Our rivals are Farms and Nordhag."), say("Many farms rent.")]
    assert rivals_of(statements) == {"Nordhag"}


@pytest.mark.parametrize("own", ["Weidegrün", "Weidegrün GmbH", "weidegrün"])
def test_the_own_name_is_never_a_rival(say, own):
    texts = ["Our rivals are Nordhag and Weidegrün Süd.", "Weidegrün is a competitor of Nordhag."]
    assert rivals_of([say(text) for text in texts], [own]) == {"Nordhag"}
    assert rivals_by_subject([say("Weidegrün sells pumps.")], [0.9], [own]) == set()


def test_a_name_from_one_document_is_known_in_another(split):
    one = split("Our main rival is Nordhag.\n")
    other = split("Nordhag charges 12 €. Farms at Nordhag wait long.\n\nLund charges 9 €.\n")
    rivals = rivals_of([*one, *other])
    assert rivals == {"Nordhag"}
    assert kinds_by_rule(other, rivals, 2030) == [
        (Kind.OTHER, "rival's name"),
        (Kind.OTHER, "rival's name"),
        None,
    ]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ([("Tränkfix sells a float switch.", 0.9)], {"Tränkfix"}),
        ([("Tränkfix sells a float switch.", 0.5)], set()),
        ([("Lund makes our boards.", 0.9)], set()),
        ([("Lund makes boards.", 0.9), ("We buy boards from Lund.", 0.1)], set()),
        ([("Tränkfix sells.", 0.9), ("Unlike Tränkfix, we repair.", 0.1)], {"Tränkfix"}),
        ([("They sell a float switch.", 0.9)], set()),
        # Where a business speaks as "we", who sells in its own name is somebody else.
        ([("Tränkfix sells a float switch.", 0.1), ("We wash barrels.", 0.1)], {"Tränkfix"}),
        ([("Tränkfix writes a letter.", 0.1), ("We wash barrels.", 0.1)], set()),
        ([("Tränkfix sells a float switch.", 0.1), ("Farms rent barrels.", 0.1)], set()),
        ([("Tränkfix sells switches.", 0.1), ("We buy from Tränkfix.", 0.1)], set()),
        ([], set()),
    ],
)
def test_names_that_open_statements_about_somebody_else(say, told, names):
    statements = [say(text) for text, _ in told]
    assert rivals_by_subject(statements, [other for _, other in told]) == names


def test_the_own_name_stands_in_the_first_heading(split):
    statements = split("# Weidegrün\n\nWe rent barrels. Weidegrün sells pumps too.\n")
    own = own_names_of(statements)
    assert own == {"Weidegrün"}
    assert rivals_by_subject(statements, [0.9] * len(statements), own) == set()
