"""Runs the rules over a canvas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import AddLink, Edit
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Canvas
from canvasai.critique.case import Case
from canvasai.critique.finding import SEVERITIES, Critique, Finding, Severity
from canvasai.critique.inferring import with_inferred
from canvasai.critique.rule import NotCheckedError, Rule
from canvasai.critique.rules import RULES
from canvasai.sources.model import Source

# Of the rules on links, those on who gets what and who pays; they warn where no link was drawn, too.
_FIRST_LINKS = frozenset({"R03", "R04", "R07", "R08"})
# Characters of an item that the rules look at.
LONGEST = 2000


def check(
    canvas: Canvas,
    documents: Sequence[Source] = (),
    problems: Sequence[Problem] = (),
    placed: Mapping[str, Mapping[Block, float]] | None = None,
    only: Collection[str] = (),
    left_out: Sequence[str] = (),
    this_year: int | None = None,
) -> Critique:
    """Returns what the rules find.

    Args:
        canvas: to look at; links are inferred where it has none.
        documents: sources to hold the items against.
        problems: what was wrong in the file that it came from.
        placed: what the sorter gives each item; see `Case`.
        only: ids of rules; all when empty.
        left_out: texts of the document that fit no block.
        this_year: what lies after it is to come; the current year when not given.
    """
    long = {item.id for item in canvas.items if len(item.text) + len(item.description) > LONGEST}
    linked, guessed = with_inferred(_clipped(canvas) if long else canvas)
    case = Case(
        canvas=linked,
        documents={source.name: source for source in documents},
        problems=tuple(problems),
        this_year=this_year or datetime.now(UTC).year,
        guessed=guessed,
        placed=placed or {},
        left_out=tuple(left_out),
    )
    findings: list[Finding] = []
    not_checked: dict[str, str] = {}
    for rule in RULES:
        if only and rule.id not in only:
            continue
        if rule.links and _is_hollow(case):
            not_checked[rule.id] = "Most items name nothing; links between them would mean nothing."
            continue
        try:
            findings.extend(_without_edits_of(long, _checked(rule, case)))
        except NotCheckedError as error:
            not_checked[rule.id] = str(error)
    linked = replace(linked, items=canvas.items)
    return Critique(
        canvas=linked,
        findings=_sorted(findings, guessed),
        not_checked=not_checked,
        notes=_notes(linked, bool(guessed)),
    )


def _clipped(canvas: Canvas) -> Canvas:
    """The canvas with the beginnings of long texts: they tell what is wrong, and the rest costs minutes."""
    items = tuple(
        replace(item, text=item.text[:LONGEST], description=item.description[:LONGEST])
        for item in canvas.items
    )
    return replace(canvas, items=items)


def _without_edits_of(ids: Collection[str], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without edits of items that were clipped: such an edit would lose the rest of the text."""
    for finding in findings:
        kept = tuple(
            one for one in finding.changes if not (isinstance(one, Edit) and one.item.id in ids)
        )
        yield replace(finding, changes=kept)


def _checked(rule: Rule, case: Case) -> Iterator[Finding]:
    """The findings of a rule; what rests on inferred links is lowered, and says so."""
    guessed = case.guessed & set(rule.links)
    if not guessed:
        yield from rule.check(rule, case)
        return
    for finding in rule.check(rule, case):
        about = set(finding.items)
        resting = tuple(
            link
            for link in case.canvas.links
            if link.inferred and link.kind in guessed and about & {link.source, link.target}
        )
        severity = Severity.WARN if finding.severity is Severity.HIGH else finding.severity
        # Where nobody drew a link, most of what is missing is only the drawing.
        if guessed == {*rule.links} and finding.rule not in _FIRST_LINKS:
            severity = Severity.INFO
        # A link that could not be inferred is not proposed either.
        changes = tuple(one for one in finding.changes if not isinstance(one, AddLink))
        yield replace(finding, severity=severity, inferred=resting, changes=changes)


def _sorted(findings: Iterable[Finding], guessed: Collection[LinkKind]) -> tuple[Finding, ...]:
    """The gravest first; of these, what no guess went into."""
    unsure = {rule.id for rule in RULES if {*rule.links} & {*guessed}}

    def order(finding: Finding) -> tuple[int, bool, str]:
        return SEVERITIES.index(finding.severity), finding.rule in unsure, finding.rule

    return tuple(sorted(findings, key=order))


def _is_hollow(case: Case) -> bool:
    return len(case.hollow) * 2 > len(case.canvas.items)


def _notes(canvas: Canvas, guessed: bool) -> tuple[str, ...]:
    if not guessed:
        return ()
    count = sum(link.inferred for link in canvas.links)
    if not canvas.links:
        return ("The canvas has no links, and its wording tells of none.",)
    if count == len(canvas.links):
        return (
            f"The canvas has no links; {count} {'was' if count == 1 else 'were'} inferred from its wording. What "
            "rests on such links may be wrong, and is never grave.",
        )
    return (f"For whom each proposition is was inferred from the other links ({count} links).",)
