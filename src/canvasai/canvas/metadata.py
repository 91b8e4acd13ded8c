"""What a canvas says of itself, and what its items must keep to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from canvasai.canvas.quantity import Quantity


class Portfolio(StrEnum):
    """Whether the model is still searched for or already carried out.

    After Osterwalder et al., *The Invincible Company*; the names are BMML's.
    """

    EXPLORE = "explore"
    EXPLOIT = "exploit"


# The stages of each portfolio, in their order; "transfer" stands between the two.
STAGES: dict[Portfolio, tuple[str, ...]] = {
    Portfolio.EXPLORE: ("ideation", "discovery", "validation", "acceleration", "transfer"),
    Portfolio.EXPLOIT: ("improve", "grow", "sustain", "retire", "transfer"),
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a canvas says of itself; "" and () where it does not say.

    Attributes:
        tagline: the business in one line.
        status: such as "draft" or "approved".
        category: such as "businessmodel".
        dated, updated: ISO 8601 days, months or years.
        related: documents that belong to it.
        sources: documents that it was made from.
        history: what was changed and when, one line each.
        portfolio, stage: where the model stands; a stage of that portfolio.
        derived_from: the canvas that it is a next version of.
    """

    tagline: str = ""
    status: str = ""
    category: str = ""
    dated: str = ""
    updated: str = ""
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    portfolio: Portfolio | None = None
    stage: str = ""
    derived_from: str = ""

    def __post_init__(self) -> None:
        if self.stage and (self.portfolio is None or self.stage not in STAGES[self.portfolio]):
            raise ValueError(f"{self.stage!r} is no stage of the portfolio {self.portfolio!r}.")


class ConstraintKind(StrEnum):
    """What sort of limit the items must keep to."""

    MARKET = "market"
    RESOURCES = "resources"
    REGULATION = "regulation"
    BUDGET = "budget"
    TIME = "time"
    COMPETITION = "competition"
    PARTNER_AGREEMENT = "partner_agreement"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A limit that items must keep to.

    Attributes:
        kind: what sort it is.
        text: what it says.
        items: ids of the items that it touches; () for the whole canvas.
        limit: the most that the touched items may come to together, or None.
        by: the day, month or year by which something must be so, ISO 8601, or "".
    """

    kind: ConstraintKind
    text: str
    items: tuple[str, ...] = ()
    limit: Quantity | None = None
    by: str = ""
