"""Which token may call what of ``inventory``."""

from api_rows import ApiGiven
from permission_rows import Stage
from toile.portal.inventory import services
from toile.portal.inventory.models import Exchange

TABLE = """
operation           audience
list_publishers     operator_and_publishers
list_placements     operator_publishers_and_distributors
add_publisher       operator
add_placement       operator
list_exchanges      operator
get_exchange        operator
change_exchange     operator
list_deals          operator
add_deal            operator
change_deal         operator
"""


def given(stage: Stage) -> ApiGiven:
    """France Inter, with one more place; an exchange with a deal."""
    people = stage.world.people
    klox, by = people.klox, people.users["klox"]
    exchange = Exchange.objects.filter(slug="equativ").first()
    if exchange is None:
        exchange = services.add_exchange(klox, by, name="Equativ", slug="equativ")
    deal = services.add_deal(exchange, [], klox, by, code="API-1", name="Matinale")
    place = {
        "publisher": stage.world.placement.publisher_id,
        "name": "Pop-up",
        "format": "popup",
        "width": 640,
        "height": 480,
    }
    return {
        "add_publisher": ({}, {"name": "FIP", "origins": ["https://fip.example"]}),
        "add_placement": ({}, place),
        "get_exchange": ({"exchange_id": exchange.id}, None),
        "change_exchange": (
            {"exchange_id": exchange.id},
            {"seat": "toile", "secret": "s" * 43},
        ),
        "add_deal": (
            {},
            {"exchange": exchange.id, "code": "API-2", "name": "Soir"},
        ),
        "change_deal": ({"deal_id": deal.id}, {"status": "paused"}),
    }
