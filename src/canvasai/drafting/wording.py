"""Facts to items: the model puts a statement into few words, code checks the words.

An item restates its own statement, so its evidence is known before the model is asked. Words that
the evidence does not carry are not used: the statement's own words stand instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.ids import new_id
from canvasai.canvas.model import Citation, Horizon, Item, Status
from canvasai.drafting.facts import Fact
from canvasai.grounding.support import support
from canvasai.grounding.words import stems
from canvasai.models.chat import ChatModel
from canvasai.models.prompts import Prompt
from canvasai.sources.dating import date_of
from canvasai.sources.model import Source
from canvasai.statements.model import Span, Statement

LONGEST_ITEM = 160
_TOKENS_AN_ITEM = 40
_LEAST_WORDS = 2
# A statement so short is an item as it stands.
_SHORT = 5
_LEANS = frozenset(
    "based with without for from by per in on at via through depending und mit für".split()
)
# The share of an item's words that its own statement must carry; a lead-in only adds to it.
_OWN_SHARE = 0.5
_BREAK = re.compile(r"[;:,.!?]\s|\s[–—-]\s|\)\s|\s(?=\()")
_WE = re.compile(
    r"We\s+(?:also\s+|now\s+|still\s+)?(?!(?:are|were|have|had|do|did|will|would|can|could|may|might|must|shall|"
    r"should|know|think|believe|hope|want|need|like|love|owe|all)\b)(?=[a-z])"
)
_CURRENCY = re.compile(r"[€$£¥]|\b(?:EUR|USD|GBP|CHF)\b|\beuros?\b", re.IGNORECASE)
_HEADER_CURRENCY = re.compile(r"[(\[]\s*(€|\$|£|¥|EUR|USD|GBP|CHF)[^)\]]*[)\]]|^(EUR|USD|GBP|CHF)$")
_ROW_NOISE = re.compile(
    r"^(?:status|state|valid from|valid|since|date|updated|id|no|nr|#|code|key|current|in force|stand|gültig ab|datum)$",
    re.IGNORECASE,
)


def shorten(chat: ChatModel, prompt: Prompt, block: Block, facts: Sequence[Fact]) -> list[str]:
    """Asks the model for one short text a fact, in one call; short statements stand as they are.

    Returns:
        a text for each fact, unchecked, on one line; "" for one that stands as it is.

    Raises:
        ModelError: the model did not do its job.
    """
    long = [fact for fact in facts if not _is_short(fact.first.statement)]
    if not long:
        return [""] * len(facts)
    keys = [str(number) for number in range(1, len(long) + 1)]
    system, user = prompt.render(
        block=block.title,
        statements="\n".join(
            f"{key}. {_shown(fact.first.statement)}" for key, fact in zip(keys, long, strict=True)
        ),
    )
    schema = {
        "type": "object",
        "properties": {key: {"type": "string", "minLength": 1} for key in keys},
        "required": keys,
        "additionalProperties": False,
    }
    reply = chat.structured(system, user, schema, max_tokens=_TOKENS_AN_ITEM * len(keys) + 20)
    texts = iter(" ".join(str(reply[key]).split()) for key in keys)
    return ["" if _is_short(fact.first.statement) else next(texts) for fact in facts]


def make_item(
    fact: Fact,
    wording: str,
    sources: Mapping[str, Source],
    rarity: Mapping[str, float],
    taken: set[str],
) -> Item:
    """Builds a supported or contradicted item, with words that its citations carry.

    Args:
        fact: what to tell.
        wording: the model's words, or "" to use the statement's own.
        sources: by name; quotes are cut out of their text.
        rarity: weight by stem.
        taken: ids already used; the new one is added.
    """
    first = fact.first.statement
    text, spans = _carried(wording, first, sources[first.source], rarity)
    if not text:
        text, spans = own_words(first), [Span(first.start, first.end)]
        if _needs_header(text, first):
            spans += [first.lead] if first.lead else []
    citations = [cite(sources[first.source], span) for span in spans]
    for other in fact.statements[1:]:
        told = other.statement
        citations.append(cite(sources[told.source], Span(told.start, told.end)))
    for old in fact.superseded:
        told = old.statement
        citation = cite(sources[told.source], Span(told.start, told.end))
        citations.append(replace(citation, superseded=True))
    if fact.numbers:
        second = fact.statements[1].statement.source
        who = second if second != first.source else "the same source also"
        text = f"{text} ({who} says {fact.numbers[1]})"
    item_id = new_id(fact.block, text, taken)
    taken.add(item_id)
    return Item(
        id=item_id,
        block=fact.block,
        text=text,
        status=Status.CONTRADICTED if fact.numbers else Status.SUPPORTED,
        horizon=Horizon.PLANNED if fact.planned else Horizon.CURRENT,
        citations=tuple(dict.fromkeys(citations)),
    )


def cite(source: Source, span: Span) -> Citation:
    """Returns the citation of a span; its quote is cut from the source, never from a model."""
    page = source.page_at(span.start)
    path = source.heading_path(span.start)
    return Citation(
        source=source.name,
        quote=source.text[span.start : span.end],
        start=span.start,
        end=span.end,
        page=page.number if page else None,
        heading=path[-1] if path else "",
        date=date_of(source),
    )


def own_words(statement: Statement) -> str:
    """Returns the statement's own words as an item: on one line, cut at a clause if long."""
    told = _without_we(statement.told.removeprefix(statement.question).strip(" ."))
    if len(told.split()) < _LEAST_WORDS + 1 and statement.question:
        told = statement.told.strip(" .")
    if " | " in told:
        told = _row_words(told)
    if len(told) <= LONGEST_ITEM:
        return told
    cuts = [match.start() for match in _BREAK.finditer(told, 40, LONGEST_ITEM)]
    end = cuts[-1] if cuts else told.rfind(" ", 0, LONGEST_ITEM)
    return told[: end if end > 0 else LONGEST_ITEM].rstrip(" ,;:–—-") + " …"


