"""A stress test as Markdown, JSON and SVG. Texts are only ever text."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping
from typing import Any

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.text import escape
from canvasai.critique.stress import NOT_KNOWN, Cell, Heat, HeatMap

# Told apart without colour too.
MARKS = {Heat.RED: "■", Heat.AMBER: "◪", Heat.GREEN: "□", Heat.UNKNOWN: "?", Heat.EMPTY: "–"}
_COLOURS = {
    Heat.RED: "#d9534f",
    Heat.AMBER: "#f0c36d",
    Heat.GREEN: "#b7d8b0",
    Heat.UNKNOWN: "#d9d9d9",
    Heat.EMPTY: "#f5f5f5",
}
_LEFT, _WIDE, _HIGH, _HEAD = 260, 96, 56, 90


def heat_map_to_markdown(name: str, heat_map: HeatMap) -> str:
    """Returns the heat map as a table, with the reasons below."""
    lines = [f"# Stress test of {escape(name) or 'the canvas'}", ""]
    lines.append("| | " + " | ".join(block.title for block in Block) + " |")
    lines.append("|---|" + "---|" * len(Block))
    for uncertainty, row in heat_map.items():
        cells = " | ".join(f"{MARKS[row[block].heat]} {row[block].heat}" for block in Block)
        lines.append(f"| {escape(uncertainty.name)} | {cells} |")
    for uncertainty, row in heat_map.items():
        lines += ["", f"## {escape(uncertainty.name)}", ""]
        told = [(block, row[block]) for block in Block if row[block].heat in (Heat.RED, Heat.AMBER)]
        lines += [
            f"- {MARKS[cell.heat]} {block.title}: {escape(cell.reason)}" for block, cell in told
        ] or [f"- {NOT_KNOWN if _unknown(row) else 'Nothing on the canvas is tied to it.'}"]
    return "\n".join(lines) + "\n"


def _unknown(row: Mapping[Block, Cell]) -> bool:
    return any(cell.heat is Heat.UNKNOWN for cell in row.values())


def heat_map_to_dict(heat_map: HeatMap) -> list[dict[str, Any]]:
    """Returns the heat map as plain data."""
    return [
        {
            "uncertainty": uncertainty.name,
            "blocks": {
                str(block): {
                    "heat": str(cell.heat),
                    "reason": cell.reason,
                    "items": list(cell.items),
                }
                for block, cell in row.items()
            },
        }
        for uncertainty, row in heat_map.items()
    ]


def heat_map_to_svg(name: str, heat_map: HeatMap) -> str:
    """Returns the heat map as a picture: rows are uncertainties, columns are blocks."""
    wide = _LEFT + _WIDE * len(Block) + 20
    high = _HEAD + _HIGH * len(heat_map) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        'font-family="DejaVu Sans, Arial, sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        f'<text x="10" y="24" font-size="16" font-weight="bold">Stress test: {_text(name, 60)}</text>',
    ]
    for column, block in enumerate(Block):
        parts += _words(block.title, _LEFT + column * _WIDE + _WIDE / 2, _HEAD - 30, 13, "middle")
    for line, (uncertainty, row) in enumerate(heat_map.items()):
        top = _HEAD + line * _HIGH
        parts += _words(uncertainty.name, 10, top + 22, 34, "start")
        for column, block in enumerate(Block):
            cell, left = row[block], _LEFT + column * _WIDE
            parts.append(
                f'<g><title>{_text(cell.reason, 400)}</title><rect x="{left}" y="{top}" width="{_WIDE - 4}" '
                f'height="{_HIGH - 4}" fill="{_COLOURS[cell.heat]}" stroke="#444444"/>'
                f'<text x="{left + _WIDE / 2 - 2}" y="{top + 32}" text-anchor="middle">'
                f"{MARKS[cell.heat]} {cell.heat}</text></g>"
            )
    parts.append(
        f'<text x="10" y="{high - 16}" fill="#444444">■ may break it   ◪ weakens it, along a link   '
        "□ not tied to it   ? not known   – the block says nothing</text></svg>\n"
    )
    return "".join(parts)


def _words(text: str, x: float, y: float, width: int, anchor: str) -> list[str]:
    lines = textwrap.wrap(" ".join(text.split()), width)[:2] or [""]
    return [
        f'<text x="{x}" y="{y + number * 14}" text-anchor="{anchor}">{_text(line, width + 10)}</text>'
        for number, line in enumerate(lines)
    ]


def _text(text: str, longest: int) -> str:
    shown = "".join(sign for sign in text if sign.isprintable())
    return html.escape(shown if len(shown) <= longest else shown[:longest] + "…")
