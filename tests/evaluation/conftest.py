"""The sound canvases with their sources, and a small reading of each rule that owes nothing to others."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import link_fits
from canvasai.canvas.details import DetailKind
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.links import LinkKind as K
from canvasai.canvas.metadata import Portfolio
from canvasai.canvas.model import Canvas, Horizon, Item, Risk, Status
from canvasai.canvas.quantity import Every, Measure
from canvasai.canvas.tags import COST_TYPES, PHASES, PRICINGS, REVENUE_TYPES, Tag
from canvasai.grounding.quantities import missing_numbers
from canvasai.settings import load_settings
from canvasai.sources.reading import read_file

FOLDER = Path(__file__).parents[2] / "evals" / "canvases"
CS, VP, CH, CR, RS, KR, KA, KP, COST = Block
NOW = (2026, 3)
MONTHS = {
    name: number
    for number, names in enumerate(
        """january januar janvier enero|february februar février febrero|march märz mars marzo|april avril abril
        |may mai mayo|june juni juin junio|july juli juillet julio|august août agosto|september septembre septiembre
        |october oktober octobre octubre|november novembre noviembre|december dezember décembre diciembre""".split(
            "|"
        ),
        1,
    )
    for name in names.split()
}
GENERAL = re.compile(
    r"^(everyone|anyone who needs it|the general public|companies|smes|businesses of all sizes|users|customers|"
    r"consumers and clients|alle|jeder, der bedarf hat|die allgemeinheit|unternehmen|kmu|firmen jeder größe|nutzer|"
    r"kunden|verbraucher und anwender|tout le monde|toute personne intéressée|le grand public|les entreprises|les pme|"
    r"des entreprises de toute taille|les utilisateurs|les clients|les consommateurs et usagers|todo el mundo|"
    r"cualquier persona interesada|el público en general|empresas|las pymes|empresas de cualquier tamaño|usuarios|"
    r"clientes|consumidores y usuarios)$",
    re.IGNORECASE,
)
AIMS = re.compile(r"\b(we aim|we will|wir wollen|nous voulons|queremos)\b", re.IGNORECASE)
BLANK = re.compile(
    r"\[[^\]]+\]|\bTBD\b|lorem ipsum|to be defined|noch offen|à définir|à compléter|por definir|por completar",
    re.IGNORECASE,
)
PAID_OUT = re.compile(r"\b(we pay|wir .*zahlen|nous payons|pagamos)\b")
PAID_IN = re.compile(r"\b(pay us|zahlen uns|nous paient|nos pagan)\b")
BUYS = re.compile(r"\b(buy from us|bei uns kaufen|achètent chez nous|nos compran)\b")
ORDERS = re.compile(r"\b(customers look|Kunden schauen|clients regardent|clientes miran)\b")


@dataclass(frozen=True)
class Sound:
    """A sound canvas, read twice so that it shows whether one was changed, and its sources by name."""

    slug: str
    canvas: Canvas
    again: Canvas
    texts: dict[str, str]


@pytest.fixture(scope="session")
def sound() -> list[Sound]:
    return [
        Sound(
            path.stem,
            *(canvas_from_json(path.read_text(encoding="utf-8"), path.name) for _ in range(2)),
            {
                one.name: read_file(one, load_settings(), name=one.name).text
                for one in sorted((FOLDER / path.stem).iterdir())
            },
        )
        for path in sorted(FOLDER.glob("*.json"))
    ]


@cache
def dates(text: str) -> list[tuple[int, int]]:
    found = re.findall(r"([^\W\d_]+) (?:de )?(20\d\d)", text.lower())
    return [(int(year), MONTHS[name]) for name, year in found if name in MONTHS]


@cache
def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


@cache
def same(one: str, other: str) -> bool:
    a, b = words(one), words(other)
    return len(a & b) / len(a | b) > 0.75


@cache
def repeats(text: str) -> bool:
    """Whether a word of the label stands in what follows it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    label, _, rest = plain.lower().partition(":")
    stems = {word[:5] for word in words(label) | words(rest) if len(word) > 4}
    return len(text.split()) < 12 and any(one in label and one in rest for one in stems)


@cache
def missing(text: str, cited: str) -> bool:
    return bool(missing_numbers(text, cited))


