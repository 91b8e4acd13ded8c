"""Canvas to BMML v2."""

from __future__ import annotations

from typing import Any

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import link_fits
from canvasai.canvas.details import DetailKind
from canvasai.canvas.formats.bmml.names import (
    DESCRIBED,
    DETAIL_FIELDS,
    MAPPINGS,
    RELATIONS,
    SECTIONS,
    VERSION,
    Relation,
    bare,
    prefixed_ids,
    renamed,
)
from canvasai.canvas.formats.days import is_full_day
from canvasai.canvas.formats.free_ids import FreeIds
from canvasai.canvas.links import LinkKind
from canvasai.canvas.metadata import STAGES, Portfolio
from canvasai.canvas.model import Canvas, Item

# The ids that one item names, for each relation in their order.
_References = dict[Relation, dict[str, None]]


def canvas_to_bmml(canvas: Canvas) -> str:
    """Returns the canvas as BMML v2 (YAML) with a line end.

    BMML has no place for evidence, status, numbers and more: `bmml_side` returns those. It wants a
    portfolio and a stage: a canvas that has none is written as explore, ideation.
    """
    # Slow to import, and only needed when a file is written.
    from canvasai.canvas.formats.bmml.yaml_text import yaml_text

    canvas = renamed(canvas, prefixed_ids(canvas))
    references = _references(canvas)
    sections: dict[str, Any] = {"version": VERSION, "meta": _meta(canvas)}
    for block, section in SECTIONS.items():
        if items := canvas.in_block(block):
            sections[section] = [_item(item, references) for item in items]
        if block is Block.VALUE_PROPOSITIONS and (fits := _fits(canvas)):
            sections["fits"] = fits
    return yaml_text(sections)


def _meta(canvas: Canvas) -> dict[str, str]:
    said = canvas.metadata
    portfolio = said.portfolio or Portfolio.EXPLORE
    meta = {
        "name": canvas.name,
        "tagline": said.tagline,
        "created": said.dated if is_full_day(said.dated) else "",
        "updated": said.updated if is_full_day(said.updated) else "",
        "portfolio": str(portfolio),
        "stage": said.stage or STAGES[portfolio][0],
        "derived_from": said.derived_from,
    }
    return {key: value for key, value in meta.items() if value or key == "name"}


def _item(item: Item, references: dict[str, _References]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": item.id, "name": item.text}
    if item.description and item.block in DESCRIBED:
        entry["description"] = item.description
    for one in DETAIL_FIELDS:
        details = [detail for detail in item.details if detail.kind is one.kind]
        if details:
            entry[one.field] = [{"id": detail.id, one.text: detail.text} for detail in details]
    # Who pays comes before what is paid for.
    told = sorted(references.get(item.id, {}).items(), key=lambda one: one[0].field != "from")
    for relation, ids in told:
        entry.setdefault(relation.field, {})[SECTIONS[relation.other]] = list(ids)
    return entry


def _references(canvas: Canvas) -> dict[str, _References]:
    """For each item the ids it names. Links that BMML has no place for are not among them."""
    ends = canvas.ends()
    found: dict[str, _References] = {}
    for link in canvas.links:
        for relation in RELATIONS:
            holder, other = link.source, link.target
            if relation.reversed:
                holder, other = other, holder
            blocks = (ends.get(holder), ends.get(other))
            if relation.kind is link.kind and blocks == (relation.block, relation.other):
                found.setdefault(holder, {}).setdefault(relation, {})[other] = None
    return found


def _fits(canvas: Canvas) -> list[dict[str, Any]]:
    """One fit for each proposition that serves a segment, with the pairs of their details."""
    ends = canvas.ends()
    owners = {detail.id: item.id for item in canvas.items for detail in item.details}
    fits: dict[tuple[str, str], dict[str, Any]] = {}
    ids = FreeIds()
    for link in canvas.links:
        pair = (link.source, link.target)
        if link.kind is LinkKind.SERVES and pair not in fits and link_fits(canvas, link):
            fits[pair] = {
                "id": ids.free(f"fit-{bare(link.source)}-{bare(link.target)}"),
                "for": {
                    "value_propositions": [link.source],
                    "customer_segments": [link.target],
                },
            }
    mapped: set[tuple[str, str]] = set()
    for link in canvas.links:
        fit = fits.get((owners.get(link.source, ""), owners.get(link.target, "")))
        pair = (link.source, link.target)
        target = ends.get(link.target)
        known = MAPPINGS.get(target) if isinstance(target, DetailKind) else None
        if fit is not None and pair not in mapped and link.kind is known:
            mapped.add(pair)
            fit.setdefault("mappings", []).append(list(pair))
    return list(fits.values())
