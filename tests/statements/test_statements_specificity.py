"""What could stand in any company's plan, forms left unfilled, and headings that name a block."""

from __future__ import annotations

import pytest

from canvasai.canvas.blocks import Block
from canvasai.statements.headings import block_above, block_of_heading
from canvasai.statements.specificity import has_placeholder, is_tautology, specificity


@pytest.mark.parametrize(
    "text",
    [
        "Customer loyalty: loyalty of the customers",
        "**Value creation**: creation of value",
        "Cost control: control of costs and cost optimization",
        "Partner management: management of partners and partner engagement",
        "Market reach: reach of the market and expansion",
        "Core team: team of leaders",
        "Delivery: delivery",
    ],
)
def test_tautologies(text):
    assert is_tautology(text)


@pytest.mark.parametrize(
    "text",
    [
        "Growth",
        "Price: 9 €",
        "Customers: dairy farms",
        "Growth: growth of 12 %",
        "Rent: rent of barrels to dairy farms",
        "Partner management: Lund looks after the depots in Kolm",
        "Milk quality: quality of the milk from 40 goats",
        "Revenue growth: rent of barrels",
        "We rent barrels.",
    ],
)
def test_no_tautologies(text):
    assert not is_tautology(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Name] leads",
        "[Your company] rents",
        "[insert price]",
        "[Team Lead] - [Email]",
        "<insert name>",
        "<company>",
        "{{price}}",
        "${price}",
        "Price: TBD",
        "Price: XXX",
        "Customer: ______",
        "Customer: ........",
        "To be determined",
        "Preis: noch offen",
        "Prix : à compléter",
        "Precio: por definir",
    ],
)
def test_placeholders(text):
    assert has_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Price list](prices.md)",
        "See [Lund](https://lund.example).",
        "- [x] Wash barrels",
        "- [ ] Wash barrels",
        "[X] Wash barrels",
        "Barrels hold 50 l [1], pumps [12].",
        "We wait... and wait.",
        "Write to <info@lund.example>.",
        "A <b>blue</b> barrel for $5",
    ],
)
def test_no_placeholders(text):
    assert not has_placeholder(text)


def test_specificity_grows_with_what_is_named():
    texts = [
        "Achieve revenue growth and customer satisfaction",
        "Deliver value to farms",
        "Rent barrels to dairy farms",
        "Rent 40 barrels to dairy farms in Kolm",
    ]
    found = [specificity(text) for text in texts]
    assert found == sorted(found)
    assert found[0] == 0.0
    assert found[0] < found[1] < found[2] < found[3] == 1.0


@pytest.mark.parametrize(
    "text", ["", "...", "the", "Growth", "x" * 5000, "Zwölf Höfe mieten Fässer"]
)
def test_specificity_is_a_share(text):
    assert 0.0 <= specificity(text) <= 1.0


@pytest.mark.parametrize(
    ("title", "block"),
    [
        ("Customers", Block.CUSTOMER_SEGMENTS),
        ("Zielgruppen", Block.CUSTOMER_SEGMENTS),
        ("Propositions de valeur", Block.VALUE_PROPOSITIONS),
        ("**Channels**", Block.CHANNELS),
        ("Kanäle", Block.CHANNELS),
        ("Relaciones con los clientes", Block.CUSTOMER_RELATIONSHIPS),
        ("3. Pricing", Block.REVENUE_STREAMS),
        ("Our prices", Block.REVENUE_STREAMS),
        ("Ressourcen", Block.KEY_RESOURCES),
        ("What we do", Block.KEY_ACTIVITIES),
        ("Partners & suppliers", Block.KEY_PARTNERSHIPS),
        ("Cost structure:", Block.COST_STRUCTURE),
        ("Coûts", Block.COST_STRUCTURE),
        # two blocks, or none
        ("Customers and channels", None),
        ("Pricing and costs", None),
        ("Partners, costs", None),
        ("What we do not do", None),
        ("Risks", None),
        ("", None),
    ],
)
def test_headings_that_name_a_block(title, block):
    assert block_of_heading(title) is block


def test_the_nearest_telling_heading_names_the_block():
    assert block_above(("Costs", "Partners", "Kolm")) is Block.KEY_PARTNERSHIPS
    assert block_above(("Plan", "Kolm")) is None
    assert block_above(()) is None
