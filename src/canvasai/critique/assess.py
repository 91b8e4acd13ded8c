"""Adds the rubric to what the rules found: ratings, the sort of single lines, and the four clusters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from canvasai.critique.case import Case
from canvasai.critique.clusters import clusters
from canvasai.critique.counting import counted
from canvasai.critique.finding import SEVERITIES, Critique, Scored
from canvasai.critique.generic import is_hollow
from canvasai.critique.poles import Rubric
from canvasai.critique.questions import line_checks, questions
from canvasai.critique.rubric import Judgement
from canvasai.critique.stress import heat_map, suggested

CLUSTERS_RULE = "R45"


def assessed_rules() -> frozenset[str]:
    """Returns the rules that the rubric answers."""
    lines, rated = (one.rule for one in line_checks()), (one.rule for one in questions())
    return frozenset({CLUSTERS_RULE, *lines, *rated})


def assess(
    found: Critique,
    rubric: Rubric,
    judged: Judgement | None = None,
    only: Collection[str] = (),
) -> Critique:
    """Returns a critique with the rubric's answers.

    What can be counted is counted. Of the rest a model's word is taken where there is one, else that of the
    sentence vectors.

    Args:
        found: by the rules.
        rubric: what rates.
        judged: what a model said, or None where none was asked.
        only: ids of rules; all when empty.
    """
    wanted = {rule for rule in assessed_rules() if not only or rule in only}
    if not wanted:
        return found
    canvas = found.canvas
    named = [item for item in canvas.items if not is_hollow(item)]
    if 2 * len(named) <= len(canvas.items):
        why = (
            "Most items name nothing; there is nothing to rate."
            if canvas.items
            else "The canvas is empty."
        )
        return replace(
            found, not_checked={**found.not_checked, **dict.fromkeys(sorted(wanted), why)}
        )
    telling = replace(canvas, items=tuple(named))
    by_likeness, unrated = rubric.rate(telling)
    ratings = {one.rule: one for one in by_likeness}
    ratings |= {one.rule: one for one in (judged.ratings if judged else ())}
    ratings |= {one.rule: one for one in counted(Case(canvas=canvas))}
    lines = judged.findings if judged else rubric.check_lines(telling)
    findings = sorted(
        (*found.findings, *(one for one in lines if one.rule in wanted)),
        key=lambda one: SEVERITIES.index(one.severity),
    )
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
            **{
                rule: why for rule, why in unrated.items() if rule in wanted and rule not in ratings
            },
        },
        notes=(*found.notes, *(judged.notes if judged else ())),
    )
