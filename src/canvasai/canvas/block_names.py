"""What people call the nine blocks in English, German, French and Spanish.

The names are those of the books' translations and of common templates.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache

from canvasai.canvas.blocks import PREFIXES, Block

# One line for each language: en, de, fr, es. Articles and accents do not count.
_NAMES: dict[Block, str] = {
    Block.CUSTOMER_SEGMENTS: """
        customer segments, customer segment, segments, customers, customer, client segments, clients,
        target customers, target groups, target group, target audience, user segments, users,
        customer segmentation, market segments
        Kundensegmente, Kundensegment, Kunden, Kunde, Zielgruppen, Zielgruppe, Kundengruppen, Zielkunden,
        Kundengruppe, Marktsegmente, Nutzer
        segments de clientèle, segment de clientèle, segments de clients, segments clients, segment client,
        segmentation client, clients, client, clientèle, clientèle cible, clients cibles, cibles, cible
        segmentos de clientes, segmento de clientes, segmento de cliente, segmentos de mercado,
        segmentos de cliente, segmento de mercado, segmentos, clientes, cliente, segmentación de clientes,
        público objetivo, clientes objetivo
    """,
    Block.VALUE_PROPOSITIONS: """
        value propositions, value proposition, value props, value prop, value, values, value offer,
        offer, offering, offerings, unique value proposition
        Wertangebote, Wertangebot, Wertversprechen, Nutzenversprechen, Wertversprechungen, Angebot,
        Angebote, Leistungsversprechen, Kundennutzen, Leistungsangebot, Werteversprechen, Value Proposition
        propositions de valeur, proposition de valeur, offres de valeur, offre de valeur, offre, offres,
        valeur ajoutée
        propuestas de valor, propuesta de valor, ofertas de valor, oferta de valor, oferta, ofertas,
        proposición de valor, proposiciones de valor
    """,
    Block.CHANNELS: """
        channels, channel, distribution channels, distribution channel, sales channels, sales channel,
        distribution, channels to market, routes to market, route to market, marketing channels
        Kanäle, Kanal, Vertriebskanäle, Vertriebskanal, Vertriebswege, Vertriebsweg, Absatzkanäle,
        Kommunikationskanäle, Kommunikations- und Vertriebskanäle, Absatzwege, Vertrieb, Kundenkanäle,
        Distributionskanäle
        canaux, canal, canaux de distribution, canal de distribution, canaux de vente, distribution,
        canaux de communication, canaux de communication et de distribution
        canales, canal, canales de distribución, canal de distribución, canales de venta,
        canales de comunicación, distribución, canales de distribución y comunicación
    """,
    Block.CUSTOMER_RELATIONSHIPS: """
        customer relationships, customer relationship, customer relations, customer relation,
        relationships, relationship, client relationships, client relationship, relations
        Kundenbeziehungen, Kundenbeziehung, Beziehungen, Beziehung, Kundenbindung, Kundenpflege
        relations avec les clients, relation avec les clients, relations clients, relation client,
        relation clients, relations client, relations clientèle, relation avec le client,
        relation clientèle, relations avec la clientèle
        relaciones con los clientes, relación con los clientes, relaciones con el cliente,
        relación con el cliente, relaciones, relación, relación de clientes, relaciones de clientes
    """,
    Block.REVENUE_STREAMS: """
        revenue streams, revenue stream, revenues, revenue, revenue sources, revenue source,
        revenue model, income streams, income stream, income, sources of revenue, sources of income
        Einnahmequellen, Einnahmequelle, Einnahmen, Einnahmeströme, Einnahmestrom, Erlösquellen,
        Erlösquelle, Erlöse, Erlösströme, Erlösmodell, Umsatzquellen, Umsatzströme, Umsätze, Umsatz,
        Ertragsquellen, Ertragsströme, Ertragsmodell, Einnahmenströme, Einkommensströme,
        Einkunftsquellen, Umsatzmodell
        flux de revenus, sources de revenus, source de revenus, revenus, revenu, recettes,
        flux de revenu, sources de revenu, source de revenu, modèle de revenus, flux de recettes
        fuentes de ingresos, fuente de ingresos, flujos de ingresos, flujo de ingresos, ingresos,
        fuentes de ingreso, fuente de ingreso, vías de ingresos, vías de ingreso, modelo de ingresos
    """,
    Block.KEY_RESOURCES: """
        key resources, key resource, resources, resource, core resources
        Schlüsselressourcen, Schlüsselressource, Ressourcen, Ressource, Kernressourcen,
        Hauptressourcen, wichtigste Ressourcen, wichtige Ressourcen
        ressources clés, ressource clé, ressources clefs, ressources, ressources principales
        recursos clave, recurso clave, recursos claves, recursos, recursos principales, recurso
    """,
    Block.KEY_ACTIVITIES: """
        key activities, key activity, activities, activity, core activities
        Schlüsselaktivitäten, Schlüsselaktivität, Aktivitäten, Aktivität, Kernaktivitäten,
        Hauptaktivitäten, Schlüsseltätigkeiten, Tätigkeiten, wichtigste Aktivitäten, wichtige Aktivitäten
        activités clés, activité clé, activités clefs, activités, activités principales, activité
        actividades clave, actividad clave, actividades claves, actividades, actividades principales,
        actividad
    """,
    Block.KEY_PARTNERSHIPS: """
        key partnerships, key partnership, key partners, key partner, partners, partner, partnerships,
        partnership, partner network, core partners
        Schlüsselpartner, Schlüsselpartnerschaften, Schlüsselpartnerschaft, Partner, Partnerschaften,
        Partnernetzwerk, Kernpartner, Hauptpartner, wichtigste Partner, wichtige Partner, Partnerschaft
        partenaires clés, partenaire clé, partenariats clés, partenariat clé, partenaires, partenariats,
        partenaires clefs, partenaires principaux, partenaires stratégiques, réseau de partenaires
        socios clave, socio clave, socios claves, socios, asociaciones clave, asociaciones, alianzas clave,
        alianzas, aliados clave, aliados, asociados clave, asociados, sociedades clave, red de socios,
        colaboradores clave, partners clave, alianzas estratégicas, asociaciones claves, aliados claves
    """,
    Block.COST_STRUCTURE: """
        cost structure, costs structure, costs, cost, cost structures, expenses, cost model
        Kostenstruktur, Kosten, Kostenstrukturen, Ausgaben, Kostenmodell, Aufwendungen
        structure de coûts, structure des coûts, coûts, structure de coût, coût, dépenses, charges,
        structures de coûts
        estructura de costes, estructura de costos, estructura de coste, estructura de costo, costes,
        costos, gastos, estructuras de costes, estructuras de costos, coste, costo
    """,
}
# Words that make no difference to a name.
_EMPTY = frozenset(
    (  # as a list it would be a page long
        "the our your my of a an der die das den dem unsere unser ihre meine le la les l de des du d nos "
        "notre vos votre el los las del con avec nuestros nuestras nuestro nuestra sus block baustein "
        "bloc bloque feld"
    ).split()
)
_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"[/|–—]")
# No name is longer; a longer text is a sentence, and comparing it would only take time.
_LONGEST = 120


def find_block(text: str) -> Block | None:
    """Finds a block by what people call it, by its id prefix or by its name in files.

    Case, accents, articles, numbering and what stands in brackets do not count; two names of the same
    block, such as "Kanäle / Channels", are one.
    """
    if len(text) > _LONGEST:
        return None
    found = _known(text) or _known(_IN_BRACKETS.sub(" ", text))
    if found is None:
        parts = {_known(part) for part in _BETWEEN.split(text)}
        found = parts.pop() if len(parts) == 1 else None
    return found


def nearest_block(text: str) -> str | None:
    """Returns the title of the block whose name is most like `text`; None when none is like it."""
    keys = _keys()
    close = difflib.get_close_matches(_key(text[:_LONGEST]), keys, n=1, cutoff=0.7)
    return keys[close[0]].title if close else None


def _known(text: str) -> Block | None:
    key = _key(text)
    # "ae" for "ä" where a keyboard or a file name has no other way.
    plain = key.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return _keys().get(key) or _keys().get(plain)


def _key(text: str) -> str:
    """The text without what makes no difference, in one word: "Kunden-Segmente" is one name."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return "".join(word for word in words if word not in _EMPTY and not word.isdigit())


@cache
def _keys() -> dict[str, Block]:
    found = {}
    for block, names in _NAMES.items():
        found[PREFIXES[block]] = block
        for name in re.split(r"[,\n]", names):
            if key := _key(name):
                found[key] = block
    return found
