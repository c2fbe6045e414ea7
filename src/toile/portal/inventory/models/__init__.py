"""Where ads can stand: publishers and placements; exchanges, deals, sellers."""

from toile.portal.inventory.models.ads_txt import AdsTxt
from toile.portal.inventory.models.placement import (
    Placement,
    SupplyDay,
    new_placement_key,
)
from toile.portal.inventory.models.programmatic import Deal, Exchange
from toile.portal.inventory.models.publisher import Contact, Publisher

__all__ = [
    "AdsTxt",
    "Contact",
    "Deal",
    "Exchange",
    "Placement",
    "Publisher",
    "SupplyDay",
    "new_placement_key",
]