def _carried(
    wording: str, statement: Statement, source: Source, rarity: Mapping[str, float]
) -> tuple[str, list[Span]]:
    """Returns the wording and the spans that carry it, or ("", []) when nothing does.

    The statement alone is tried first; then with its lead-in or header row, its question, and the
    sentence before, which say what "based on volume" or "they" is about.
    """
    text = " ".join(wording.split()).strip(" .\"'")
    if not text or len(text) > LONGEST_ITEM or len(text.split()) < _LEAST_WORDS:
        return "", []
    if statement.question and stems(text) <= stems(statement.question):
        return "", []  # what was asked, and not what was answered
    own = Span(statement.start, statement.end)
    for extra in (None, statement.lead, statement.before_span):
        if extra is not None and not extra.start < own.start:
            continue
        spans = [own] if extra is None else [extra, own]
        quotes = [source.text[span.start : span.end] for span in spans]
        own_share = support(text, quotes[-1:], rarity).coverage
        if own_share < _OWN_SHARE or _loses_number(text, quotes[-1]):
            return "", []
        if support(text, quotes, rarity).carried:
            if extra is None and _needs_header(text, statement):
                continue
            text = _without_we(text)
            return text[0].upper() + text[1:], [own] if extra is None else [own, extra]
    return "", []


def _needs_header(text: str, statement: Statement) -> bool:
    """Whether an item names a currency that stands in the header row and not in the row itself."""
    return (
        " | " in statement.told
        and bool(_CURRENCY.search(text))
        and not _CURRENCY.search(statement.text)
    )


def _row_words(told: str) -> str:
    """A table row as an item: what it is about, then its cells with the currency of their header."""
    cells = [cell.split(": ", 1) for cell in _telling_cells(told).split(" | ")]
    words = []
    for cell in cells:
        name, value = (cell[0], cell[-1]) if len(cell) > 1 else ("", cell[0])
        unit = _HEADER_CURRENCY.search(name)
        sum_alone = unit and re.fullmatch(r"-?[\d.,'’ ]+", value)
        words.append(f"{value} {unit[1] or unit[2]}" if unit and sum_alone else value)
    words = [word for word in words if not _ROW_NOISE.match(word)] or [told]
    return f"{words[0]}: {', '.join(words[1:])}" if len(words) > 1 else words[0]


def _telling_cells(told: str) -> str:
    """A table row without its dates, states and codes, which an item does not repeat."""
    if " | " not in told:
        return told
    cells = [cell for cell in told.split(" | ") if not _ROW_NOISE.match(cell.split(": ", 1)[0])]
    return " | ".join(cells) or told


def _is_short(statement: Statement) -> bool:
    words = statement.told.split()
    # "Based on volume" needs what stands above it.
    return len(words) <= _SHORT and " | " not in words and words[0].lower() not in _LEANS


def _without_we(text: str) -> str:
    """Drops a leading "We" before a full verb: an item names what is done, not who says so."""
    match = _WE.match(text)
    return text[match.end() :][:1].upper() + text[match.end() + 1 :] if match else text


def _loses_number(text: str, quote: str) -> bool:
    """Whether a statement with money in it became an item without any number."""
    money = re.search(r"[€$£]\s?\d|\d\s?(?:[€$£%]|eur\b)", quote, re.IGNORECASE)
    return bool(money) and not re.search(r"\d", text)


def _shown(statement: Statement) -> str:
    """The statement as the model sees it: where it stands in brackets, then its words."""
    place = statement.question or (statement.heading[-1] if statement.heading else "")
    told = " ".join(_telling_cells(statement.told).split())[:600]
    place = " ".join(place.split())[:120].strip("*_ ")
    return f"[{place}] {told}" if place and place not in told else told
