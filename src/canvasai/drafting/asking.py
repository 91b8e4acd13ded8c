"""Answers a question from the sources, each sentence with what it rests on, or says that they do not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from canvasai.canvas.model import Citation
from canvasai.drafting.facts import rarity_of
from canvasai.drafting.wording import cite
from canvasai.errors import ModelOutputError
from canvasai.grounding.support import support
from canvasai.grounding.words import content_words, count_held
from canvasai.models.chat import ChatModel
from canvasai.models.prompts import load_prompt
from canvasai.retrieval.index import Passage
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Span
from canvasai.statements.sentences import sentence_spans
from canvasai.statements.sorting import Sorter
from canvasai.statements.splitting import split_statements

NOT_TOLD = "The sources do not tell."
_MOST_STATEMENTS = 12
_MOST_TOKENS = 200
# Below this cosine to the question, a statement has nothing to do with it.
_RELATED = 0.25
# From this cosine on, a statement that also shares the question's words answers it by itself.
_ANSWERS = 0.5
_LEAST_WORDS = 3
_UNUSED = (Kind.INSTRUCTION, Kind.TEMPLATE, Kind.QUESTION)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and what it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; no sentences means that the sources do not tell."""

    question: str
    sentences: tuple[Sentence, ...]

    @property
    def told(self) -> bool:
        """Whether the sources answer the question."""
        return bool(self.sentences)

    def text(self) -> str:
        """Returns the answer with the file names in the text, or that the sources do not tell."""
        if not self.told:
            return NOT_TOLD
        return " ".join(
            f"{s.text} ({', '.join(dict.fromkeys(c.source for c in s.citations))})"
            for s in self.sentences
        )


def ask(
    question: str,
    passages: Sequence[Passage],
    sources: Mapping[str, Source],
    chat: ChatModel,
    sorter: Sorter,
) -> Answer:
    """Answers a question.

    Args:
        question: as the person asked it.
        passages: what retrieval found, best first.
        sources: by name, at least those of the passages.
        chat: puts the answer into words.
        sorter: tells instructions and templates, which are never evidence.

    Raises:
        ModelError: the model cannot be reached or refuses.
    """
    near = _nearest(question, passages, sources, sorter)
    if not near:
        return Answer(question, ())
    prompt = load_prompt("answer")
    listed = "\n".join(f"{number}. {_shown(item)}" for number, item in enumerate(near, start=1))
    system, user = prompt.render(question=" ".join(question.split()), statements=listed)
    schema = {
        "type": "object",
        "properties": {"told": {"type": "boolean"}, "answer": {"type": "string"}},
        "required": ["told", "answer"],
        "additionalProperties": False,
    }
    try:
        reply = chat.structured(system, user, schema, max_tokens=_MOST_TOKENS)
    except ModelOutputError:
        reply = {"told": True, "answer": ""}
    text = " ".join(str(reply["answer"]).split()) if reply["told"] else ""
    sentences = _checked(text, near, sources)
    if not sentences and (item := _speaks_for_itself(question, near, sorter, reply["told"])):
        first = item.statement
        citation = cite(sources[first.source], Span(first.start, first.end))
        sentences = [Sentence(f"“{first.told}”", (citation,))]
    return Answer(question, tuple(sentences))


def _nearest(
    question: str, passages: Sequence[Passage], sources: Mapping[str, Source], sorter: Sorter
) -> list[SortedStatement]:
    """The statements of the passages that are nearest to the question, best first."""
    found = []
    for name in dict.fromkeys(passage.chunk.source for passage in passages):
        spans = [(p.chunk.start, p.chunk.end) for p in passages if p.chunk.source == name]
        found += [
            statement
            for statement in split_statements(sources[name])
            if any(start < statement.end and statement.start < end for start, end in spans)
        ]
    items = [item for item in sorter.sort(found) if item.kind not in _UNUSED]
    if not items:
        return []
    asked = sorter.vectors([question])[0]
    words = content_words(question)
    scored = []
    for item in items:
        near = float(np.dot(item.vector, asked))
        held = content_words(item.statement.told + " " + " ".join(item.statement.heading))
        shared = count_held(words, held)
        scored.append((near + 0.3 * shared / max(1, len(words)), near, item))
    scored.sort(key=lambda entry: -entry[0])
    return [item for _, near, item in scored[:_MOST_STATEMENTS] if near >= _RELATED]


def _checked(
    text: str, near: Sequence[SortedStatement], sources: Mapping[str, Source]
) -> list[Sentence]:
    """Keeps the sentences that one or two statements carry, with those statements."""
    rarity = rarity_of([item.statement.told for item in near])
    kept = []
    for start, end in sentence_spans(text):
        said = text[start:end]
        if evidence := _evidence(said, near, rarity):
            citations = tuple(
                cite(sources[i.statement.source], Span(i.statement.start, i.statement.end))
                for i in evidence
            )
            kept.append(Sentence(said, citations))
    return kept


def _evidence(
    said: str, near: Sequence[SortedStatement], rarity: Mapping[str, float]
) -> list[SortedStatement]:
    ranked = sorted(near, key=lambda item: -support(said, [item.statement.told], rarity).coverage)
    if support(said, [ranked[0].statement.told], rarity).carried:
        return ranked[:1]
    for other in ranked[1:4]:
        pair = [ranked[0], other]
        if support(said, [item.statement.told for item in pair], rarity).carried:
            return pair
    return []


def _speaks_for_itself(
    question: str, near: Sequence[SortedStatement], sorter: Sorter, told: bool
) -> SortedStatement | None:
    """The statement to quote when the model found no words that hold, or None.

    Where the model says that the sources do not tell, all words of the question must stand
    in the statement; a denial then answers too ("Do they sell data?" "We do not sell data.").
    """
    asked = sorter.vectors([question])[0]
    words = content_words(question)
    least = min(2, len(words)) if told else max(_LEAST_WORDS, len(words))
    for item in near:
        if told and item.kind not in (Kind.FACT, Kind.PLAN):
            continue
        held = content_words(item.statement.told)
        shared = count_held(words, held)
        if shared >= least and float(np.dot(item.vector, asked)) >= _ANSWERS:
            return item
    return None


def _shown(item: SortedStatement) -> str:
    statement = item.statement
    place = statement.question or (statement.heading[-1] if statement.heading else statement.source)
    kind = {Kind.PLAN: "plan; ", Kind.DENIED: "rejected or denied; ", Kind.OTHER: "about others; "}
    return f"[{kind.get(item.kind, '')}{place[:100]}] {' '.join(statement.told.split())[:500]}"
