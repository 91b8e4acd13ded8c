"""Shows a critique in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from canvasai.cli.surface import out, printable
from canvasai.critique.finding import SEVERITIES, Severity
from canvasai.critique.handbook import pages
from canvasai.critique.report import CLUSTERS_TITLE, inferred_of, say_change, summary_of

if TYPE_CHECKING:
    from canvasai.critique.finding import Critique, Finding

_COLOURS = {Severity.HIGH: "bold red", Severity.WARN: "yellow", Severity.INFO: "cyan"}
_MOST_CHANGES = 3
_MOST_CITATIONS = 4


def show_critique(critique: Critique) -> None:
    """Prints the findings, the gravest first, then ratings and what was not checked."""
    console = out()
    console.print(summary_of(critique), style="bold")
    for note in critique.notes:
        console.print(f"Note: {printable(note)}", markup=False, style="dim")
    for severity in SEVERITIES:
        for finding in critique.findings:
            if finding.severity is severity:
                _show(finding)
    for rating in critique.ratings:
        line = Text(f"\n{rating.rule} {rating.score}/10 ", style="bold")
        line.append(f"{printable(rating.question)}\n", style="not bold")
        line.append(f"   0: {printable(rating.low)}; 10: {printable(rating.high)}\n", style="dim")
        line.append(f"   {printable(rating.reason)}", style="not bold")
        console.print(line, soft_wrap=True)
    if critique.clusters:
        console.print(f"\n{CLUSTERS_TITLE}", style="bold", markup=False)
        cluster = ""
        for one in critique.clusters:
            if one.cluster != cluster:
                cluster = one.cluster
                console.print(f"  {cluster}", style="bold")
            console.print(
                f"    {one.side}, important {one.importance}, certain {one.certainty}: {printable(one.text)}",
                markup=False,
                soft_wrap=True,
            )
    if critique.not_checked:
        console.print("\nNot checked", style="bold")
        reasons: dict[str, list[str]] = {}
        for rule, why in critique.not_checked.items():
            reasons.setdefault(why, []).append(rule)
        for why, rules in reasons.items():
            console.print(f"  {', '.join(rules)}: {printable(why)}", markup=False)


def _show(finding: Finding) -> None:
    console = out()
    console.print()
    line = Text(f"{finding.severity} {finding.rule} ", style=_COLOURS[finding.severity])
    line.append(pages()[finding.rule].title, style="bold not red")
    console.print(line)
    console.print(f"   {printable(finding.message)}", markup=False, soft_wrap=True)
    for citation in finding.citations[:_MOST_CITATIONS]:
        quote = " ".join(printable(citation.quote).split())[:160]
        console.print(f"   “{quote}” — {printable(citation.source)}", markup=False, style="dim")
    for change in finding.changes[:_MOST_CHANGES]:
        console.print(f"   → {printable(say_change(change))}", markup=False, soft_wrap=True)
    if len(finding.changes) > _MOST_CHANGES:
        console.print(f"   → … and {len(finding.changes) - _MOST_CHANGES} more changes")
    if finding.inferred:
        console.print(
            f"   rests on inferred links: {inferred_of(finding)}", markup=False, style="dim"
        )
