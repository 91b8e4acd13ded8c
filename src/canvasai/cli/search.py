"""`canvasai search`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from canvasai.cli.opening import open_index
from canvasai.cli.surface import State, as_text, guarded, out, printable

if TYPE_CHECKING:
    from canvasai.retrieval.index import Passage


@guarded
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A question or keywords.")],
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many at most.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find passages in the project's sources, by meaning and by words."""
    state: State = context.obj
    with open_index(state.settings, state.project) as index:
        index.sync()
        passages = index.search(as_text(query), count)
    if as_json:
        typer.echo(
            json.dumps([_plain(passage) for passage in passages], ensure_ascii=False, indent=2)
        )
        return
    console = out()
    if not passages:
        console.print("Nothing found.")
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        place = [chunk.source]
        if chunk.page is not None:
            place.append(f"page {chunk.page}")
        place += [" > ".join(chunk.heading)] if chunk.heading else []
        place.append(f"characters {chunk.start}–{chunk.end}")
        console.print(f"{number}. {printable(', '.join(place))}", markup=False, style="bold")
        console.print(printable(" ".join(chunk.text.split())), markup=False)
        console.print()


def _plain(passage: Passage) -> dict[str, Any]:
    chunk = passage.chunk
    return {
        "source": chunk.source,
        "start": chunk.start,
        "end": chunk.end,
        "page": chunk.page,
        "heading": list(chunk.heading),
        "text": chunk.text,
        "score": round(passage.score, 6),
        "similarity": None if passage.similarity is None else round(passage.similarity, 4),
    }
