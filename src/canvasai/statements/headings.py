"""Headings that name a block. Data: the usual names of the blocks in four languages."""

from __future__ import annotations

import re

from canvasai.canvas.blocks import Block

_NAMES: dict[Block, str] = {
    Block.CUSTOMER_SEGMENTS: r"(?:customer|primary|target|user|market) (?:segments?|groups?|customers?)|customers|our (?:customers|clients)|"
    r"who (?:we serve|buys|rents|pays|uses|are our customers)\b.*|target (?:audience|market)|"
    r"kunden(?:segmente|gruppen)?|zielgruppen?|segments? de client[èe]le|client[èe]le|clients|"
    r"segmentos? de clientes?|clientes",
    Block.VALUE_PROPOSITIONS: r"value (?:propositions?|creation|drivers)|core value drivers|(?:what they get|why (?:customers|they) (?:choose|buy|stay))\b.*|"
    r"benefits|nutzen(?:versprechen)?|wertangebote?|propositions? de valeur|propuestas? de valor|unique selling points?",
    Block.CHANNELS: r"(?:sales |distribution |our )?channels?|how (?:they|customers) (?:find|buy|reach)\b.*|go[- ]to[- ]market.*|distribution|"
    r"sales and distribution|kan[äa]le|vertrieb(?:swege|skan[äa]le)?|canaux(?: de distribution)?|canales(?: de distribuci[óo]n)?",
    Block.CUSTOMER_RELATIONSHIPS: r"customer (?:relationships?|relations|care|support|service|success)|how we stay in touch.*|"
    r"kundenbeziehung(?:en)?|kundenbetreuung|relations? clients?|relaci[óo]n(?:es)? con (?:los )?clientes",
    Block.REVENUE_STREAMS: r"revenues?(?: (?:streams?|models?|sources?))?|pricing(?: .*)?|(?:value-based|our) pric(?:ing|es)|prices?|price list|"
    r"how we (?:make money|earn)\b.*|monetization(?: .*)?|income|einnahmen(?:quellen)?|erl[öo]s(?:e|quellen|modell)?|preise|preisliste|"
    r"(?:sources de )?revenus?|tarifs|(?:fuentes de )?ingresos|precios|tarifas",
    Block.KEY_RESOURCES: r"(?:key |our )?resources|assets|(?:our )?team|staff|equipment|schl[üu]sselressourcen|ressourcen|"
    r"ressources(?: cl[ée]s)?|recursos(?: clave)?",
    Block.KEY_ACTIVITIES: r"(?:key |our |main )?activities|operations|what we do(?! not\b)(?: .*)?|production|schl[üu]sselaktivit[äa]ten|t[äa]tigkeiten|"
    r"activit[ée]s(?: cl[ée]s)?|actividades(?: clave)?",
    Block.KEY_PARTNERSHIPS: r"(?:key |our )?partner(?:s|ships)?(?: .*)?|suppliers?(?: and partners)?|schl[üu]sselpartner(?:schaften)?|partnerschaften|"
    r"lieferanten|partenaires?(?: cl[ée]s)?|partenariats|fournisseurs|socios(?: clave)?|alianzas|proveedores",
    Block.COST_STRUCTURE: r"(?:our |main )?costs?(?: structure| drivers)?|(?:development|operational|operating|fixed|variable|running) costs|"
    r"expenses|what it costs(?: us)?|kosten(?:struktur)?|(?:structure des )?co[ûu]ts|charges|(?:estructura de )?costes?|gastos",
}
_PATTERNS = {
    block: re.compile(rf"^\W*(?:\d+[.)]?\s*)?(?:{names})\W*$", re.IGNORECASE)
    for block, names in _NAMES.items()
}
_AND = re.compile(r",?\s+(?:and|und|et|y|&|/)\s+|,\s+", re.IGNORECASE)


def blocks_of_heading(title: str) -> frozenset[Block]:
    """Returns the blocks that a heading names; "Customers and channels" names two."""
    title = title.strip("*_ ")
    named = {block for part in _AND.split(title) if (block := _named(part)) is not None}
    if len(named) > 1:
        return frozenset(named)
    whole = _named(title)
    return frozenset() if whole is None else frozenset({whole})


def block_of_heading(title: str) -> Block | None:
    """Returns the block that a heading names, or None when it names none or several."""
    named = blocks_of_heading(title)
    return next(iter(named)) if len(named) == 1 else None


def _named(title: str) -> Block | None:
    return next((block for block, pattern in _PATTERNS.items() if pattern.match(title)), None)


def blocks_above(heading: tuple[str, ...]) -> frozenset[Block]:
    """Returns the blocks that the nearest telling heading names."""
    return next(
        (named for title in reversed(heading) if (named := blocks_of_heading(title))), frozenset()
    )


def block_above(heading: tuple[str, ...]) -> Block | None:
    """Returns the block that the nearest telling heading names, or None when it names several."""
    named = blocks_above(heading)
    return next(iter(named)) if len(named) == 1 else None
