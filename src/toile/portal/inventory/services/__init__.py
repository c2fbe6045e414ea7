"""All changes to the inventory; nothing else writes its tables."""

from toile.portal.inventory.services.ads_txt import READ_ADS_TXT, read_all, take_in
from toile.portal.inventory.services.deals import add_deal, change_deal
from toile.portal.inventory.services.exchanges import (
    add_exchange,
    change_exchange,
    remove_price_keys,
    remove_secret,
    renew_secret,
    set_exchange_active,
    set_price_keys,
    set_secret,
)
from toile.portal.inventory.services.figures import (
    Bought,
    ExchangeCounts,
    put_exchange_day,
)
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
from toile.portal.inventory.services.terms import (
    set_advertiser,
    set_margin,
    set_rate,
)

__all__ = [
    "READ_ADS_TXT",
    "Bought",
    "ExchangeCounts",
    "add_contact",
    "add_deal",
    "add_exchange",
    "add_placement",
    "add_publisher",
    "change_deal",
    "change_exchange",
    "change_placement",
    "change_publisher",
    "put_exchange_day",
    "put_supply",
    "read_all",
    "remove_contact",
    "remove_price_keys",
    "remove_secret",
    "renew_secret",
    "set_active",
    "set_advertiser",
    "set_exchange_active",
    "set_margin",
    "set_price_keys",
    "set_rate",
    "set_secret",
    "take_in",
]
