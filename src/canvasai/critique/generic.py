"""Words that say nothing about whose canvas it is, in English, German, French and Spanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Item
from canvasai.critique.lexicon import said
from canvasai.grounding.words import content_words, same_word, stem, words_of
from canvasai.statements.cues import DEFINES_CANVAS
from canvasai.statements.specificity import (
    has_placeholder,
    is_tautology,
    names_block,
    specificity,
)

# A text of more words than this is no bare noun, whatever they are.
_MOST_BARE_WORDS = 12
# One word alone is a bare noun; a longer one may be two that German writes as one.
_LONGEST_SINGLE = 11
# So many letters of a word stand in a longer one that it is part of.
_LEAST_PART = 4
# Long words that begin alike for so many letters are forms of one.
_LEAST_ROOT = 7
_LATIN = re.compile(r"[a-zà-öø-ÿœ'-]+")
# "12 jars" and "two jars", but not "B2B".
_NUMBER = re.compile(r"(?<![^\W_])\d|\b(?:two|zwei|deux|dos)\b", re.IGNORECASE)


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_GROUPS = _stems(
    """
    people persons individuals humans consumers customers clients users buyers companies company businesses enterprises
    firms organisations organizations smes smbs professionals owners teams families workers providers operators

    menschen personen leute privatpersonen verbraucher kunden kundinnen nutzer anwender käufer firmen betriebe
    organisationen unternehmen familien betreiber

    gens personnes particuliers consommateurs clients utilisateurs acheteurs entreprises sociétés professionnels familles

    gente personas particulares consumidores clientes usuarios compradores empresas compañías profesionales familias
    """
)
_TOPICS = _stems(
    """
    acquisition administration assurance control advertising alliances app apps branding capital co compliance content costs development
    distribution employees engineering equipment expenses fees finance fulfilment fulfillment funding hardware hosting hr
    infrastructure internet investors it knowledge legal logistics machinery machines maintenance manufacturing marketing
    materials media mobile money networking office online operations overheads partners people personnel platform
    production products promotion purchasing quality relations rent reputation research roi salaries sales scaling
    services servers social software sourcing staff storage suppliers supply support system talent team technology
    tools training transport utilities wages web website innovation growth management planning operations process processes
    assistance advice consulting communication customers clients team security

    verwaltung werbung entwicklung vertrieb mitarbeiter mitarbeitende personal ausrüstung finanzen finanzierung material
    produktion produkt produkte einkauf qualität forschung gehälter löhne miete mieten verkauf service dienstleistung
    dienstleistungen software team technik technologie lieferant lieferanten partner partnern kundenservice kundendienst
    beratung büro kosten logistik netzwerk wissen wachstum innovation lösung lösungen kundenbindung betrieb
    internetauftritt webseite betreuung kundenbetreuung ausstattung verwaltung prozess prozesse abläufe organisation planung
    kommunikation schulung schulungen sicherheit kunden kundinnen angebot angebote

    administration publicité développement distribution employés équipement finances matériel production produit produits
    achats qualité recherche salaires loyer vente ventes service services logiciel équipe équipes technologie technologies
    fournisseurs partenaire partenaires bureau frais logistique réseau réseaux sociaux savoir conseil croissance solution
    solutions site internet assistance accompagnement communication formation gestion planification processus personnel
    outils sécurité clients clientèle

    administración publicidad desarrollo distribución empleados equipo equipos finanzas material materiales producción
    producto productos compras calidad investigación salarios sueldos alquiler ventas servicio servicios software
    tecnología tecnologías proveedor proveedores socio socios oficina gastos logística red redes sociales conocimiento
    asesoría atención crecimiento solución soluciones innovación página
    soporte asistencia equipamiento comunicación formación gestión planificación proceso procesos personal herramientas
    seguridad clientes
    """
)
# What praises or measures without saying how much.
_FILLERS = _stems(
    """
    access affordable all always amazing behavior behaviour attractive careful cheap clear complete convenient customised
    customized different disruption easy efficient everything excellent exceptional experienced fair fast flexible friendly
    full good happy highest holistic important intelligent intellectual interesting launch long low lower making mutual
    necessary nice optimal outstanding perfect personal personalised personalized pleasant premium price prices
    professional proof proven property qualified quick reliable right robust roi seamless simple smart solid special state
    strategies superior sustainable tailored transparent trusted unmatched unparalleled usage valuable varied various
    word working

    alles angenehm attraktiv ausgezeichnet bequem beste besten einfach einzigartig erstklassig exzellent fair flexibel
    freundlich ganzheitlich gut gute gutes günstig hervorragend hochwertig hohe hoher hohes individuell innovativ intelligent
    kompetent modern nachhaltig neu neue optimal passend persönlich preiswert professionell qualifiziert schnell sicher
    stark solide wirksam effektiv effizient ausgezeichnete transparent umfassend wertvoll zufrieden zufriedenheit zuverlässig zuverlässigkeit

    solide solides efficaces forte fort accessible adaptées adaptés bon bonne bons bonnes compétitifs durable durables efficace exceptionnel excellent
    excellence facile fiable fiables flexible global globale haut haute innovant innovante innovantes innovants meilleur
    meilleure meilleurs moderne nouveau nouvelle optimal performant performante personnalisé personnalisée prix
    professionnel professionnelle qualifié qualifiée rapide satisfaction simple sur-mesure unique valeur

    sólido sólidos fuerte fuertes eficientes accesible atractivo buen buena bueno calidad competitivo competitivos completo eficaz eficiente excelente excelencia
    fácil fiable flexible global innovador innovadora innovadoras innovadores integral mejor mejores moderno nuevo nueva
    óptimo personalizado personalizada precio precios profesional rápido satisfacción sencillo sostenible sostenibles único
    única valor
    """
)
_ANYBODY = _stems(
    """
    all every everyone everybody anyone anybody public general people person persons individual individuals human humans consumer
    consumers customer customers client clients user users buyer buyers company companies business businesses enterprise
    enterprises firm firms organisation organisations organization organizations corporate corporates sme smes smb smbs
    market markets society world global worldwide whoever interested any many various different modern potential
    kind kinds sort sorts type types size sized sizes sector sectors industry industries needing wants want need needs
    professional professionals small medium mid large larger big thousand thousands million millions billion billions

    alle aller jeder jede jedes jeglicher jedermann mensch menschen person personen leute privatpersonen privatkunden
    geschäftskunden verbraucher verbraucherinnen kunde kunden kundinnen nutzer nutzerinnen anwender käufer unternehmen
    firma firmen betriebe organisationen öffentlichkeit allgemeinheit interessiert interessierte welt kmu klein kleine
    mittel mittlere mittelständisch bedarf anwenderinnen groß große größe größen branche branchen art million millionen

    tous toutes tout monde gens personne personnes particulier particuliers consommateur consommateurs client clients clientes
    utilisateur utilisateurs utilisatrices acheteurs entreprise entreprises société sociétés organisations grand grande
    grandes public professionnels pme tpe petit petite petites moyen moyenne moyennes taille tailles secteur secteurs
    intéressée intéressées intéressés besoin usagers

    todos todas todo mundo gente persona personas particular particulares consumidor consumidores cliente clientes usuario
    usuarios comprador compradores empresa empresas compañía compañías organizaciones público general cualquier cualquiera
    profesionales pyme pymes pequeña pequeñas mediana medianas grande grandes tamaño tamaños sector sectores tipo
    millón millones interesada interesadas interesados necesidad necesite necesiten
    """
)
_OF_MONEY = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
_GENERIC = _TOPICS | _FILLERS
# "over 80", "15 to 50", "50+": a limit, which leaves others out.
_LIMIT = re.compile(
    r"\b(?:aged?|over|under|above|below|than|at\sleast|up\sto|between|über|unter|ab|bis|mindestens|höchstens|zwischen|"
    r"plus\sde|moins\sde|entre|jusqu['’]à|más\sde|menos\sde|mayores\sde|menores\sde|hasta)\s\d"
    r"|\d\s?(?:-|–|to|bis|à|a|und|and|et|y)\s?\d|\d\s?\+",
    re.IGNORECASE,
)


# "Anyone who loves music": what follows is a taste that anybody may have.
_WHOEVER = re.compile(
    r"^(?:anyone|anybody|everyone|everybody|whoever|(?:all )?(?:those|people)) (?:who |that )?"
    r"(?:love|like|enjoy|want|need|care|wish|(?:is |are )?interested in)\w*"
    r"|^(?:alle|jede[rn]?)\b[^,]*, (?:die|der|das) .*\b(?:lieb|mag|mög|will|woll|such|brauch|interessier)\w*"
    r"|^(?:tou(?:te)?s (?:celles et )?ceux|toute personne|quiconque) (?:qui )?(?:aim|veu|cherch|souhait|s['’]intéress)\w*"
    r"|^(?:todos? (?:los|aquellos) que|cualquiera que|quien(?:es)?) (?:ame|ama|quier|busca|dese|se interes)\w*",
    re.IGNORECASE,
)
# "All vets and pet owners": nothing tells which ones.
_ALL = re.compile(r"^(?:all|tou(?:te)?s les|tod[oa]s l[oa]s)\s", re.IGNORECASE)
_WHICH = re.compile(
    r"\d|(?<=\s)[A-ZÀ-Þ]|\b(?:who|that|whose|with|without|in|on|of|near|at|from|between|over|under|within|die|der|mit|"
    r"ohne|im|am|von|aus|bei|ab|unter|über|qui|avec|sans|de|du|des|dans|en|que|con|sin|del)\b"
)


# "Assets which are indispensable to creating value": a line that says what a block is for.
_TEACHES = re.compile(
    r"\b(?:to|which|that|is|are|for)\s(?:\w+\s){0,2}?(?:creat|provid|captur|deliver)(?:e|es|ing)\svalue\b"
    r"|\b(?:your|the|our) (?:business )?model\s*[.?]?$"
    r"|^(?:what|which|how|who)(?:,|\s(?:do|does|are|is)\b).*[.?]\s*$",
    re.IGNORECASE,
)


def own_words(text: str) -> list[str]:
    """Returns the content words that not every company could use of itself."""
    return [
        word for word in content_words(text) if stem(word) not in _GENERIC and specificity(word) > 0
    ]


def is_bare(item: Item) -> bool:
    """Whether an item is a topic such as "Marketing" or "Quality products", or one word alone.

    What has words of its own is not, nor what says how much; of money a number beside the text tells that.
    """
    text = said(item)
    if _NUMBER.search(text) or len(words_of(text)) > _MOST_BARE_WORDS:
        return False
    if item.quantities and item.block in _OF_MONEY:
        return False
    if not own_words(text):
        return True
    if item.block is Block.KEY_PARTNERSHIPS:
        return False  # one word there is a name
    words = {stem(word) for word in content_words(text)}
    only = content_words(text)[0]
    return len(words) == 1 and len(only) <= _LONGEST_SINGLE and bool(_LATIN.fullmatch(only))


def is_anybody(item: Item) -> bool:
    """Whether a segment leaves nobody out, such as "companies of any size"."""
    text = said(item)
    if _LIMIT.search(text):
        return False
    for beginning in (_WHOEVER, _ALL):
        found = beginning.search(text)
        if found and not _WHICH.search(text[found.end() :]):
            return True
    words = words_of(text)
    telling = [word for word in words if stem(word) in _ANYBODY or word in content_words(word)]
    return bool(words) and all(stem(word) in _ANYBODY for word in telling)


def says_group(item: Item) -> bool:
    """Whether an item says a word for people or organisations, such as "companies" or "Betriebe"."""
    return any(stem(word) in _GROUPS for word in words_of(said(item)))


def is_hollow(item: Item) -> bool:
    """Whether an item says its own label again, is a form left unfilled, names a block or explains one."""
    text = said(item)
    return (
        has_placeholder(text)
        or repeats_itself(item)
        or names_block(item.text)
        or explains_canvas(item)
    )


def explains_canvas(item: Item) -> bool:
    """Whether an item tells what a canvas is, as a textbook does, and names no business."""
    text = said(item)
    return bool(DEFINES_CANVAS.search(text) or _TEACHES.search(text))


def repeats_itself(item: Item) -> bool:
    """Whether what follows the label, or the description, only turns its words round."""
    if _turns_round(item.text):
        return True
    return bool(item.description) and _turns_round(f"{item.text}: {item.description}")


def _turns_round(text: str) -> bool:
    """As `is_tautology`; but "Van: our van in Leeds" says where, and "Repairs: repairs at home" how."""
    label, colon, rest = text.partition(":")
    if not colon or _NUMBER.search(rest):
        return False
    known, said_again = content_words(label), content_words(rest)
    added = [word for word in own_words(rest) if not _held(word, known)]
    if not added:
        return bool(known) and all(
            _held(word, said_again) or any(_within(one, [word]) for one in said_again)
            for word in known
        )
    named = any(word.capitalize() in rest for word in added) and not text.istitle()
    return not named and not own_words(label) and is_tautology(text)


def _held(word: str, among: Sequence[str]) -> bool:
    """Whether a word stands there in any form, as "optimised" for "optimisation"."""
    if any(same_word(word, one) for one in among) or _within(word, among):
        return True
    return len(word) > _LEAST_ROOT and word[:_LEAST_ROOT] in {one[:_LEAST_ROOT] for one in among}


def _within(word: str, compounds: Sequence[str]) -> bool:
    """Whether a word is part of one that German writes as one: "Netzwerk" in "Partnernetzwerk"."""
    root = _folded(stem(word))
    return len(root) >= _LEAST_PART and any(
        root in _folded(one) for one in compounds if len(one) > _LONGEST_SINGLE
    )


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(character for character in plain if not unicodedata.combining(character))
