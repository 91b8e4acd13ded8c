"""Rules on the evidence: R48 to R51, and R54."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Change, Edit
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Citation, Item, Risk, Status
from canvasai.canvas.tags import Tag
from canvasai.critique.against import Contradiction, at_odds, contradictions
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.mending import as_assumption, is_test, moved_to
from canvasai.critique.rule import NotCheckedError, Rule, count, named, shorten
from canvasai.grounding.quantities import missing_numbers
from canvasai.sources.model import Source

# An assumption is important where it stands in one of these, is marked so, or so much is tied to it.
_IMPORTANT = (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS, Block.REVENUE_STREAMS)
_MANY_LINKS = 3


def claims_cited(rule: Rule, case: Case) -> Iterator[Finding]:
    """R48: every claim has a citation or is labelled an assumption."""
    bare = [item for item in case.canvas.items if item.status is Status.UNCHECKED]
    bare = [item for item in bare if not item.citations]
    if bare:
        segments = [item.text for item in case.of_block[Block.CUSTOMER_SEGMENTS]]
        share = f"{len(bare)} of {len(case.canvas.items)} items"
        changes: list[Change] = [as_assumption(item, segments) for item in bare]
        yield rule.finding(
            f"{share} cite nothing and are not labelled as assumptions: {named(bare)}.",
            bare,
            changes=changes,
        )


def quotes_exact(rule: Rule, case: Case) -> Iterator[Finding]:
    """R49: each quote stands in its source, and the item's numbers and units stand in the quote."""
    cited = [item for item in case.canvas.items if _citations_of(item)]
    if not cited:
        raise NotCheckedError("Nothing on the canvas is cited.")
    for item in cited:
        yield from _numbers_of(rule, item)
    if not case.documents:
        raise NotCheckedError("Without the sources, only the numbers were held against the quotes.")
    for item in cited:
        yield from _quotes_of(rule, item, case.documents)
    names = dict.fromkeys(c.source for item in cited for c in _citations_of(item))
    for name in [name for name in names if name not in case.documents]:
        citing = [i for i in cited if name in {c.source for c in _citations_of(i)}]
        yield rule.finding(
            f"{named(citing)} {count(citing, 'cites', 'cite')} {name}, which is not among the sources.",
            citing,
            citations=[c for i in citing for c in _citations_of(i) if c.source == name],
            severity=Severity.INFO,
        )


def _citations_of(item: Item) -> list[Citation]:
    """The citations of an item and of its numbers."""
    numbers = (quantity.citation for quantity in item.quantities)
    return list(dict.fromkeys([*item.citations, *(one for one in numbers if one is not None)]))


def _numbers_of(rule: Rule, item: Item) -> Iterator[Finding]:
    """A number of the text stands in a quote of the item, one that cites by itself in its own."""
    lost = []
    if item.citations:
        quotes = " \n ".join(citation.quote for citation in item.citations)
        lost += missing_numbers(item.text, quotes)
    for quantity in item.quantities:
        told = f"{quantity.value:.12g} {quantity.unit}".strip()
        if quantity.citation is not None and missing_numbers(told, quantity.citation.quote):
            lost.append(told)
    if lost:
        yield rule.finding(
            f"{named([item])} says {', '.join(dict.fromkeys(lost))}, which none of its quotes does.",
            [item],
            citations=_citations_of(item),
        )


def _quotes_of(rule: Rule, item: Item, documents: Mapping[str, Source]) -> Iterator[Finding]:
    moved: dict[Citation, Citation] = {}
    for citation in _citations_of(item):
        source = documents.get(citation.source)
        if source is None or source.text[citation.start : citation.end] == citation.quote:
            continue
        place = _nearest_place(source.text, citation)
        if place is None:
            yield rule.finding(
                f"{named([item])}: the quote “{shorten(citation.quote)}” does not stand in {citation.source}.",
                [item],
                citations=[citation],
            )
        else:
            moved[citation] = moved_to(citation, place)
    if moved:
        kept = tuple(moved.get(citation, citation) for citation in item.citations)
        numbers = tuple(
            replace(q, citation=moved.get(q.citation, q.citation)) if q.citation else q
            for q in item.quantities
        )
        yield rule.finding(
            f"{named([item])}: {'a quote stands' if len(moved) == 1 else 'quotes stand'} elsewhere in "
            f"{next(iter(moved)).source} than the canvas says.",
            [item],
            citations=list(moved),
            changes=[Edit(replace(item, citations=kept, quantities=numbers))],
            severity=Severity.WARN,
        )


