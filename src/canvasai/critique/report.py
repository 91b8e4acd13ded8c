"""A critique as JSON, Markdown and HTML. Texts from canvases and sources are only ever text."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any

from canvasai.canvas.changes import (
    Add,
    AddLink,
    Change,
    Describe,
    Edit,
    Move,
    Remove,
    RemoveLink,
)
from canvasai.canvas.formats.markdown.text import escape
from canvasai.canvas.formats.plain import citation_to_dict, item_to_dict, link_to_dict
from canvasai.critique.finding import SEVERITIES, Critique, Finding
from canvasai.critique.handbook import pages

CLUSTERS_TITLE = "Strengths, weaknesses, opportunities, threats (R45; scored 1 to 10)"
HANDBOOK = "rules/{rule}.md"


def summary_of(critique: Critique) -> str:
    """Returns the critique in one line."""
    if not critique.findings:
        checked = "every rule that had something to go on"
        silent = len(critique.not_checked)
        rest = (
            f"; {silent} {'rule' if silent == 1 else 'rules'} had nothing to go on"
            if silent
            else ""
        )
        return f"Sound by {checked}{rest}."
    counts = [
        (sum(f.severity is severity for f in critique.findings), severity)
        for severity in SEVERITIES
    ]
    told = ", ".join(f"{number} {severity}" for number, severity in counts if number)
    number = len(critique.findings)
    return f"{number} {'finding' if number == 1 else 'findings'}: {told}."


def critique_to_dict(critique: Critique) -> dict[str, Any]:
    """Returns a critique as plain data."""
    return {
        "summary": summary_of(critique),
        "notes": list(critique.notes),
        "findings": [_finding_to_dict(finding) for finding in critique.findings],
        "ratings": [
            {
                "rule": rating.rule,
                "question": rating.question,
                "low": rating.low,
                "high": rating.high,
                "score": rating.score,
                "reason": rating.reason,
                "items": list(rating.items),
                "counted": rating.counted,
            }
            for rating in critique.ratings
        ],
        "clusters": [
            {
                "cluster": one.cluster,
                "side": str(one.side),
                "text": one.text,
                "importance": one.importance,
                "certainty": one.certainty,
                "items": list(one.items),
            }
            for one in critique.clusters
        ],
        "not_checked": dict(critique.not_checked),
    }


def critique_to_json(critique: Critique) -> str:
    """Returns a critique as indented JSON with a line end."""
    return json.dumps(critique_to_dict(critique), ensure_ascii=False, indent=2) + "\n"


def _finding_to_dict(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "block": str(finding.block) if finding.block else None,
        "items": list(finding.items),
        "message": finding.message,
        "citations": [citation_to_dict(citation) for citation in finding.citations],
        "handbook": HANDBOOK.format(rule=finding.rule),
        "changes": [change_to_dict(change) for change in finding.changes],
    }
    if finding.inferred:
        data["inferred"] = [link_to_dict(link) for link in finding.inferred]
    return data


def change_to_dict(change: Change) -> dict[str, Any]:
    """Returns a change as plain data."""
    match change:
        case Add(item, at):
            return {"change": "add", "item": item_to_dict(item), "at": at}
        case Edit(item):
            return {"change": "edit", "item": item_to_dict(item)}
        case Move(name, block, at, new):
            return {"change": "move", "id": name, "block": str(block), "at": at, "new_id": new}
        case Remove(name):
            return {"change": "remove", "id": name}
        case AddLink(link):
            return {"change": "link", "link": link_to_dict(link)}
        case RemoveLink(link):
            return {"change": "unlink", "link": link_to_dict(link)}
        case Describe(canvas):
            return {"change": "describe", "name": canvas.name}


def say_change(change: Change) -> str:
    """Returns a change in words."""
    match change:
        case Add(item):
            return f"Add to {item.block.title}: {item.text}"
        case Edit(item):
            return f"Change {item.id} to: {item.text} ({item.status}, {item.horizon})"
        case Move(name, block):
            return f"Move {name} to {block.title}"
        case Remove(name):
            return f"Remove {name}"
        case AddLink(link):
            return f"Link: {link.source} {str(link.kind).replace('_', ' ')} {link.target}"
        case RemoveLink(link):
            return f"Unlink: {link.source} {str(link.kind).replace('_', ' ')} {link.target}"
        case Describe(canvas):
            return f"Describe the canvas anew: {canvas.name}"


def critique_to_markdown(critique: Critique) -> str:
    """Returns a critique as Markdown with a line end."""
    lines = [f"# Critique of {escape(critique.canvas.name) or 'the canvas'}", ""]
    lines += [summary_of(critique), ""]
    lines += [f"> {escape(note)}\n" for note in critique.notes]
    for severity in SEVERITIES:
        found = [finding for finding in critique.findings if finding.severity is severity]
        if found:
            lines += [f"## {str(severity).capitalize()}", ""]
            for finding in found:
                lines += _markdown_of(finding)
            lines.append("")
    if critique.ratings:
        lines += ["## Ratings", "", "| | question | 0 to 10 | why |", "|---|---|---|---|"]
        for rating in critique.ratings:
            poles = f"{escape(rating.low)} (0) … {escape(rating.high)} (10)"
            lines.append(
                f"| {rating.rule} | {escape(rating.question)}: {poles} | {rating.score} | {escape(rating.reason)} |"
            )
        lines.append("")
    if critique.clusters:
        lines += [f"## {CLUSTERS_TITLE}", "", "| | | what | important | certain |"]
        lines.append("|---|---|---|---|---|")
        lines += [
            f"| {one.cluster} | {one.side} | {escape(one.text)} | {one.importance} | {one.certainty} |"
            for one in critique.clusters
        ]
        lines.append("")
    if critique.not_checked:
        lines += ["## Not checked", ""]
        lines += [
            f"- {rule} {pages()[rule].title}: {escape(why)}"
            for rule, why in critique.not_checked.items()
        ]
    return "\n".join(lines).rstrip() + "\n"


def _markdown_of(finding: Finding) -> list[str]:
    lines = [f"- **{finding.rule}** {escape(finding.message)} *({pages()[finding.rule].title})*"]
    lines += [
        f"  - “{escape(citation.quote)}” — {escape(citation.source)}"
        for citation in finding.citations
    ]
    lines += [f"  - To mend: {escape(say_change(change))}" for change in finding.changes]
    if finding.inferred:
        lines.append(f"  - Rests on inferred links: {escape(inferred_of(finding))}")
    return lines


def inferred_of(finding: Finding) -> str:
    """Returns the inferred links of a finding in words."""
    return "; ".join(
        f"{link.source} {str(link.kind).replace('_', ' ')} {link.target}"
        for link in finding.inferred
    )


def critique_to_html(critique: Critique) -> str:
    """Returns a critique as one page of HTML without scripts or references to elsewhere."""
    name = html.escape(critique.canvas.name) or "the canvas"
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Critique of {name}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Critique of {name}</h1><p>{html.escape(summary_of(critique))}</p>"
    ]
    parts += [f"<p class='note'>{html.escape(note)}</p>" for note in critique.notes]
    for severity in SEVERITIES:
        found = [finding for finding in critique.findings if finding.severity is severity]
        if found:
            parts.append(f"<h2>{str(severity).capitalize()}</h2><ul>")
            parts += [_html_of(finding) for finding in found]
            parts.append("</ul>")
    if critique.ratings:
        parts.append("<h2>Ratings</h2><table><tr><th>question<th>0<th>10<th>rated<th>why</tr>")
        parts += [
            f"<tr><td>{html.escape(r.question)}<td>{html.escape(r.low)}<td>{html.escape(r.high)}"
            f"<td>{r.score}<td>{html.escape(r.reason)}</tr>"
            for r in critique.ratings
        ]
        parts.append("</table>")
    if critique.clusters:
        parts.append(
            f"<h2>{CLUSTERS_TITLE}</h2><table><tr><th>cluster<th>side<th>what<th>important<th>certain</tr>"
        )
        parts += [
            f"<tr><td>{one.cluster}<td>{one.side}<td>{html.escape(one.text)}"
            f"<td>{one.importance}<td>{one.certainty}</tr>"
            for one in critique.clusters
        ]
        parts.append("</table>")
    if critique.not_checked:
        parts.append("<h2>Not checked</h2><ul>")
        parts += [
            f"<li>{rule} {html.escape(pages()[rule].title)}: {html.escape(why)}</li>"
            for rule, why in critique.not_checked.items()
        ]
        parts.append("</ul>")
    return "".join(parts) + "</body></html>\n"


def _html_of(finding: Finding) -> str:
    said = f"<b>{finding.rule}</b> {html.escape(finding.message)} "
    said += f"<i>({html.escape(pages()[finding.rule].title)})</i>"
    below = [f"“{html.escape(c.quote)}” — {html.escape(c.source)}" for c in finding.citations]
    below += [f"To mend: {html.escape(say_change(change))}" for change in finding.changes]
    if finding.inferred:
        below.append(f"Rests on inferred links: {html.escape(inferred_of(finding))}")
    return f"<li>{said}{_list(below)}</li>"


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else ""


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "li{margin:.4rem 0}li ul{color:#444;font-size:.9em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}.note{color:#555}"
)
