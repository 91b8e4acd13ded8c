"""Whole lines of planted defects, in the four languages of canvases."""

from __future__ import annotations

# Two lines that the canvas does not link to anything else: a channel, and what it costs.
ISLAND = {
    "en": (
        "Stand at the Whitmarsh wine fair on two days in June",
        "Hire of the stand at the Whitmarsh wine fair",
    ),
    "de": (
        "Stand auf dem Weinmarkt in Wittmarsch an zwei Tagen im Juni",
        "Standmiete auf dem Weinmarkt in Wittmarsch",
    ),
    "fr": (
        "Stand à la foire aux vins de Vitmarche pendant deux jours en juin",
        "Location du stand à la foire aux vins de Vitmarche",
    ),
    "es": (
        "Puesto en la feria del vino de Vitmarca durante dos días de junio",
        "Alquiler del puesto en la feria del vino de Vitmarca",
    ),
}
LONELY_CHANNEL = {
    "en": "Film of three minutes about the founders, shown in the Odal cinema before the main film",
    "de": "Film von drei Minuten über die Gründer, gezeigt im Kino Odal vor dem Hauptfilm",
    "fr": "Film de trois minutes sur les fondateurs, projeté au cinéma Odal avant la séance",
    "es": "Película de tres minutos sobre los fundadores, proyectada en el cine Odal antes de la sesión",
}
LONELY_RELATIONSHIP = {
    "en": "Birthday letter written by hand and signed by the whole team",
    "de": "Handgeschriebener Geburtstagsbrief mit den Unterschriften aller",
    "fr": "Lettre d'anniversaire écrite à la main et signée par toute l'équipe",
    "es": "Carta de cumpleaños escrita a mano y firmada por todo el equipo",
}
HERITAGE = {
    "en": "An old way of working is kept alive for those who come after",
    "de": "Eine alte Arbeitsweise bleibt für die Nachwelt lebendig",
    "fr": "Un savoir-faire ancien reste vivant pour ceux qui viendront",
    "es": "Una forma antigua de trabajar sigue viva para los que vengan",
}
IDLE_RESOURCE = {
    "en": "Recording studio of 45 square metres, left over from an earlier line of work",
    "de": "Tonstudio von 45 Quadratmetern, übrig aus einem früheren Geschäft",
    "fr": "Studio d'enregistrement de 45 mètres carrés, resté d'une ancienne activité",
    "es": "Estudio de grabación de 45 metros cuadrados, resto de una actividad anterior",
}
OPEN_PAIN = {
    "en": "Nobody answers the telephone on a Sunday, when most goes wrong",
    "de": "Am Sonntag, wenn das meiste schiefgeht, nimmt niemand ab",
    "fr": "Le dimanche, quand tout se dérègle, personne ne répond au téléphone",
    "es": "El domingo, cuando más cosas fallan, nadie contesta el teléfono",
}
# Offers that point every way but one.
SCATTERED = {
    "en": (
        "Offices have breakfast on the table at half past seven without fetching it",
        "Children come home from a week of holidays with a chair that they built",
        "A visitor leaves a hired bicycle at any railway station of the county",
        "A gift arrives the next morning, wrapped and with a card in your hand",
        "A firm has portraits of its whole team before the newsletter goes out",
        "Neighbours drill a hole tonight without owning a drill",
    ),
    "de": (
        "Büros haben um halb acht das Frühstück auf dem Tisch, ohne es zu holen",
        "Kinder kommen aus der Ferienwoche mit einem selbst gebauten Stuhl heim",
        "Gäste geben das gemietete Rad an jedem Bahnhof des Kreises ab",
        "Ein Geschenk kommt am nächsten Morgen verpackt und mit Karte an",
        "Firmen haben Porträts der ganzen Mannschaft vor dem nächsten Rundbrief",
        "Nachbarn bohren heute Abend ein Loch, ohne eine Bohrmaschine zu besitzen",
    ),
    "fr": (
        "Les bureaux ont le petit déjeuner sur la table à sept heures et demie",
        "Les enfants rentrent de vacances avec une chaise qu'ils ont construite",
        "Le visiteur rend le vélo loué dans n'importe quelle gare du département",
        "Un cadeau arrive emballé le lendemain matin avec une carte manuscrite",
        "L'entreprise a les portraits de toute l'équipe avant sa lettre mensuelle",
        "Le voisin perce un trou ce soir sans posséder de perceuse",
    ),
    "es": (
        "Las oficinas tienen el desayuno en la mesa a las siete y media",
        "Los niños vuelven de vacaciones con una silla hecha por ellos",
        "El visitante deja la bicicleta alquilada en cualquier estación",
        "Un regalo llega envuelto a la mañana siguiente con una tarjeta a mano",
        "La empresa tiene retratos de todo el equipo antes de su boletín",
        "El vecino hace un agujero esta noche sin tener taladro",
    ),
}
# What nobody would discuss for longer than it takes to read it.
TINY_COSTS = {
    "en": (
        "Two boxes of printer paper",
        "Coffee filters for the kitchen",
        "A light bulb over the side door",
        "Hand soap for the washroom",
        "Stamps for five letters",
        "A pair of scissors for the desk",
        "Batteries of the wall clock",
        "One more key to the cellar",
        "A pack of ten dish cloths",
        "A pot plant for the entrance",
        "Ink for the label printer",
        "Two rolls of parcel string",
        "A bottle of window cleaner",
        "A new lid for the dustbin",
    ),
    "de": (
        "Zwei Kartons Druckerpapier",
        "Kaffeefilter für die Küche",
        "Eine Glühbirne über der Seitentür",
        "Handseife für den Waschraum",
        "Briefmarken für fünf Briefe",
        "Eine Schere für den Schreibtisch",
        "Batterien der Wanduhr",
        "Ein weiterer Kellerschlüssel",
        "Zehn Spültücher im Paket",
        "Eine Topfpflanze für den Eingang",
        "Tinte für den Etikettendrucker",
        "Zwei Rollen Paketschnur",
        "Eine Flasche Fensterreiniger",
        "Ein neuer Deckel für die Mülltonne",
    ),
    "fr": (
        "Deux cartons de papier à imprimer",
        "Des filtres à café pour la cuisine",
        "Une ampoule au-dessus de la petite porte",
        "Du savon pour le lavabo",
        "Des timbres pour cinq lettres",
        "Une paire de ciseaux pour le bureau",
        "Les piles de la pendule",
        "Un double de la clé de la cave",
        "Un paquet de dix torchons",
        "Une plante en pot pour l'entrée",
        "De l'encre pour les étiquettes",
        "Deux rouleaux de ficelle",
        "Une bouteille de produit à vitres",
        "Un couvercle neuf pour la poubelle",
    ),
    "es": (
        "Dos cajas de papel de impresora",
        "Filtros de café para la cocina",
        "Una bombilla sobre la puerta lateral",
        "Jabón de manos para el aseo",
        "Sellos para cinco cartas",
        "Unas tijeras para el escritorio",
        "Las pilas del reloj de pared",
        "Otra llave del sótano",
        "Un paquete de diez paños",
        "Una maceta para la entrada",
        "Tinta para las etiquetas",
        "Dos rollos de cordel",
        "Una botella de limpiacristales",
        "Una tapa nueva para el cubo",
    ),
}
# Lines that belong to another block than the one that they are put into.
REVENUE_AS_COST = {
    "en": "Customers pay us a monthly fee for the extended warranty",
    "de": "Kunden zahlen uns eine monatliche Gebühr für die verlängerte Garantie",
    "fr": "Les clients nous paient une redevance mensuelle pour la garantie prolongée",
    "es": "Los clientes nos pagan una cuota mensual por la garantía ampliada",
}
SEGMENT_AS_PARTNER = {
    "en": "Families with two or more children who buy from us every month",
    "de": "Familien mit zwei oder mehr Kindern, die jeden Monat bei uns kaufen",
    "fr": "Familles de deux enfants ou plus qui achètent chez nous chaque mois",
    "es": "Familias con dos o más hijos que nos compran cada mes",
}
COST_AS_REVENUE = {
    "en": "Lease of two delivery vans that we pay to Corvell Fleet each month",
    "de": "Leasing von zwei Lieferwagen, das wir jeden Monat an Corvell zahlen",
    "fr": "Location de deux camionnettes que nous payons chaque mois à Corvell",
    "es": "Alquiler de dos furgonetas que pagamos cada mes a Corvell",
}
CHANNEL_AS_RESOURCE = {
    "en": "Shop window and counter where customers look, order and pay",
    "de": "Schaufenster und Theke, wo Kunden schauen, bestellen und zahlen",
    "fr": "Vitrine et comptoir où les clients regardent, commandent et paient",
    "es": "Escaparate y mostrador donde los clientes miran, piden y pagan",
}
# Neutral: an activity that any business may have, and a note.
CALL_FIVE = {
    "en": "Call five customers each quarter, ask why they stay, and keep the answers in one list",
    "de": "Jedes Quartal fünf Kunden anrufen, nach dem Grund ihres Bleibens fragen, alles notieren",
    "fr": "Appeler cinq clients par trimestre, demander pourquoi ils restent et noter les réponses",
    "es": "Llamar a cinco clientes por trimestre, preguntar por qué siguen y anotar las respuestas",
}
NOTE = {
    "en": "Read once more by a second pair of eyes.",
    "de": "Von einem zweiten Augenpaar noch einmal gelesen.",
    "fr": "Relu par une deuxième paire d'yeux.",
    "es": "Leído otra vez por un segundo par de ojos.",
}
NAME = {
    "en": "The business model of {name}",
    "de": "Das Geschäftsmodell von {name}",
    "fr": "Le modèle d'affaires de {name}",
    "es": "El modelo de negocio de {name}",
}
