"""Where ads can stand: publishers and placements; exchanges and their deals."""

from toile.portal.inventory.models.placement import (
    Placement,
    SupplyDay,
    new_placement_key,
)
from toile.portal.inventory.models.programmatic import Deal, Exchange
from toile.portal.inventory.models.publisher import Contact, Publisher

__all__ = [
    "Contact",
    "Deal",
    "Exchange",
    "Placement",
    "Publisher",
    "SupplyDay",
    "new_placement_key",
]
