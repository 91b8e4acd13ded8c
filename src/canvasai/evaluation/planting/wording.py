"""Texts of planted defects, in the four languages of canvases."""

from __future__ import annotations

from canvasai.canvas.blocks import Block

TEST = {
    "en": "Ask ten of those concerned within a month; it holds if seven confirm it in writing",
    "de": "Binnen eines Monats zehn Betroffene fragen; bestätigt, wenn sieben es schriftlich zusagen",
    "fr": "Interroger dix personnes concernées sous un mois ; validé si sept le confirment par écrit",
    "es": "Preguntar a diez personas afectadas en un mes; vale si siete lo confirman por escrito",
}
REASON = {
    "en": "No document of the business says so",
    "de": "Kein Dokument des Betriebs sagt das",
    "fr": "Aucun document de l'entreprise ne le dit",
    "es": "Ningún documento de la empresa lo dice",
}

_V, _H, _R = Block.VALUE_PROPOSITIONS, Block.CHANNELS, Block.CUSTOMER_RELATIONSHIPS
_S, _A, _P = Block.KEY_RESOURCES, Block.KEY_ACTIVITIES, Block.KEY_PARTNERSHIPS
# Bare nouns, two for each block; and the same with an adjective that everybody would use.
BARE: dict[str, dict[Block, tuple[str, str]]] = {
    "en": {
        _V: ("Products", "Quality"),
        _H: ("Marketing", "Website"),
        _R: ("Service", "Support"),
        _S: ("Staff", "Equipment"),
        _A: ("Production", "Sales"),
        _P: ("Suppliers", "Partners"),
    },
    "de": {
        _V: ("Produkte", "Qualität"),
        _H: ("Marketing", "Webseite"),
        _R: ("Service", "Betreuung"),
        _S: ("Personal", "Ausstattung"),
        _A: ("Produktion", "Vertrieb"),
        _P: ("Lieferanten", "Partner"),
    },
    "fr": {
        _V: ("Produits", "Qualité"),
        _H: ("Marketing", "Site web"),
        _R: ("Service", "Assistance"),
        _S: ("Personnel", "Matériel"),
        _A: ("Production", "Ventes"),
        _P: ("Fournisseurs", "Partenaires"),
    },
    "es": {
        _V: ("Productos", "Calidad"),
        _H: ("Marketing", "Página web"),
        _R: ("Servicio", "Soporte"),
        _S: ("Personal", "Equipamiento"),
        _A: ("Producción", "Ventas"),
        _P: ("Proveedores", "Socios"),
    },
}
PRAISE: dict[str, dict[Block, str]] = {
    "en": {
        _V: "High-quality products",
        _H: "Effective marketing",
        _R: "Excellent customer service",
        _S: "Modern technology",
        _A: "Efficient processes",
        _P: "Strong partners",
    },
    "de": {
        _V: "Hochwertige Produkte",
        _H: "Wirksames Marketing",
        _R: "Ausgezeichneter Kundenservice",
        _S: "Moderne Technik",
        _A: "Effiziente Prozesse",
        _P: "Starke Partner",
    },
    "fr": {
        _V: "Des produits de qualité",
        _H: "Un marketing efficace",
        _R: "Un excellent service client",
        _S: "Une technologie moderne",
        _A: "Des processus efficaces",
        _P: "Des partenaires solides",
    },
    "es": {
        _V: "Productos de calidad",
        _H: "Marketing eficaz",
        _R: "Excelente atención al cliente",
        _S: "Tecnología moderna",
        _A: "Procesos eficientes",
        _P: "Socios sólidos",
    },
}
AND = {"en": "and", "de": "und", "fr": "et", "es": "y"}

