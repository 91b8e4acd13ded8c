"""Strengths, weaknesses, opportunities and threats, scored."""

from __future__ import annotations

from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Horizon
from canvasai.critique.clusters import CLUSTERS, clusters
from canvasai.critique.finding import Finding, Rating, Scored, Severity, Side
from canvasai.critique.stress import Uncertainty, heat_map


def told(bees, findings=(), ratings=(), uncertainties=()) -> tuple[Scored, ...]:
    return clusters(bees.canvas, findings, ratings, heat_map(bees.canvas, uncertainties))


def test_every_block_has_its_cluster() -> None:
    blocks = [block for cluster in CLUSTERS.values() for block in cluster]
    assert sorted(blocks) == sorted(Block)


def test_strengths_are_borne_out_and_carry_others(bees) -> None:
    found = told(bees)
    strengths = [one for one in found if one.side is Side.STRENGTH]
    assert strengths
    known = {item.id: item for item in bees.canvas.items}
    for one in strengths:
        assert 1 <= one.importance <= 10
        assert one.certainty >= 8
        assert all(known[name].citations for name in one.items)
        assert known[one.items[0]].citations[0].source in one.text or "sources" in one.text
    loose = replace(bees, canvas=replace(bees.canvas, links=()))
    assert not [one for one in told(loose) if one.side is Side.STRENGTH]


def test_a_grave_finding_is_a_weakness_of_its_cluster(bees) -> None:
    segment = bees.canvas.in_block(Block.CUSTOMER_SEGMENTS)[0]
    grave = Finding("R03", Severity.HIGH, "Nothing serves it.", segment.block, (segment.id,))
    hint = Finding("R22", Severity.INFO, "A place.", segment.block, (segment.id,))
    found = [one for one in told(bees, [grave, hint]) if one.side is Side.WEAKNESS]
    assert [(one.cluster, one.text) for one in found] == [
        ("Customer interface", "Nothing serves it. (R03)")
    ]
    whole = Finding("R01", Severity.WARN, "Channels: nothing is said.", Block.CHANNELS)
    assert [one.cluster for one in told(bees, [whole]) if one.side is Side.WEAKNESS] == [
        "Customer interface"
    ]


def test_what_is_wrong_everywhere_is_no_weakness_of_one_cluster(bees) -> None:
    some = tuple(item.id for item in bees.canvas.items)
    assert not [
        one
        for one in told(bees, [Finding("R48", Severity.WARN, "All cite nothing.", None, some)])
        if one.side is Side.WEAKNESS
    ]


def test_a_weakness_by_links_that_nobody_drew_is_less_certain(bees) -> None:
    segment = bees.canvas.in_block(Block.CUSTOMER_SEGMENTS)[0]
    grave = Finding("R03", Severity.WARN, "Nothing serves it.", segment.block, (segment.id,))
    worded = Finding("R21", Severity.WARN, "No segment.", segment.block, (segment.id,))

    def certainty(draft) -> dict[str, int]:
        return {
            one.text[-4:-1]: one.certainty
            for one in told(draft, [grave, worded])
            if one.side is Side.WEAKNESS
        }

    loose = replace(bees, canvas=replace(bees.canvas, links=()))
    assert certainty(bees) == {"R03": 9, "R21": 9}
    assert certainty(loose) == {"R03": 4, "R21": 9}


def test_ratings_at_the_ends_count(bees) -> None:
    item = bees.canvas.in_block(Block.REVENUE_STREAMS)[0]

    def side_of(score: int, *items: str) -> list[Side]:
        rating = Rating(
            "R37", "Recurring revenue", "none", "all", score, "why", items, counted=True
        )
        return [one.side for one in told(bees, ratings=[rating]) if "R37" in one.text]

    assert side_of(9, item.id) == [Side.STRENGTH]
    assert side_of(1, item.id) == [Side.WEAKNESS]
    assert side_of(5, item.id) == []
    assert side_of(9) == []


def test_plans_are_opportunities_and_what_may_happen_a_threat(bees) -> None:
    item = bees.canvas.in_block(Block.KEY_RESOURCES)[0]
    planned = bees.altered(item.id, horizon=Horizon.PLANNED)
    found = [one for one in told(planned) if one.side is Side.OPPORTUNITY]
    assert item.id in {name for one in found for name in one.items}
    word = item.text.split()[-1]
    fire = Uncertainty("Fire", (word.lower(),), (Block.KEY_RESOURCES,))
    threats = [one for one in told(bees, uncertainties=[fire]) if one.side is Side.THREAT]
    assert threats
    assert threats[0].cluster == "Infrastructure"
    assert threats[0].text.startswith("Fire: it hits “")