def yearly(item: Item, measure: Measure) -> float:
    found = item.quantity(measure)
    return (found.a_year or 0) if found else 0


class Reading:
    """What a canvas breaks, by rule: the ids that are to blame."""

    def __init__(self, canvas: Canvas, texts: dict[str, str], before: Canvas) -> None:
        self.canvas, self.texts, self.before = canvas, texts, before
        self.broken: dict[str, set[str]] = defaultdict(set)
        self.items = {item.id: item for item in canvas.items}
        self.details = {d.id: (d.kind, item.id) for item in canvas.items for d in item.details}
        for part in (
            self.structure,
            self.graph,
            self.wording,
            self.evidence,
            self.money,
            self.rest,
        ):
            part()

    def to(self, name: str, kind: K) -> set[str]:
        return {
            link.target for link in self.canvas.links if link.source == name and link.kind is kind
        }

    def by(self, name: str, kind: K) -> set[str]:
        return {
            link.source for link in self.canvas.links if link.target == name and link.kind is kind
        }

    def blame(self, rule: str, bad: object, *names: str) -> None:
        if bad:
            self.broken[rule] |= set(names) or {""}

    def structure(self) -> None:
        canvas = self.canvas
        for block in Block:
            self.blame("R01", not canvas.in_block(block))
        ids = [item.id for item in canvas.items]
        self.blame("R02", False)
        for name in ids:
            self.blame("R02", ids.count(name) > 1, name)
        for link in canvas.links:
            self.blame("R02", not link_fits(canvas, link), link.source, link.target)
        phases = {tag for item in canvas.in_block(CH) for tag in item.tags}
        self.blame("R17", set(PHASES) - phases)
        for segment in canvas.in_block(CS):
            reached = [self.items[name] for name in self.by(segment.id, K.REACHES)]
            lacks = set(PHASES) - {tag for item in reached for tag in item.tags}
            self.blame("R17", lacks, segment.id)
            self.blame("R35", not segment.quantity(Measure.SIZE), segment.id)
        for stream in canvas.in_block(RS):
            sorts = (set(REVENUE_TYPES), set(PRICINGS))
            self.blame("R28", not all(sort & set(stream.tags) for sort in sorts), stream.id)
        for cost in canvas.in_block(COST):
            self.blame("R29", not set(COST_TYPES) & set(cost.tags), cost.id)

    def graph(self) -> None:
        canvas, to, by, blame = self.canvas, self.to, self.by, self.blame
        for segment in canvas.in_block(CS):
            blame("R03", not by(segment.id, K.SERVES), segment.id)
            blame("R06", not by(segment.id, K.KEEPS), segment.id)
            free = Tag.SUBSIDISED in segment.tags and to(segment.id, K.SUBSIDISED_BY)
            blame("R08", not by(segment.id, K.PAID_BY) and not free, segment.id)
        for offer in canvas.in_block(VP):
            blame("R04", not to(offer.id, K.SERVES), offer.id)
            rested = {self.items[name].block for name in to(offer.id, K.RESTS_ON)}
            blame("R09", KA not in rested, offer.id)
            blame("R10", KR not in rested, offer.id)
            for segment in to(offer.id, K.SERVES):
                carried = by(segment, K.REACHES) & by(offer.id, K.DELIVERS)
                blame("R05", not carried, offer.id, segment)
        for stream in canvas.in_block(RS):
            whole = to(stream.id, K.PAID_BY) and to(stream.id, K.PAID_FOR)
            blame("R07", not whole, stream.id)
        for partner in canvas.in_block(KP):
            used = any(by(name, K.RESTS_ON) for name in to(partner.id, K.PROVIDES))
            blame("R11", not used, partner.id)
        for item in (*canvas.in_block(KR), *canvas.in_block(KA)):
            blame("R12", not by(item.id, K.RESTS_ON) and not to(item.id, K.SUPPORTS), item.id)
            blame("R13", Tag.COSTLY in item.tags and not by(item.id, K.CAUSED_BY), item.id)
        for cost in canvas.in_block(COST):
            blame("R14", not to(cost.id, K.CAUSED_BY), cost.id)
        main = self.reachable(canvas.items[0].id)
        blame("R15", set(self.items) - main, *(set(self.items) - main))
        for link in self.before.links:
            if link.kind is K.NEEDS:
                blame(
                    "R16", link.source in self.items and not to(link.source, K.NEEDS), link.source
                )
        answers = {
            DetailKind.JOB: K.ADDRESSES,
            DetailKind.PAIN: K.RELIEVES,
            DetailKind.GAIN: K.CREATES,
        }
        for name, (kind, owner) in self.details.items():
            if kind in answers:
                from_offers = {self.details[one][1] for one in by(name, answers[kind])}
                blame("R18", not from_offers & by(owner, K.SERVES), owner)

    def reachable(self, start: str) -> set[str]:
        owner = {name: item for name, (_, item) in self.details.items()}
        near: dict[str, set[str]] = defaultdict(set)
        for link in self.canvas.links:
            one, other = owner.get(link.source, link.source), owner.get(link.target, link.target)
            near[one].add(other)
            near[other].add(one)
        found, left = {start}, [start]
        while left:
            new = near[left.pop()] - found
            found |= new
            left += new
        return found

    def wording(self) -> None:
        items, blame = self.canvas.items, self.blame
        for at, item in enumerate(items):
            for other in items[at + 1 :]:
                blame("R19", same(item.text, other.text), item.id, other.id)
            digits = re.search(r"\d", item.text)
            blame(
                "R20", item.block is not CS and not digits and len(item.text.split()) < 5, item.id
            )
            blame("R21", item.block is CS and GENERAL.match(item.text), item.id)
            wrong = {RS: PAID_OUT, COST: PAID_IN, KP: BUYS, KR: ORDERS}.get(item.block)
            blame("R25", wrong and wrong.search(item.text), item.id)
            stood = [one.block for one in self.before.items if one.text == item.text]
            blame("R25", stood and item.block not in stood, item.id)
            blame("R26", item.text.count("; ") > 1 and len(item.text.split()) > 20, item.id)
            future = AIMS.search(item.text) or any(one > NOW for one in dates(item.text))
            blame("R27", bool(future) != (item.horizon is Horizon.PLANNED), item.id)
            blame("R53", BLANK.search(item.text) or repeats(item.text), item.id)
        offers = self.canvas.in_block(VP)
        blame("R24", len(offers) > 6, *(item.id for item in offers))
        for block in Block:
            inside = self.canvas.in_block(block)
            blame("R26", len(inside) > 14, *(item.id for item in inside))

    def evidence(self) -> None:
        named = set()
        for item in self.canvas.items:
            blame = self.blame
            blame("R48", item.status is Status.UNCHECKED, item.id)
            quotes = [*item.citations, *(q.citation for q in item.quantities if q.citation)]
            for one in quotes:
                exact = self.texts.get(one.source, "")[one.start : one.end] == one.quote
                blame("R49", not exact, item.id)
            cited = "\n".join(one.quote for one in item.citations)
            blame("R49", cited and missing(item.text, cited), item.id)
            if item.status is Status.ASSUMPTION and item.assumption:
                named.add(item.assumption.risk)
                blame("R50", len(item.assumption.test.split()) < 8, item.id)
            price = item.quantity(Measure.PRICE)
            told = str(f"{price.value:g}") if price else ""
            plain = re.sub(r"(?<=\d)[.,  ](?=\d{3}(?!\d))", "", item.text).replace(",", ".")
            other = re.search(r"\d", plain) and not re.search(rf"(?<!\d){told}0*(?!\d)", plain)
            blame("R54", price and other, item.id)
            for one in self.before.against:
                claim = words(one.citation.quote) - set("do not keine ne pas de no".split())
                blame("R54", claim <= words(item.text) and len(item.text) < 60, item.id)
            old = [one for x in self.before.items for one in x.citations if one.superseded]
            taken = [one for one in item.citations if not one.superseded]
            blame("R54", any(x.quote == one.quote for x in old for one in taken), item.id)
        for name, text in self.texts.items():
            for one in self.canvas.in_block(RS) if name not in self.before.metadata.sources else ():
                head = (
                    one.citations[0].quote.split(" | ")[0].split("€")[0].split("£")[0]
                    if one.citations
                    else ""
                )
                self.blame("R54", head and head[:30] in text, one.id)
        self.blame("R51", set(Risk) - named)

    def a_customer(self, stream: Item) -> float | None:
        revenue, customers = yearly(stream, Measure.REVENUE), stream.quantity(Measure.CUSTOMERS)
        price = stream.quantity(Measure.PRICE)
        if revenue and customers:
            return revenue / customers.value
        if price is None or price.unit == "%" or price.period is None:
            return None
        return price.value if price.period is Every.ONCE else price.a_year

    def money(self) -> None:
        canvas, blame = self.canvas, self.blame
        now = [item for item in canvas.items if item.horizon is Horizon.CURRENT]
        streams = [item for item in now if item.block is RS]
        revenue = sum(yearly(item, Measure.REVENUE) for item in streams)
        blame("R32", revenue < sum(yearly(item, Measure.COST) for item in now))
        for item in now:
            share = item.quantity(Measure.SHARE) if item.block is KP else None
            blame("R46", share and share.value > 75, item.id)
            blame(
                "R46", item.block is RS and yearly(item, Measure.REVENUE) > 0.75 * revenue, item.id
            )
        for item in canvas.in_block(CR):
            kept = self.to(item.id, K.KEEPS)
            paid = [self.a_customer(s) for s in streams if self.to(s.id, K.PAID_BY) & kept]
            known = [one for one in paid if one is not None]
            most = max(known, default=0)
            blame("R30", known and Tag.DEDICATED in item.tags and most < 1500, item.id)
            blame(
                "R30",
                Tag.DEDICATED not in item.tags
                and item.tags[:1] == (Tag.AUTOMATED,)
                and most > 2000,
                item.id,
            )
            for segment in kept:
                self.unit_economics(segment, item, streams)
        for channel in canvas.in_block(CH):
            for stream in streams:
                met = self.to(channel.id, K.REACHES) & self.to(stream.id, K.PAID_BY)
                price, cost = stream.quantity(Measure.PRICE), channel.quantity(Measure.UNIT_COST)
                blame("R31", met and price and cost and cost.value > price.value, channel.id)

    def unit_economics(self, segment: str, relationship: Item, streams: list[Item]) -> None:
        lifetime, churn = (
            relationship.quantity(Measure.LIFETIME),
            relationship.quantity(Measure.CHURN),
        )
        if lifetime:
            years = lifetime.value / (12 if lifetime.period is Every.MONTH else 1)
        elif churn and churn.a_year:
            years = 100 / churn.a_year
        else:
            return
        for channel in (self.items[name] for name in self.by(segment, K.REACHES)):
            for stream in (one for one in streams if segment in self.to(one.id, K.PAID_BY)):
                cost, margin = (
                    channel.quantity(Measure.ACQUISITION_COST),
                    stream.quantity(Measure.MARGIN),
                )
                paid = self.a_customer(stream)
                if cost and margin and paid:
                    all_three = (channel.id, stream.id, relationship.id)
                    a_year = paid * margin.value / 100
                    self.blame("R31", cost.value > paid, channel.id)
                    self.blame("R33", a_year * years < 3 * cost.value, *all_three)
                    self.blame("R34", cost.value > 1.5 * a_year, *all_three)

    def rest(self) -> None:
        canvas, blame = self.canvas, self.blame
        fits = any(link.kind in (K.ADDRESSES, K.RELIEVES, K.CREATES) for link in canvas.links)
        blame("R52", canvas.metadata.portfolio is Portfolio.EXPLORE and not fits)
        earns = any(item.horizon is Horizon.CURRENT for item in canvas.in_block(RS))
        blame("R52", canvas.metadata.portfolio is Portfolio.EXPLOIT and not earns)
        for one in canvas.constraints:
            touched = [self.items[name] for name in one.items if name in self.items]
            if one.limit:
                known = [q for item in touched if (q := item.quantity(one.limit.measure))]
                spent = sum(q.a_year or q.value for q in known)
                blame("R55", spent > (one.limit.a_year or one.limit.value), *one.items)
            by = tuple(int(part) for part in one.by.split("-")[:2]) if one.by else (9999, 12)
            for item in touched:
                blame("R55", any(date > by for date in dates(item.text)), item.id)


@pytest.fixture(scope="session")
def reading() -> type[Reading]:
    return Reading
