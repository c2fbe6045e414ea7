"""Where ads can stand: publishers and placements; exchanges, deals, sellers."""

from toile.portal.inventory.models.ads_txt import OF_APPS, AdsTxt
from toile.portal.inventory.models.deal import Deal
from toile.portal.inventory.models.exchange import Exchange
from toile.portal.inventory.models.exchange_day import ExchangeDay
from toile.portal.inventory.models.placement import (
    Placement,
    SupplyDay,
    new_placement_key,
)
from toile.portal.inventory.models.publisher import Contact, Publisher
from toile.portal.inventory.models.terms import AuctionMargin, CurrencyRate

__all__ = [
    "OF_APPS",
    "AdsTxt",
    "AuctionMargin",
    "Contact",
    "CurrencyRate",
    "Deal",
    "Exchange",
    "ExchangeDay",
    "Placement",
    "Publisher",
    "SupplyDay",
    "new_placement_key",
]
