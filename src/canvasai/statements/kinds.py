"""What kind of statement it is: rules that are nearly always right, then the trained head.

A rule wins where it speaks; the head's probabilities decide the rest. Rules look at the words, the
headings, the question and the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from canvasai.grounding.superseding import gives_new_value
from canvasai.statements import cues
from canvasai.statements.model import Kind, Statement
from canvasai.statements.specificity import has_placeholder, is_tautology, names_block

_YEAR = re.compile(
    r"\b(?:from|starting|ab|dès|à partir de|a partir de|desde)\s+(?:\w+\s+){0,2}(20\d\d)\b",
    re.IGNORECASE,
)
# Without two letters together a statement is numbers alone, and says nothing.
_LETTERS = re.compile(r"[^\W\d_]{2}")
# A cell of a table that says for which year its row held: "2021 only", "until 2022".
_ONLY_THEN = re.compile(
    r"[:,]\s(?:until|till|only|nur|bis|jusqu['’]en|hasta|solo|sólo)\s(?P<then>20\d\d)\s*(?=\||$)"
    r"|[:,]\s(?P<alone>20\d\d)\s(?:only|nur|seulement|solamente)\b",
    re.IGNORECASE,
)
_PRONOUN_START = re.compile(
    r"^(?:they|their|it|its|he|she|his|her|both|sie|ihr|ihre|deren|ils|elles|leurs?|ellos|ellas|sus)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^(?:no|nope|not|never|nein|nie|non|jamais|nunca)\b", re.IGNORECASE)
# A fact must be at least so likely; what is less is left out of a canvas.
FACT_THRESHOLD = 0.4
# How sure the trained parts must be of a kind that keeps a statement out of a canvas.
LEAST_SURE = {Kind.PLAN: 0.45, Kind.OTHER: 0.5, Kind.ADMINISTRATIVE: 0.4, Kind.TEMPLATE: 0.4}


# Rules that are right nine times in ten only: strong evidence, but the trained parts may know better.
SOFT = frozenset(
    [
        "denial",
        "still so",
        "plan",
        "heading of plans",
        "heading of more",
        "names a rival",
        "rival's name",
        "reader",
        "goes on about others",
        "administrative",
    ]
)
SOFT_WEIGHT = 8.0
# Kinds that tell something of a business, this one or another.
TOLD = (Kind.FACT, Kind.PLAN, Kind.DENIED, Kind.OTHER)


def kinds_by_rule(
    statements: Sequence[Statement], rivals: frozenset[str], this_year: int
) -> list[tuple[Kind, str] | None]:
    """Returns for each statement the kind a rule gives it and the rule's name, or None.

    Args:
        statements: of one source, in order; neighbours matter.
        rivals: names of rivals found anywhere in the sources (see `rivals.py`).
        this_year: a change "from 2031" is a plan when that year is after this one.
    """
    found: list[tuple[Kind, str] | None] = []
    for index, statement in enumerate(statements):
        previous = statements[index - 1] if index else None
        before = found[-1] if found else None
        found.append(_rule(statement, previous, before, rivals, this_year))
    # What stands before an instruction to an assistant in the same paragraph belongs to it too.
    for index in range(len(statements) - 2, -1, -1):
        after = found[index + 1]
        if (
            after
            and after[1] == "assistant"
            and _same_paragraph(statements[index], statements[index + 1])
        ):
            found[index] = after
    return found


def _rule(
    statement: Statement,
    previous: Statement | None,
    before: tuple[Kind, str] | None,
    rivals: frozenset[str],
    this_year: int,
) -> tuple[Kind, str] | None:
    text = statement.told
    same = previous is not None and _same_paragraph(previous, statement)
    if _speaks_to_assistant(statement) or (same and before and before[1] == "assistant"):
        return Kind.INSTRUCTION, "assistant"
    if any(cues.HEADS_ADMINISTRATIVE.search(title) for title in statement.heading[-2:]):
        return Kind.ADMINISTRATIVE, "administrative heading"
    if cues.ADMINISTRATIVE.search(text):
        return Kind.ADMINISTRATIVE, "administrative"
    if not _LETTERS.search(text):
        return Kind.ADMINISTRATIVE, "no words"
    if cues.MACHINE_TEXT.search(text):
        return Kind.TEMPLATE, "machine text"
    if has_placeholder(text):
        return Kind.TEMPLATE, "placeholder"
    if is_tautology(text):
        return Kind.TEMPLATE, "tautology"
    if names_block(text):
        return Kind.TEMPLATE, "only names a block"
    if cues.DEFINES_CANVAS.search(text):
        return Kind.TEMPLATE, "explains the canvas"
    if statement.text.rstrip(" *_\"'”»)").endswith("?"):
        return Kind.QUESTION, "question"
    if cues.INSTRUCTS_READER.search(text):
        return Kind.INSTRUCTION, "reader"
    if other := _about_others(statement, before if same else None, rivals):
        return other
    headings = " / ".join(statement.heading)
    if cues.HEADS_DENIALS.search(headings):
        # "Decided and rejected" holds both.
        more = cues.HEADS_MORE.search(headings)
        return Kind.DENIED, "heading of more" if more else "heading of rejected ideas"
    if " | " in text and any(
        int(m["then"] or m["alone"]) < this_year for m in _ONLY_THEN.finditer(text)
    ):
        return Kind.DENIED, "year gone by"
    replaces = gives_new_value(text)
    if not replaces and _denies(statement):
        return Kind.DENIED, "denial"
    if any(int(match[1]) > this_year for match in _YEAR.finditer(text)):
        return Kind.PLAN, "year to come"
    if cues.PLANS.search(text):
        return Kind.PLAN, "plan"
    if replaces:
        return Kind.FACT, "new value"
    if cues.STILL_SO.search(text):
        return Kind.FACT, "still so"
    if cues.HEADS_PLANS.search(headings) and (
        cues.IMPERATIVE_PLAN.search(text.split(": ", 1)[-1]) or len(text.split()) < 8
    ):
        return Kind.PLAN, "heading of plans"
    return None


def _speaks_to_assistant(statement: Statement) -> bool:
    if any(cues.HEADS_ASSISTANT.search(title) for title in statement.heading):
        return True
    return bool(cues.ADDRESSES_ASSISTANT.search(statement.told))


def _about_others(
    statement: Statement, before: tuple[Kind, str] | None, rivals: frozenset[str]
) -> tuple[Kind, str] | None:
    text = statement.told
    contrast = cues.CONTRASTS_US.search(text) and cues.OURS.search(text)
    under_rivals = any(cues.HEADS_OTHERS.search(title) for title in statement.heading)
    if not contrast:
        start = text.lstrip("*_\"'“„«( ").lower()
        for name in rivals:
            if re.match(rf"(?:the\s+|die\s+|der\s+)?{re.escape(name.lower())}\b", start):
                return Kind.OTHER, "rival's name"
            if re.search(rf"\b(?:at|by|from|bei|chez)\s+{re.escape(name.lower())}\b", text.lower()):
                return Kind.OTHER, "rival's name"
        if cues.SPEAKS_OF_OTHERS.search(text):
            return Kind.OTHER, "speaks of others"
        if under_rivals and not re.match(r"(?:we|our|wir|unser|nous|notre|nos|nuestr)\b", start):
            return Kind.OTHER, "heading of rivals"
        if before and before[0] is Kind.OTHER and _PRONOUN_START.match(start):
            return Kind.OTHER, "goes on about others"
        if cues.NAMES_RIVAL.search(text) and not cues.OURS.search(text):
            return Kind.OTHER, "names a rival"
    return None


def _denies(statement: Statement) -> bool:
    text = statement.told
    if cues.REVERSES.search(text):
        return False
    answer = text.removeprefix(statement.question).strip()
    if statement.question and _NO.match(answer):
        return True
    return bool(cues.DENIES.search(text))


def _same_paragraph(one: Statement, other: Statement) -> bool:
    """Whether two neighbours belong together: sentences of one paragraph follow each other closely."""
    return one.source == other.source and 0 <= other.start - one.end <= 3 and bool(other.before)


def decide(
    rule: tuple[Kind, str] | None, learned: Mapping[Kind, float], asks: bool
) -> tuple[Kind, str]:
    """Returns the kind and the rule that decided it ("" for the trained parts).

    Args:
        rule: what `kinds_by_rule` said; a soft one counts as evidence.
        learned: weight by kind, such as a probability.
        asks: whether the statement ends in a question mark; without one it is no question.
    """
    if rule is not None:
        # Words of denial tell that something is told; they weigh against other things told, not
        # against an order or a form.
        rest = TOLD if rule[0] in TOLD else learned
        most = max((learned.get(kind, 0.0) for kind in rest), default=0.0)
        if rule[1] not in SOFT or SOFT_WEIGHT * learned.get(rule[0], 0.0) >= most:
            return rule
    total = sum(learned.values()) or 1.0
    share = {kind: weight / total for kind, weight in learned.items()}
    if not asks:
        share.pop(Kind.QUESTION, None)
    fact = share.pop(Kind.FACT, 0.0)
    if not share:
        return Kind.FACT, ""
    best = max(share, key=lambda kind: share[kind])
    if share[best] > fact and share[best] >= LEAST_SURE.get(best, 0.0):
        return best, ""
    # When nothing is likely enough, what is likeliest apart from a fact says why it is left out.
    return (Kind.FACT, "") if fact >= FACT_THRESHOLD else (best, "")