EVERYONE = {
    "en": ("Everyone", "Anyone who needs it", "The general public"),
    "de": ("Alle", "Jeder, der Bedarf hat", "Die Allgemeinheit"),
    "fr": ("Tout le monde", "Toute personne intéressée", "Le grand public"),
    "es": ("Todo el mundo", "Cualquier persona interesada", "El público en general"),
}
COMPANIES = {
    "en": ("Companies", "SMEs", "Businesses of all sizes"),
    "de": ("Unternehmen", "KMU", "Firmen jeder Größe"),
    "fr": ("Les entreprises", "Les PME", "Des entreprises de toute taille"),
    "es": ("Empresas", "Las pymes", "Empresas de cualquier tamaño"),
}
USERS = {
    "en": ("Users", "Customers", "Consumers and clients"),
    "de": ("Nutzer", "Kunden", "Verbraucher und Anwender"),
    "fr": ("Les utilisateurs", "Les clients", "Les consommateurs et usagers"),
    "es": ("Usuarios", "Clientes", "Consumidores y usuarios"),
}

TAUTOLOGY: dict[str, dict[Block, str]] = {
    "en": {
        _V: "Customer value: creation of value for customers",
        _H: "Channel optimization: optimization of channels",
        _R: "Relationship management: management of relationships",
        _S: "Resource planning: planning of resources",
        _A: "Process improvement: improvement of processes",
        _P: "Partner network: network of partners",
    },
    "de": {
        _V: "Kundennutzen: Nutzen für Kunden",
        _H: "Kanaloptimierung: Optimierung der Kanäle",
        _R: "Kundenbindung: Bindung der Kunden",
        _S: "Ressourcenplanung: Planung der Ressourcen",
        _A: "Prozessverbesserung: Verbesserung der Prozesse",
        _P: "Partnernetzwerk: Netzwerk von Partnern",
    },
    "fr": {
        _V: "Valeur client : création de valeur pour le client",
        _H: "Optimisation des canaux : canaux optimisés",
        _R: "Gestion de la relation : relation bien gérée",
        _S: "Planification des ressources : ressources planifiées",
        _A: "Amélioration des processus : processus améliorés",
        _P: "Réseau de partenaires : partenaires en réseau",
    },
    "es": {
        _V: "Valor para el cliente: creación de valor para el cliente",
        _H: "Optimización de canales: canales optimizados",
        _R: "Gestión de relaciones: relaciones gestionadas",
        _S: "Planificación de recursos: recursos planificados",
        _A: "Mejora de procesos: procesos mejorados",
        _P: "Red de socios: socios en red",
    },
}
BRACKETS: dict[str, dict[Block, str]] = {
    "en": {
        _V: "[Describe your offer]",
        _H: "[Name of channel]",
        _R: "[Type of relationship]",
        _S: "[Name of resource]",
        _A: "[Insert activity]",
        _P: "[Name of partner], [Name of partner]",
    },
    "de": {
        _V: "[Angebot beschreiben]",
        _H: "[Name des Kanals]",
        _R: "[Art der Beziehung]",
        _S: "[Name der Ressource]",
        _A: "[Tätigkeit einfügen]",
        _P: "[Name des Partners], [Name des Partners]",
    },
    "fr": {
        _V: "[Décrire votre offre]",
        _H: "[Nom du canal]",
        _R: "[Type de relation]",
        _S: "[Nom de la ressource]",
        _A: "[Insérer une activité]",
        _P: "[Nom du partenaire], [Nom du partenaire]",
    },
    "es": {
        _V: "[Describa su oferta]",
        _H: "[Nombre del canal]",
        _R: "[Tipo de relación]",
        _S: "[Nombre del recurso]",
        _A: "[Insertar actividad]",
        _P: "[Nombre del socio], [Nombre del socio]",
    },
}
OPEN = {
    "en": ("TBD", "To be defined with the team"),
    "de": ("TBD", "Noch offen"),
    "fr": ("À définir", "À compléter avec l'équipe"),
    "es": ("Por definir", "Por completar con el equipo"),
}
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit"
# What stands for a test and tests nothing.
HOLLOW_TEST = {
    "en": ("To be validated", "We will look into it later"),
    "de": ("Muss noch validiert werden", "Wird später geprüft"),
    "fr": ("À valider plus tard", "Nous verrons bien"),
    "es": ("Pendiente de validar", "Ya se verá más adelante"),
}
