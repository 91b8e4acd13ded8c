"""Markdown to canvas: what `markdown` writes, exactly, and canvases as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from canvasai.canvas.block_names import nearest_block
from canvasai.canvas.formats.markdown.filling import Parts
from canvasai.canvas.formats.markdown.items import read_items
from canvasai.canvas.formats.markdown.links import Known, read_against, read_constraints, read_links
from canvasai.canvas.formats.markdown.names import Special
from canvasai.canvas.formats.markdown.notes import Footnotes
from canvasai.canvas.formats.markdown.sections import drafted_of, sort_parts
from canvasai.canvas.formats.markdown.text import flat, plain
from canvasai.canvas.formats.markdown.told import Told, metadata_of, read_front, read_points
from canvasai.canvas.formats.markdown.tree import Node, read_tree
from canvasai.canvas.formats.markdown.write import UNNAMED
from canvasai.canvas.formats.reading import Problem, Reading
from canvasai.canvas.model import Canvas
from canvasai.errors import FormatError

# No canvas that a person can read comes near these.
LONGEST_FILE, MOST_LINES = 2_000_000, 50_000
# Comparing a heading with all names of blocks takes a while.
_MOST_STRANGE = 40
_LINE_END = re.compile(r"\r\n?|\n")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def canvas_from_markdown(text: str, name: str = "the file", now: datetime | None = None) -> Reading:
    """Reads a canvas.

    Args:
        text: the file's content.
        name: what to call the file in errors.
        now: when it is read, with zone; the time of a canvas that does not tell its own.

    Raises:
        FormatError: it is empty, too long, no text, or names no block of a canvas.
    """
    _check(text, name)
    problems: list[Problem] = []
    told = Told()
    lines, comments = _without_comments(text.removeprefix("\ufeff"))
    lines = _without_front(_unwrapped(lines), told, problems)
    parts = sort_parts(read_tree(lines), name)
    created, model = _drafted(parts.drafted, problems)
    if not parts.blocks and parts.drafted is None:
        raise FormatError(f"{name} holds no block of a canvas.", _hint(parts))
    left = [*comments, *parts.left]
    notes = Footnotes(parts.footnotes, problems)
    items, changed = read_items(parts.found, notes, problems, left)
    known = Known.of(items, changed)
    special = parts.special
    links = read_links(special[Special.LINKS], known, problems, left)
    constraints = read_constraints(special[Special.CONSTRAINTS], known, notes, problems, left)
    against = read_against(special[Special.AGAINST], problems, left)
    read_points(told, special[Special.METADATA])
    for node in special[Special.UPDATES]:
        told.add("history", [_with_below(node)], node.line)
    metadata = metadata_of(told, problems)
    _tell_strange(parts, problems)
    title = _title(parts, told)
    left += [*told.left, *notes.unread()]
    canvas = Canvas(
        name=title,
        created=created or (now or datetime.now(UTC)).isoformat(),
        model=model,
        items=tuple(items),
        links=tuple(links),
        notes=tuple(map(plain, parts.notes)),
        against=tuple(against),
        metadata=metadata,
        constraints=tuple(constraints),
    )
    texts = tuple(one for _, one in sorted(left, key=lambda pair: pair[0]))
    return Reading(canvas, tuple(problems), texts)


def _check(text: str, name: str) -> None:
    lines = max(text.count("\n"), text.count("\r"))
    for count, most, what in (
        (len(text), LONGEST_FILE, "characters"),
        (lines, MOST_LINES, "lines"),
    ):
        if count > most:
            raise FormatError(
                f"{name} has {count:,} {what}, more than a canvas may have ({most:,}).",
                "Draft a canvas from a long document with `canvasai draft`.",
            )
    if not text.strip("\ufeff \t\r\n"):
        raise FormatError(f"{name} is empty.", "Name a file that holds a canvas.")
    start = text[:20_000]
    if "\x00" in text or len(_NO_TEXT.findall(start)) > len(start) // 20:
        raise FormatError(f"{name} is no text.", "Save the canvas as Markdown, in UTF-8.")


def _without_comments(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines without HTML comments, and these with their lines; an unclosed one is text."""
    kept: list[str] = []
    comments: list[tuple[int, str]] = []
    line, done, look = 1, 0, 0
    while (start := text.find("<!--", look)) >= 0:
        if start and text[start - 1] == "\\":
            look = start + 4
            continue
        end = text.find("-->", start)
        if end < 0:
            break
        line += text.count("\n", done, start)
        inner = text[start + 4 : end]
        if inner.strip():
            comments.append((line, inner.strip()))
        kept += [text[done:start], "\n" * inner.count("\n")]
        line += inner.count("\n")
        done = look = end + 3
    return _LINE_END.split("".join(kept) + text[done:]), comments


def _without_front(lines: list[str], told: Told, problems: list[Problem]) -> list[str]:
    """Reads front matter, and returns the lines with empty ones in its place."""
    start = next(at for at, line in enumerate([*lines, "."]) if line.strip())
    rest = lines[start + 1 :]
    if start == len(lines) or lines[start].rstrip() != "---":
        return lines
    size = next((at for at, line in enumerate(rest) if line.rstrip() in ("---", "...")), 0)
    if not any(":" in line for line in rest[:size]):
        return lines
    read_front(told, start, "\n".join(rest[:size]), problems)
    return [*([""] * (start + size + 2)), *rest[size + 1 :]]


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines without a fence around all of them, as chat models write it."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) > 2:
        first, last = filled[0], filled[-1]
        opening = lines[first].strip().casefold()
        if opening in ("```markdown", "```md") and lines[last].strip() == "```":
            return [*([""] * (first + 1)), *lines[first + 1 : last]]
    return lines


def _drafted(node: Node | None, problems: list[Problem]) -> tuple[str, str]:
    """When and by which model a canvas was drafted; "" where it is not told."""
    found = drafted_of(node) if node else None
    if node is None or found is None:
        return "", ""
    created, model = map(plain, found)
    if not created:
        return "", model
    try:
        datetime.fromisoformat(created)
    except ValueError:
        problems.append(
            Problem(node.where, f"{created[:40]} is no time in ISO 8601; taken as now.")
        )
        created = ""
    return created, model


def _title(parts: Parts, told: Told) -> str:
    named = told.texts.get("title", ("", ""))[0]
    if parts.title is None:
        return named
    title = "" if flat(parts.title) == UNNAMED else plain(parts.title)
    if named not in ("", title):  # front matter calls it otherwise
        told.left.append((1, named))
    return title


def _with_below(node: Node) -> str:
    texts = [plain(node.raw), *(plain(child.raw) for child in node.children)]
    return "; ".join(texts) if node.children else texts[0]


def _tell_strange(parts: Parts, problems: list[Problem]) -> None:
    """Tells of headings that look like the name of a block that the file does not have."""
    known = {block.title for block in parts.blocks}
    for node, text in parts.strange[:_MOST_STRANGE]:
        near = nearest_block(text)
        if near is not None and near not in known:
            problems.append(
                Problem(
                    node.where,
                    f"“{text[:60]}” is no block, and what stands below it was left out. If {near} is "
                    "meant, call it so.",
                )
            )


def _hint(parts: Parts) -> str:
    near = next(
        (
            (text, found)
            for _, text in parts.strange[:_MOST_STRANGE]
            if (found := nearest_block(text))
        ),
        None,
    )
    meant = f"If “{near[0][:60]}” is meant as {near[1]}, call it so. " if near else ""
    return f"{meant}Free text is read with `canvasai convert --from text`."
