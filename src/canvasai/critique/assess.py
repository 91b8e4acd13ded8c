"""Adds the rubric to what the rules found: ratings, the sort of single lines, and the four clusters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from canvasai.critique.case import Case
from canvasai.critique.clusters import clusters
from canvasai.critique.counting import counted
from canvasai.critique.finding import SEVERITIES, Critique, Scored
from canvasai.critique.lines import LineSorter
from canvasai.critique.questions import line_checks, questions
from canvasai.critique.rubric import Judgement
from canvasai.critique.stress import heat_map, suggested

CLUSTERS_RULE = "R45"
UNRATED = (
    "No number tells it, and no model that can judge was asked (see README, “Which model answers”)."
)


def assessed_rules() -> frozenset[str]:
    """Returns the rules that the rubric answers."""
    checked, rated = (one.rule for one in line_checks()), (one.rule for one in questions())
    return frozenset({CLUSTERS_RULE, *checked, *rated})


def assess(
    found: Critique,
    lines: LineSorter,
    judged: Judgement | None = None,
    only: Collection[str] = (),
) -> Critique:
    """Returns a critique with the rubric's answers.

    What can be counted is counted. The other ratings are a model's; without one there are none. Of single lines a
    model's word is taken where there is one, else that of the sentence vectors.

    Args:
        found: by the rules.
        lines: tells bad lines from good ones.
        judged: what a model said, or None where none was asked.
        only: ids of rules; all when empty.
    """
    wanted = {rule for rule in assessed_rules() if not only or rule in only}
    if not wanted:
        return found
    canvas = found.canvas
    case = Case(canvas=canvas)
    if 2 * len(case.hollow) >= len(canvas.items):
        why = (
            "Most items name nothing; there is nothing to rate."
            if canvas.items
            else "The canvas is empty."
        )
        return replace(
            found, not_checked={**found.not_checked, **dict.fromkeys(sorted(wanted), why)}
        )
    ratings = {one.rule: one for one in (judged.ratings if judged else ())}
    ratings |= {one.rule: one for one in counted(case)}
    telling = tuple(item for item in canvas.items if item.id not in case.hollow)
    said = judged.findings if judged else lines.check(replace(canvas, items=telling))
    findings = sorted(
        (*found.findings, *(one for one in said if one.rule in wanted)),
        key=lambda one: SEVERITIES.index(one.severity),
    )
    why = UNRATED if judged is None else "The model gave no rating that could be used."
    all_ratings = tuple(ratings[rule] for rule in sorted(ratings))
    scored: tuple[Scored, ...] = ()
    if CLUSTERS_RULE in wanted:
        scored = clusters(canvas, findings, all_ratings, heat_map(canvas, suggested()))
    return replace(
        found,
        findings=tuple(findings),
        ratings=tuple(one for one in all_ratings if one.rule in wanted),
        clusters=scored,
        not_checked={
            **found.not_checked,
            **{one.rule: why for one in questions() if one.rule in wanted - {*ratings}},
        },
        notes=(*found.notes, *(judged.notes if judged else ())),
    )