def _nearest_place(text: str, citation: Citation) -> int | None:
    """Where the quote stands nearest to the place that the citation gives; None if nowhere."""
    before = text.rfind(citation.quote, 0, citation.start + len(citation.quote))
    after = text.find(citation.quote, citation.start)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - citation.start), default=None)


def assumptions_tested(rule: Rule, case: Case) -> Iterator[Finding]:
    """R50: an important assumption has a test."""
    assumed = [item for item in case.canvas.items if item.status is Status.ASSUMPTION]
    if not assumed:
        raise NotCheckedError("The canvas labels no assumption.")
    untested = [i for i in assumed if i.assumption is None or not is_test(i.assumption.test)]
    grave = [item for item in untested if _is_important(case, item)]
    segments = [item.text for item in case.of_block[Block.CUSTOMER_SEGMENTS]]
    if grave:
        yield rule.finding(
            f"{named(grave)} {count(grave, 'is an important assumption', 'are important assumptions')} "
            "without a test: nothing would show that it is wrong.",
            grave,
            changes=[as_assumption(item, segments) for item in grave],
        )
    others = [item for item in untested if item not in grave]
    if others:
        yield rule.finding(
            f"{named(others)} {count(others, 'is an assumption', 'are assumptions')} without a test.",
            others,
            changes=[as_assumption(item, segments) for item in others],
            severity=Severity.INFO,
        )


def _is_important(case: Case, item: Item) -> bool:
    marked = item.block in _IMPORTANT or Tag.CRITICAL in item.tags
    return marked or len(case.links_of(item.id)) >= _MANY_LINKS


def risks_named(rule: Rule, case: Case) -> Iterator[Finding]:
    """R51: desirability, viability, feasibility and adaptability each have their assumptions named."""
    if not case.canvas.items:
        raise NotCheckedError("The canvas is empty.")
    told = {item.assumption.risk for item in case.canvas.items if item.assumption is not None}
    missing = [risk for risk in Risk if risk not in told]
    if len(missing) == len(Risk):
        yield rule.finding(
            "The canvas names no assumption at all; a plan without one says what nobody has checked."
        )
    elif missing:
        yield rule.finding(f"No assumption on {' or '.join(missing)} is named.")


def consistent(rule: Rule, case: Case) -> Iterator[Finding]:
    """R54: no item contradicts a source or another item; sources that disagree stand side by side."""
    items = list(case.canvas.items)
    for item in items:
        if item.status is Status.CONTRADICTED:
            yield rule.finding(
                f"On {named([item])} the sources disagree; decide which one holds.",
                [item],
                citations=item.citations,
                severity=Severity.WARN,
            )
    for one, other, numbers in at_odds(items):
        if _paid_apart(case, one, other):
            continue
        yield rule.finding(
            f"{named([one])} says {numbers[0]}, {named([other])} says {numbers[1]}.",
            [one, other],
            citations=[*one.citations, *other.citations],
        )
    if not case.documents:
        raise NotCheckedError("Without sources, items were only held against each other.")
    for said in contradictions(items, case.documents):
        yield rule.finding(_against(said), [said.item], citations=[said.citation])


def _paid_apart(case: Case, one: Item, other: Item) -> bool:
    """Whether two streams are paid by different segments, or for different propositions."""
    for kind in (LinkKind.PAID_BY, LinkKind.PAID_FOR):
        ends = [set(case.targets(item.id, kind)) for item in (one, other)]
        if all(ends) and not ends[0] & ends[1]:
            return True
    return False


def _against(said: Contradiction) -> str:
    quote = f"“{shorten(said.citation.quote, 120)}”"
    if said.number:
        return f"{named([said.item])}, but {said.citation.source} says {said.number}: {quote}"
    return f"{named([said.item])}, but {said.citation.source} denies it: {quote}"


RULES = (
    Rule("R48", Severity.WARN, claims_cited),
    Rule("R49", Severity.HIGH, quotes_exact),
    Rule("R50", Severity.WARN, assumptions_tested),
    Rule("R51", Severity.INFO, risks_named),
    Rule("R54", Severity.HIGH, consistent),
)
