"""Who may open what of ``inventory``."""

import datetime

from django.conf import settings

from permission_rows import Given, Stage
from toile.ads.exchanges.price_crypt import PriceKeys
from toile.portal.inventory import services
from toile.portal.inventory.crawler import Answer

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
inventory:list         GET    in   403  403  403  403  403  403  403  403  403  403  403  200  200  403
inventory:placement    GET    in   403  403  403  403  403  403  403  403  403  403  403  200  200  403
inventory:add_placement GET operator
inventory:add_placement POST operator
inventory:change_placement GET operator
inventory:change_placement POST operator
inventory:switch_placement POST operator
inventory:publishers GET operator
inventory:publisher GET operator
inventory:add_publisher GET operator
inventory:add_publisher POST operator
inventory:change_publisher GET operator
inventory:change_publisher POST operator
inventory:add_contact POST operator
inventory:remove_contact POST operator
inventory:exchanges GET operator
inventory:add_exchange GET operator
inventory:add_exchange POST operator
inventory:exchange GET operator
inventory:switch_exchange POST operator
inventory:exchange_secret POST operator
inventory:price_keys POST operator
inventory:change_exchange GET operator
inventory:change_exchange POST operator
inventory:terms GET operator
inventory:terms POST operator
inventory:ads_txt GET operator
inventory:ads_txt_domain GET operator
inventory:read_ads_txt POST operator
inventory:sellers_json GET everyone
inventory:add_deal GET operator
inventory:add_deal POST operator
inventory:change_deal GET operator
inventory:change_deal POST operator
"""  # noqa: E501 - a table is read by its columns

DEEDS = {
    f"inventory:{deed}"
    for deed in (
        "add_placement",
        "change_placement",
        "switch_placement",
        "add_publisher",
        "change_publisher",
        "add_contact",
        "remove_contact",
        "add_exchange",
        "change_exchange",
        "switch_exchange",
        "exchange_secret",
        "price_keys",
        "terms",
        "add_deal",
        "change_deal",
        "read_ads_txt",
    )
}


def given(stage: Stage) -> Given:
    """A publisher with a contact, an exchange with a deal."""
    place, klox = stage.world.placement, stage.world.people.klox
    by, publisher = stage.world.people.users["klox"], place.publisher
    contact = services.add_contact(
        publisher, by, name="Nadia", email="nadia@inter.example"
    )
    exchange = services.add_exchange(
        klox, by, name="Equativ", slug="equativ", system="equativ.com"
    )
    keys = PriceKeys(b"e" * 32, b"i" * 32)
    services.set_price_keys(
        exchange,
        keys,
        klox,
        by,
        now=datetime.datetime.now(datetime.UTC),
        key_file=settings.TOILE.ads_keys,
    )
    domain = "radiofrance.example"
    body = b"equativ.com, 77, DIRECT\nowner.example, 1, BOTH\nOWNERDOMAIN=rf.example\n"
    address, now = f"https://{domain}/ads.txt", datetime.datetime.now(datetime.UTC)
    services.take_in(domain, address, Answer(body), now)
    deal = services.add_deal(
        exchange, [place], klox, by, code="EQ-1", name="Matinale", publisher=publisher
    )
    day = datetime.timedelta(days=1)
    tomorrow = (datetime.datetime.now(datetime.UTC) + day).date().isoformat()
    size = {"format": "insert", "width": "970", "height": "250", "sold_by": "tag"}
    market = {"name": "Xandr", "slug": "xandr", "version": "2.6"}
    market |= {"supply_chain": "ignore", "bills": "burl"}
    agreed = {"exchange": exchange.id, "code": "EQ-2", "name": "Soir"}
    agreed |= {"status": "active", "floor_micros": "4,50"}
    site = {"name": "Mediapart", "origins": "https://mediapart.example"}
    return {
        "inventory:placement": ((place.id,), {}),
        "inventory:add_placement": (
            (),
            {"publisher": publisher.id, "name": "Haut", **size},
        ),
        "inventory:change_placement": ((place.id,), {"name": "Haut", **size}),
        "inventory:switch_placement": ((place.id,), {"to": "paused"}),
        "inventory:publisher": ((publisher.id,), {}),
        "inventory:add_publisher": ((), site),
        "inventory:change_publisher": ((publisher.id,), site),
        "inventory:add_contact": (
            (publisher.id,),
            {"name": "Léo", "phone": "01 00 00 00 00"},
        ),
        "inventory:remove_contact": ((publisher.id, contact.id), {}),
        "inventory:add_exchange": ((), market),
        "inventory:change_exchange": ((exchange.id,), market),
        "inventory:exchange": ((exchange.id,), {}),
        "inventory:switch_exchange": ((exchange.id,), {"to": "paused"}),
        "inventory:exchange_secret": ((exchange.id,), {"to": "new"}),
        "inventory:price_keys": ((exchange.id,), {"to": "none"}),
        "inventory:terms": (
            (),
            {"what": "margin", "margin-percent": "15", "margin-starts_on": tomorrow},
        ),
        "inventory:ads_txt_domain": ((domain,), {}),
        "inventory:add_deal": ((), agreed),
        "inventory:change_deal": ((deal.id,), agreed),
    }
