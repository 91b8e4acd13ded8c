"""What people call the blocks in four languages, and what is none of them."""

from __future__ import annotations

import time

import pytest

from canvasai.canvas.block_names import find_block, nearest_block
from canvasai.canvas.blocks import Block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("Customer Segments", Block.CUSTOMER_SEGMENTS),
        ("Kundensegmente", Block.CUSTOMER_SEGMENTS),
        ("Segments de clientèle", Block.CUSTOMER_SEGMENTS),
        ("SEGMENTOS DE CLIENTES", Block.CUSTOMER_SEGMENTS),
        ("Unsere Kunden", Block.CUSTOMER_SEGMENTS),
        ("Propuesta de valor", Block.VALUE_PROPOSITIONS),
        ("Wertversprechen", Block.VALUE_PROPOSITIONS),
        ("Offre de valeur", Block.VALUE_PROPOSITIONS),
        ("Kanäle", Block.CHANNELS),
        ("Kanaele", Block.CHANNELS),
        ("Canaux de distribution", Block.CHANNELS),
        ("Canales", Block.CHANNELS),
        ("Relations avec les clients", Block.CUSTOMER_RELATIONSHIPS),
        ("Relación con los clientes", Block.CUSTOMER_RELATIONSHIPS),
        ("Kunden-Beziehungen", Block.CUSTOMER_RELATIONSHIPS),
        ("Revenues", Block.REVENUE_STREAMS),
        ("Einnahmequellen", Block.REVENUE_STREAMS),
        ("Sources de revenus", Block.REVENUE_STREAMS),
        ("Fuentes de ingresos", Block.REVENUE_STREAMS),
        ("Schluesselressourcen", Block.KEY_RESOURCES),
        ("Ressources clés", Block.KEY_RESOURCES),
        ("Recursos clave", Block.KEY_RESOURCES),
        ("keyActivities", Block.KEY_ACTIVITIES),
        ("Schlüsselaktivitäten", Block.KEY_ACTIVITIES),
        ("Activités clés", Block.KEY_ACTIVITIES),
        ("Key Partners", Block.KEY_PARTNERSHIPS),
        ("Partenaires clés", Block.KEY_PARTNERSHIPS),
        ("Socios clave", Block.KEY_PARTNERSHIPS),
        ("costs", Block.COST_STRUCTURE),
        ("Structure des coûts", Block.COST_STRUCTURE),
        ("Estructura de costes", Block.COST_STRUCTURE),
        ("1. Kostenstruktur:", Block.COST_STRUCTURE),
        ("🚚 Channels", Block.CHANNELS),
        ("Kanäle / Channels", Block.CHANNELS),
        ("Cost structure (what we pay)", Block.COST_STRUCTURE),
    ],
)
def test_names_that_people_use(text: str, block: Block) -> None:
    assert find_block(text) is block


@pytest.mark.parametrize("block", list(Block))
def test_every_block_is_found_by_its_own_names(block: Block) -> None:
    for name in (block.value, block.title, block.prefix, block.prefix.upper()):
        assert find_block(name) is block


@pytest.mark.parametrize(
    "text",
    ["", " ", "3", "the", "Problem", "客户", "Channels / Costs", "Our customers love the barn"],
)
def test_what_names_no_block(text: str) -> None:
    assert find_block(text) is None


def test_the_nearest_block_of_a_slip() -> None:
    assert nearest_block("Chanels") == "Channels"
    assert nearest_block("Kundensegmnte") == "Customer segments"
    assert nearest_block("Estructura de cotses") == "Cost structure"
    assert nearest_block("Weather") is None
    assert nearest_block("") is None


def test_a_long_text_costs_no_time() -> None:
    start = time.perf_counter()
    assert find_block("channels (" * 100_000) is None
    assert nearest_block("channels (" * 100_000) is None
    assert time.perf_counter() - start < 1
