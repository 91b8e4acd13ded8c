"""From a source to its statements.

A sentence is a statement, and so are a list point and a table row with its header names. An
interview answer knows its question; a point knows the point or line that leads into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from canvasai.sources.model import Source
from canvasai.statements.layout import Part, parts_of
from canvasai.statements.model import Span, Statement
from canvasai.statements.sentences import sentence_spans

_LONGEST_LEAD = 120
_SPEAKER = re.compile(
    r"^[*_]{0,2}([^\W\d_][\w .'’/-]{0,28}(?:\([\w .]{1,16}\)\s?)?)[*_]{0,2}:[*_]{0,2}\s+"
)
_ASKS = re.compile(r"[?？][\"'”’»)*_]*$")
_ANSWER_NAMES = frozenset("a answer antwort réponse reponse respuesta r".split())
_QUESTION_NAMES = frozenset("q question frage f interviewer pregunta p".split())
# "Yes.", "No, never." and the like mean nothing without what was asked.
_SHORT_ANSWER = 5
_EDGES = "*_ \t\n"


@dataclass
class _Context:
    """What stands above and before the part at hand."""

    leads: list[tuple[int, str, Span]] = field(default_factory=list)
    asked: str = ""
    asked_span: Span | None = None
    asked_by: str = ""
    interview: bool = False
    open_answers: int = 0


def split_statements(source: Source) -> list[Statement]:
    """Returns the statements of a source, in order.

    Spans do not overlap, but for one case: a short answer ("No.") begins where its question does.
    """
    parts = parts_of(source.text)
    context = _Context()
    statements: list[Statement] = []
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        if part.kind == "heading":
            context = _Context(interview=context.interview)
            title = _SPEAKER.sub("", source.text[part.start : part.end]).strip(_EDGES)
            if _ASKS.search(title):
                context.asked, context.asked_span = title, Span(part.start, part.end)
        elif part.kind == "row":
            if (row := _row(source, part, context)) is not None:
                statements.append(row)
                # What stands below a table no longer answers what was asked above it.
                context.asked_span = None
        else:
            statements += _prose(source, part, following, context)
    return statements


def _row(source: Source, part: Part, context: _Context) -> Statement | None:
    filled = [(name, cell) for name, cell in part.cells if cell and cell not in ("-", "–", "—")]
    if not filled:
        return None
    told = " | ".join(f"{name}: {cell}" if name else cell for name, cell in filled)
    row = _statement(source, part.start, part.end, context, told=told)
    # What explains a cell is its header, not the heading above the table.
    return replace(row, lead=Span(*part.header))


def _prose(
    source: Source, part: Part, following: Part | None, context: _Context
) -> list[Statement]:
    if part.kind == "point":
        while context.leads and context.leads[-1][0] >= part.level:
            context.leads.pop()
    elif not (following and following.kind == "point"):
        context.leads.clear()
    if _leads_in(source.text, part, following):
        if part.kind == "paragraph":
            context.leads.clear()
        words = source.text[part.start : part.end].strip(_EDGES).rstrip(":").strip(_EDGES)
        depth = part.level if part.kind == "point" else -1
        context.leads.append((depth, words, Span(part.start, part.end)))
        return []
    start, speaker = part.start, ""
    label = _SPEAKER.match(source.text[part.start : part.end])
    if label:
        speaker = label[1].strip().lower()
        if _is_turn(source.text, part, speaker, context):
            context.interview = True
            start = part.start + label.end()
            if speaker == context.asked_by or _role(speaker) in _QUESTION_NAMES:
                context.asked = ""
        else:
            speaker = ""
    return _sentences(source, part, start, speaker, context)


def _is_turn(text: str, part: Part, speaker: str, context: _Context) -> bool:
    if _role(speaker) in _ANSWER_NAMES | _QUESTION_NAMES:
        return True
    # In an interview, names take turns; elsewhere "Price: 40" is a statement whole.
    asks = bool(_ASKS.search(text[part.start : part.end]))
    return part.kind == "paragraph" and (asks or context.interview)


def _role(speaker: str) -> str:
    """ "Q1" and "interviewer (I)" without what tells them apart from others of their kind."""
    return re.sub(r"\s?\d+$|\s?\(.*$", "", speaker)


def _sentences(
    source: Source, part: Part, start: int, speaker: str, context: _Context
) -> list[Statement]:
    found: list[Statement] = []
    asked = context.asked if speaker != context.asked_by or not speaker else ""
    asked = _flat(asked)
    last_question = ""
    last_span: Span | None = None
    previous: Statement | None = None
    for first, last in sentence_spans(source.text[start : part.end]):
        begin, end = _without_marks(source.text, start + first, start + last)
        if end <= begin:
            continue
        text, answered = source.text[begin:end], ""
        if _ASKS.search(text):
            last_question, last_span = text, Span(begin, end)
        elif asked and context.asked_span and _is_short(text) and not found:
            answer, begin = text, context.asked_span.start
            text = f"{asked} {answer}"
        elif last_span and previous and previous.end == last_span.end and _is_short(text):
            # "Do you sell data? No." asks and answers in one paragraph.
            answered, begin = _flat(last_question), last_span.start
            text = f"{answered} {text}"
        statement = _statement(
            source,
            begin,
            end,
            context,
            told=_flat(text),
            question="" if _ASKS.search(text) else answered or asked,
            previous=previous,
        )
        found.append(statement)
        previous = statement
    if last_question and found and found[-1].text.endswith(last_question):
        # A question carries on to the answer only in a dialogue, or when it stands alone.
        alone = part.kind == "paragraph" and len(found) == 1
        context.asked = last_question if speaker or alone else ""
        context.asked_span, context.asked_by = last_span, speaker
        context.open_answers = 0 if speaker else 1
    elif found:
        # Only what directly follows a question can be told together with it.
        context.asked_span = None
        if not speaker and context.open_answers:
            context.open_answers, context.asked = 0, ""
    return found


def _is_short(answer: str) -> bool:
    return len(answer.split()) < _SHORT_ANSWER


def _statement(
    source: Source,
    start: int,
    end: int,
    context: _Context,
    *,
    told: str,
    question: str = "",
    previous: Statement | None = None,
) -> Statement:
    page = source.page_at(start)
    leads = tuple(words for _, words, _ in context.leads)
    lead = context.leads[-1][2] if context.leads else _heading_span(source, start)
    return Statement(
        source=source.name,
        start=start,
        end=end,
        text=source.text[start:end],
        told=told,
        heading=source.heading_path(start) + leads,
        lead=lead,
        question=question,
        before=previous.told if previous else "",
        before_span=Span(previous.start, previous.end) if previous else None,
        page=page.number if page else None,
    )


def _heading_span(source: Source, offset: int) -> Span | None:
    above = None
    for heading in source.headings:
        if heading.start > offset:
            break
        above = Span(heading.start, heading.end)
    return above


def _leads_in(text: str, part: Part, following: Part | None) -> bool:
    """Whether a part only introduces the points or rows that follow it."""
    words = text[part.start : part.end].strip(_EDGES)
    if following is None or len(words) > _LONGEST_LEAD or words.endswith((".", "!", "?")):
        return False
    deeper = following.kind == "point" and (
        part.kind == "paragraph" or following.level > part.level
    )
    if part.kind == "point":
        # "1. Primary segments" above deeper points; a long point says something by itself.
        return deeper and (words.endswith(":") or len(words.split()) <= 6)
    return words.endswith(":") and (deeper or following.kind == "row")


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Drops emphasis marks around the whole statement, such as `**…**`, and what a cut leaves of them."""
    # A quoted line (">") in the middle of a paragraph may open a sentence.
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip("> \t")) if inner.startswith(">") else 0
    for mark in ("**", "__", "*", "_"):
        inner = text[start:end]
        if (
            len(inner) > 2 * len(mark)
            and inner.startswith(mark)
            and inner.endswith(mark)
            and mark not in inner[len(mark) : -len(mark)]
        ):
            return start + len(mark), end - len(mark)
        if len(inner) > 2 * len(mark) and inner.count(mark) == 1:
            if inner.endswith(mark):
                return start, end - len(mark)
            if inner.startswith(mark) and not inner[len(mark)].isspace():
                return start + len(mark), end
    return start, end


def _flat(text: str) -> str:
    """Returns text on one line without emphasis marks, as it is read."""
    text = " ".join(re.sub(r"(?m)(?<=\n)[ \t]*>+[ \t]?", "", text).split())
    return re.sub(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)", "", text)
