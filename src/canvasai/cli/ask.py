"""`canvasai ask`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from canvasai.cli.opening import open_chat, open_index
from canvasai.cli.surface import State, as_text, guarded, out, printable
from canvasai.errors import ConfigError

_PASSAGES = 8


@guarded
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Answer a question from the project's sources, with citations, or say that they do not tell."""
    from canvasai.canvas.formats.markdown.write import place
    from canvasai.canvas.formats.plain import citation_to_dict
    from canvasai.drafting.asking import ask as answer_from
    from canvasai.statements.sorting import Sorter

    state: State = context.obj
    question = as_text(question)
    if not question.strip():
        raise ConfigError("The question is empty.", "Ask something.")
    with open_index(state.settings, state.project) as index:
        if not index.store.infos():
            raise ConfigError(
                f"The project {state.project!r} has no sources to answer from.",
                "`canvasai sources add PATH` adds some.",
            )
        index.sync()
        passages = index.search(question, _PASSAGES)
        names = {passage.chunk.source for passage in passages}
        sources = {name: index.store.source(name) for name in names}
        with open_chat(state.settings) as chat:
            answer = answer_from(
                question,
                passages,
                sources,
                chat,
                Sorter(index.encoder.encode, index.encoder.folder),
            )
    if as_json:
        told = {
            "question": question,
            "told": answer.told,
            "answer": answer.text(),
            "sentences": [
                {"text": s.text, "citations": [citation_to_dict(c) for c in s.citations]}
                for s in answer.sentences
            ],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    console = out()
    console.print(printable(answer.text()), markup=False)
    cited = dict.fromkeys(c for sentence in answer.sentences for c in sentence.citations)
    for citation in cited:
        quote = " ".join(citation.quote.split())
        console.print(f"  “{printable(quote)}”", markup=False, style="italic")
        console.print(f"  — {printable(place(citation))}", markup=False, style="dim")
