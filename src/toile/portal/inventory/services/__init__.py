"""All changes to the inventory; nothing else writes its tables."""

from toile.portal.inventory.services.ads_txt import READ_ADS_TXT, read_all, take_in
from toile.portal.inventory.services.inventory import (
    add_contact,
    add_placement,
    add_publisher,
    change_placement,
    change_publisher,
    put_supply,
    remove_contact,
    set_active,
)
from toile.portal.inventory.services.programmatic import (
    add_deal,
    add_exchange,
    change_deal,
    change_exchange,
)

__all__ = [
    "READ_ADS_TXT",
    "add_contact",
    "add_deal",
    "add_exchange",
    "add_placement",
    "add_publisher",
    "change_deal",
    "change_exchange",
    "change_placement",
    "change_publisher",
    "put_supply",
    "read_all",
    "remove_contact",
    "set_active",
    "take_in",
]
