"""`canvasai critique`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canvasai.cli.applying import apply_chosen
from canvasai.cli.canvas_files import Loaded, load_canvas, show_problems
from canvasai.cli.critique_view import show_critique
from canvasai.cli.opening import open_chat, open_encoder, open_store
from canvasai.cli.surface import (
    State,
    err,
    guarded,
    printable,
    printable_json,
    source_name,
)
from canvasai.errors import ConfigError, ModelError, ModelFileError, SourceError

if TYPE_CHECKING:
    from canvasai.critique.finding import Critique
    from canvasai.critique.rubric import Judgement
    from canvasai.sources.model import Source

_FORMATS = ("text", "json", "md", "html")
_GRAVE = {"high": ("high",), "warn": ("high", "warn"), "info": ("high", "warn", "info")}
# Exit code when `--fail-on` finds something; 1 is for errors.
FOUND = 3


@guarded
def critique(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="A canvas of any format, or a document.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", help="Sources to hold the items against; may be repeated."),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Only the rules: no ratings, no model.")
    ] = False,
    ask_model: Annotated[
        bool,
        typer.Option("--ask-model", help="Let the local model judge too; slow, and mostly wrong."),
    ] = False,
    form: Annotated[str, typer.Option("--format", help="text, json, md or html.")] = "text",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", help="Exit with 3 when a finding is this grave: high, warn or info."
        ),
    ] = "",
    rules: Annotated[str, typer.Option("--rule", help="Only these rules, such as R03,R07.")] = "",
    explain: Annotated[
        str, typer.Option("--explain", help="Print the handbook's page of a rule.")
    ] = "",
    apply_changes: Annotated[
        bool, typer.Option("--apply", help="Ask for each change that would mend a finding.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Where the canvas goes after `--apply`."),
    ] = None,
    from_: Annotated[
        str, typer.Option("--from", help="Format to read; `text` reads any document.")
    ] = "",
) -> None:
    """Say what is wrong with a canvas, why, and how to mend it."""
    state: State = context.obj
    from canvasai.critique.handbook import page

    if explain:
        typer.echo(page(explain).text, nl=False)
        return
    if file is None:
        raise ConfigError(
            "There is nothing to look at.", "Name a canvas: `canvasai critique FILE`."
        )
    if form not in _FORMATS:
        raise ConfigError(f"There is no format {form!r}.", f"Known: {', '.join(_FORMATS)}.")
    if fail_on not in ("", *_GRAVE):
        raise ConfigError(f"--fail-on knows no {fail_on!r}.", f"Known: {', '.join(_GRAVE)}.")
    if output is not None and not apply_changes:
        raise ConfigError("`-o` says where the mended canvas goes.", "Add `--apply`.")
    if rules_only and ask_model:
        raise ConfigError("`--rules-only` asks no model.", "Leave `--ask-model` out.")
    if apply_changes and form != "text":
        raise ConfigError(
            f"`--apply` asks on the screen, where the {form} would stand.", "Leave one of both out."
        )
    only = [page(name).rule for name in rules.split(",") if name.strip()]
    loaded = load_canvas(file, state, from_)
    documents = _documents(state, against or [], loaded)
    found = _critique(loaded, documents, state, only, _Rubric(not rules_only, ask_model))
    if form == "text":
        show_problems((), loaded.left_out)
        show_critique(found)
    else:
        report = _report(found, form)
        typer.echo(printable_json(report) if form == "json" else printable(report), nl=False)
    if apply_changes:
        apply_chosen(found, loaded, file, output or file)
    grave = _GRAVE.get(fail_on, ())
    if any(finding.severity in grave for finding in found.findings):
        raise typer.Exit(FOUND)


@dataclass(frozen=True, slots=True)
class _Rubric:
    """Whether the rubric is wanted, and whether the local model is asked too."""

    wanted: bool
    ask_model: bool


def _critique(
    loaded: Loaded, documents: list[Source], state: State, only: list[str], rubric: _Rubric
) -> Critique:
    from canvasai.critique.assess import assess, assessed_rules
    from canvasai.critique.lines import LineSorter
    from canvasai.critique.placing import place
    from canvasai.critique.run import check
    from canvasai.statements.sorting import Sorter

    rated = rubric.wanted and bool(loaded.canvas.items)
    rated = rated and (not only or bool(assessed_rules() & set(only)))
    # The sorter made the blocks of free text; it would only agree with itself.
    sorted_out = loaded.canvas.items and (not only or "R25" in only) and loaded.format is not None
    placed = encoder = None
    if rated or sorted_out:
        encoder = open_encoder(state.settings)
    if sorted_out and encoder is not None:
        placed = place(loaded.canvas, Sorter(encoder.encode, encoder.folder))
    found = check(
        loaded.canvas,
        documents=documents,
        problems=loaded.problems,
        placed=placed,
        only=only,
        left_out=loaded.left_out,
    )
    if rated and encoder is not None:
        judged, notes = _judged(found, state, rubric.ask_model)
        found = assess(found, LineSorter(encoder.encode), judged, only)
        found = replace(found, notes=(*found.notes, *notes))
    return _with_unasked(found, only, rated)


def _with_unasked(found: Critique, only: list[str], rated: bool) -> Critique:
    """Says of rules that a person named and that nothing looked at why that is."""
    from canvasai.critique.assess import assessed_rules
    from canvasai.critique.rules import RULES

    rubric = assessed_rules()
    looked_at = {*(rubric if rated else ()), *(rule.id for rule in RULES)}
    unasked = {
        rule: "It is one of the rubric, which was not asked."
        if rule in rubric
        else "It is no rule of a critique: `--explain` says how to do it, `canvasai stress` does R47."
        for rule in only
        if rule not in looked_at
    }
    return replace(found, not_checked={**found.not_checked, **unasked})


def _judged(
    found: Critique, state: State, ask_local: bool
) -> tuple[Judgement | None, tuple[str, ...]]:
    """What the model says, and notes where it cannot be had; the local one is asked only on wish."""
    from canvasai.critique.rubric import judge
    from canvasai.models.choice import choose

    try:
        if choose(state.settings).kind == "local" and not ask_local:
            return None, ()
        with open_chat(state.settings) as chat:
            return judge(chat, found.canvas), ()
    except (ModelError, ModelFileError) as error:
        note = f"The model did not answer, so little is rated: {error.message}"
        return None, (note,)


def _documents(state: State, paths: list[Path], loaded: Loaded) -> list[Source]:
    from canvasai.sources.finding import find_files
    from canvasai.sources.reading import read_file

    if paths:
        found = []
        for path, name in find_files(paths):
            try:
                found.append(read_file(path, state.settings, name=source_name(name)))
            except SourceError as error:
                # One bad file of a folder is told; one that was named is an error.
                if path in paths:
                    raise
                err().print(printable(error.message), markup=False, style="yellow")
        return found
    if loaded.sources:
        return list(loaded.sources)
    return open_store(state.settings, state.project).sources() if state.project != "default" else []


def _report(found: Critique, form: str) -> str:
    from canvasai.critique.report import (
        critique_to_html,
        critique_to_json,
        critique_to_markdown,
    )

    return {"json": critique_to_json, "md": critique_to_markdown, "html": critique_to_html}[form](
        found
    )
