"""Parts of lines that operators put together, in the four languages of canvases."""

from __future__ import annotations

VAGUE_INCOME = {
    "en": "Income from our regular business with customers",
    "de": "Einnahmen aus dem laufenden Geschäft mit Kunden",
    "fr": "Recettes de notre activité courante avec les clients",
    "es": "Ingresos de nuestra actividad habitual con clientes",
}
ADVISER = {
    "en": "A personal adviser for each, {hours} hours a month",
    "de": "Ein eigener Berater für jeden, {hours} Stunden im Monat",
    "fr": "Un conseiller attitré pour chacun, {hours} heures par mois",
    "es": "Un asesor propio para cada uno, {hours} horas al mes",
}
DAY_AND_NIGHT = {
    "en": "A personal adviser for each, on call day and night",
    "de": "Ein persönlicher Berater für jeden, Tag und Nacht erreichbar",
    "fr": "Un conseiller personnel pour chacun, joignable jour et nuit",
    "es": "Un asesor personal para cada uno, localizable día y noche",
}
CHATBOT = {
    "en": "A chatbot answers every question, nobody of the staff can be reached",
    "de": "Ein Chatbot beantwortet jede Frage, vom Personal ist niemand erreichbar",
    "fr": "Un robot de discussion répond à toute question, aucun salarié n'est joignable",
    "es": "Un chatbot responde a toda pregunta, no se puede hablar con nadie de la plantilla",
}
EACH_SALE = {
    "en": "{text}, {cost} for each sale",
    "de": "{text}, {cost} für jeden Verkauf",
    "fr": "{text}, {cost} pour chaque vente",
    "es": "{text}, {cost} por cada venta",
}
LOAN = {
    "en": "Interest and repayment of the building loan, {cost} a year",
    "de": "Zins und Tilgung des Baukredits, {cost} im Jahr",
    "fr": "Intérêts et remboursement du prêt immobilier, {cost} par an",
    "es": "Intereses y devolución del préstamo del edificio, {cost} al año",
}
SHARE_OF_ALL = {
    "en": "{text}, {share} % of all that we need",
    "de": "{text}, {share} % des gesamten Bedarfs",
    "fr": "{text}, {share} % de tous nos besoins",
    "es": "{text}, {share} % de todo lo que necesitamos",
}
FROM_2029 = {
    "en": "{text}, from May 2029",
    "de": "{text}, ab Mai 2029",
    "fr": "{text}, à partir de mai 2029",
    "es": "{text}, a partir de mayo de 2029",
}
WE_AIM = {
    "en": "We aim to offer this soon: {text}",
    "de": "Wir wollen das bald anbieten: {text}",
    "fr": "Nous voulons bientôt proposer ceci : {text}",
    "es": "Queremos ofrecer esto pronto: {text}",
}
SINCE_2015 = {
    "en": "{text}, every week since 2015",
    "de": "{text}, seit 2015 jede Woche",
    "fr": "{text}, chaque semaine depuis 2015",
    "es": "{text}, cada semana desde 2015",
}
LATER_DATE = {
    "en": "May 2031",
    "de": "Mai 2031",
    "fr": "mai 2031",
    "es": "mayo de 2031",
}
# A later document that gives another figure.
LATER_NOTE = {
    "en": "# Note\n\nDate: 2 April 2026\n\nSince yesterday other figures hold: {quote}. "
    "The figures of before no longer apply.\n",
    "de": "# Notiz\n\nDatum: 2. April 2026\n\nSeit gestern gelten andere Zahlen: {quote}. "
    "Die Zahlen von vorher gelten nicht mehr.\n",
    "fr": "# Note\n\nDate : 2 avril 2026\n\nDepuis hier d'autres chiffres sont valables : {quote}. "
    "Les chiffres d'avant ne valent plus.\n",
    "es": "# Nota\n\nFecha: 2 de abril de 2026\n\nDesde ayer valen otras cifras: {quote}. "
    "Las cifras de antes ya no valen.\n",
}
# Periods that are mistaken for each other.
PERIODS = {
    "en": (("a month", "a year"), ("a year", "a month")),
    "de": (("im Monat", "im Jahr"), ("im Jahr", "im Monat")),
    "fr": (("par mois", "par an"), ("par an", "par mois")),
    "es": (("al mes", "al año"), ("al año", "al mes")),
}
# The same once more, in other words.
AGAIN = {
    "en": "{last}: {first}",
    "de": "{last}: {first}",
    "fr": "{last} : {first}",
    "es": "{last}: {first}",
}
