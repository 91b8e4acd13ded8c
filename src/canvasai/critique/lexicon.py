"""Words that tell what sort of channel, stream or cost an item is, in English, German, French, Spanish.

Used where an item has no tags. A word stands here only if it is nearly always right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from canvasai.canvas.model import Item
from canvasai.canvas.tags import REVENUE_TYPES, Tag


def _any(words: str) -> re.Pattern[str]:
    """Words that a text may begin a word with; "_" is a space, "$" at the end asks for the whole word."""
    parts = "|".join(word.replace("_", r"\s").replace("$", r"\b") for word in words.split())
    return re.compile(rf"\b(?:{parts})", re.IGNORECASE)


# "per month" tells when, not for what.
_PER_TIME = r"(?!mon|year|annum|quarter|week|day|jahr|woche|tag|quartal|mois|an$|semaine|jour|trim|mes|año|semana|día)"
_EACH = (
    f"per_{_PER_TIME} je_{_PER_TIME} pro_{_PER_TIME}(?!plan|version|account|member) "
    "par_(?:pi|unit|kilo|commande|client|livraison|colis|heure|litre|tonne|mètre|personne|utilisateur|nuit|séance) "
    "por_(?:pieza|unidad|kil|pedido|cliente|entrega|hora|litro|tonelada|metro|persona|usuario|noche|envío|sesión) "
)
PHASE_WORDS: Mapping[Tag, re.Pattern[str]] = {
    Tag.AWARENESS: _any(
        "awareness advert ads$ campaign social_media instagram linkedin newspaper radio fair$(?!_(?:price|trade|pay|deal)) "
        "fairs$ flyer leaflet seo press$ search_engine word_of_mouth referral recommend blog newsletter podcast poster werb "
        "anzeige messe empfehl presse publicit publicidad salon$ foire bouche recommand anuncio feria recomend"
    ),
    Tag.EVALUATION: _any(
        "evaluation demo$ demos$ trial sample review comparison website web_site webinar showroom test_ride visit$ visits$ "
        "try$ pilot probe muster vorführ katalog catalog essai échantillon catalogue prueba muestra catálogo"
    ),
    Tag.PURCHASE: _any(
        "purchas shop$ shops$ store$ stores$ web_shop online_shop (?<!in_)order sales_team sales_force sales_rep sold$ sells$ "
        "sell$ buy$ marketplace reseller retailer wholesale distributor tender booking checkout subscribe sign_up contract "
        "laden verkauf bestell händler großhandel vertrieb buchung boutique vente commande revendeur grossiste "
        "marché tienda venta pedido distribuidor mercado reserva"
    ),
    Tag.DELIVERY: _any(
        "deliver courier van$ vans$ by_post post_office parcel shipping shipped download app_store install on_site "
        "click_and_collect pick_up liefer versand kurier paket abhol livr expédi colis entrega envío reparto recogida"
    ),
    Tag.AFTER_SALES: _any(
        "support$ hotline help_desk helpdesk after[-_]sales service_call warranty repair complaint returns$ maintenance "
        "phone_line kundendienst wartung reklamation garantie service_après réclamation postventa garantía reclamac"
    ),
}
REVENUE_WORDS: Mapping[Tag, re.Pattern[str]] = {
    Tag.SUBSCRIPTION: _any(
        "subscri membership$ monthly_fee annual_fee abo$ abonn mitglied adhésion cotisation suscrip cuota saas"
    ),
    Tag.RENT: _any(
        "rent$ rents$ rental lease$ leases$ leasing hire$ miete vermiet verleih pacht loyer location_d alquil"
    ),
    Tag.LICENCE: _any("licen royalt lizenz redevance regalía"),
    Tag.BROKERAGE: _any(
        "commission$ commissions_(?:on|from) brokerage provision$(?!_of) vermittlung courtage comisi take_rate"
    ),
    Tag.ADVERTISING: _any("advertis sponsor werbe werbung publicit publicidad patrocin ads$"),
    Tag.USAGE_FEE: _any(
        "pay_per pay-per per_use usage per_hour per_transaction per_call per_kilometre per_km per_night per_trip toll$ tolls$ "
        "fee$ fees$ gebühr nutzungs à_l'usage par_heure tarifa por_uso por_hora"
    ),
    Tag.GRANT: _any(
        "grant$ grants$ subsid donation funding förder zuschuss spende subvention don$ dons$ subvención donaci"
    ),
    Tag.SALE: _any(
        "sale$ (?<!of_)sales$ sold$ sell price$ per_piece per_unit per_kg verkauf verkäuf stückpreis vente prix venta precio "
        "one-off"
    ),
}
# A sum for a thing, as in "€95 per child" and "bouquets at €19", and one that comes again.
_SUM = r"(?:[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|\$|£|eur|usd|gbp|chf|euros?)(?!\w))"
_PRICE_SHAPES: Mapping[Tag, re.Pattern[str]] = {
    Tag.SUBSCRIPTION: re.compile(
        rf"{_SUM}\s*(?:/\s?|(?:a|per|each|every|im|pro|je|par|al|por|cada)\s)(?:month|week|quarter|monat|woche|quartal|"
        r"mois|semaine|trimestre|mes|semana)\b",
        re.IGNORECASE,
    ),
    Tag.SALE: re.compile(
        rf"{_SUM}\s*(?:/\s?|(?:a|an|per|each|apiece|pro|je|par|por|la|le|cada)(?:\s|$))"
        r"(?!month|week|quarter|year|monat|woche|quartal|jahr|mois|semaine|trimestre|an\b|mes\b|semana|año|day|tag\b|jour)"
        rf"|\b(?:at|for|zu|für|à|a|por)\s{_SUM}",
        re.IGNORECASE,
    ),
}
COST_WORDS: Mapping[Tag, re.Pattern[str]] = {
    Tag.FIXED: _any(
        "rent$ wage salar staff insurance lease$ leases$ leasing depreciation licen fixed miete lohn löhne gehalt gehälter "
        "versicherung abschreib loyer salaire (?<!quality_)assurance amortissement alquiler salario sueldo nómina seguro "
        "amortizaci"
    ),
    Tag.VARIABLE: _any(
        _EACH
        + "variable commission raw_material material purchase_of transaction_fee freight shipping postage "
        "stück variabel rohstoff provision fracht matière materia_prima comisi"
    ),
}
# Words that say how a price comes about.
PRICING_WORDS = _any(
    _EACH
    + "a_month a_year a_week depends based_on negotiat auction tiered tiers$ flat_(?:rate|fee|price) flat-rate "
    "price_list list_price fixed_price bulk_(?:discount|price) discount by_volume volume_(?:discount|price) im_monat staffel "
    "verhandel pauschal rabatt preisliste listenpreis festpreis négocié négociation forfait remise prix_fixe tarifs$ barème "
    "negociad negociaci tarifa descuento precio_fijo lista_de_precios"
)
# What plainly costs much: vehicles, premises, machines, people by profession, work round the clock.
COSTLY_WORDS = _any(
    "van$ vans$ truck$ trucks$ lorry lorries fleet$ vehicles$ workboat ferry ferries helicopter crane$ cranes$ factory "
    "factories warehouse$ warehouses$ premises machinery round[-_]the[-_]clock 24/7 day_and_night engineers$ technicians$ "
    "drivers$ crew$ developers$ fahrzeug lieferwagen lkw fuhrpark fabrik lagerhalle werkhalle maschinen$ rund_um_die_uhr "
    "ingenieure fahrer$ fahrern$ techniker$ camion véhicule flotte$ usine entrepôt ingénieurs techniciens chauffeurs furgoneta "
    "vehículo flota$ fábrica almacén maquinaria ingenieros técnicos$ conductores"
)
# A business that lives on bringing two sides together.
TWO_SIDED_WORDS = _any(
    "two-sided marketplace matchmak brings_together (?:connect|match)(?:s|es|ing)?_(?:\\w+_){1,4}with_ "
    "vermittlungsplattform marktplatz place_de_marché mise_en_relation plateforme_d'intermédiation plataforma_de_intermediaci"
)

# A person of the customer's own, and nobody at all.
DEDICATED_WORDS = re.compile(
    r"\b(?:personal|own|dedicated|named)\s(?:adviser|advisor|manager|assistant|consultant|coach|contact)\b|\baccount manager\b|"
    r"\b(?:eigener?|persönlicher?|fester?)\s(?:berater|ansprechpartner|betreuer)\w*|"
    r"\b(?:conseiller|interlocuteur|référent)\w*\s(?:attitré|personnel|dédié|unique)\w*|"
    r"\b(?:asesor|gestor|consultor)\w*\s(?:propi|personal|dedicad)\w*",
    re.IGNORECASE,
)
NOBODY_WORDS = re.compile(
    r"\bchat\s?bots?\b[^.;]*\b(?:every|all|only|jede|alle|nur|toute?s?|tous|toda?s?|solo)\b|"
    r"\b(?:no staff|nobody|no one|niemand|aucun salarié|personne ne|nadie)\b[^.;]*"
    r"\b(?:reach\w*|answer\w*|speak\w*|erreichbar|joignable|répond\w*|hablar|atiende|plantilla)\b|"
    r"\brobot de discussion\b|\bself[- ]service only\b",
    re.IGNORECASE,
)


def tags_or_words(
    item: Item, tags: tuple[Tag, ...], words: Mapping[Tag, re.Pattern[str]]
) -> set[Tag]:
    """Returns which of the tags an item has; where it has none of them, those that its words tell."""
    own = {tag for tag in item.tags if tag in tags}
    return own or {tag for tag, pattern in words.items() if pattern.search(said(item))}


def revenue_types_of(item: Item) -> set[Tag]:
    """Returns which sorts of payment a stream is: by its tags, its words, or how its price is told."""
    told = tags_or_words(item, REVENUE_TYPES, REVENUE_WORDS)
    return told or tags_or_words(item, REVENUE_TYPES, _PRICE_SHAPES)


def said(item: Item) -> str:
    """Returns all that an item says of itself."""
    return f"{item.text} {item.description}"
