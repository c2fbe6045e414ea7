"""The inventory."""

from django.urls import path

from toile.portal.inventory.views import (
    deals,
    exchanges,
    placements,
    publishers,
    sellers,
    terms,
)

app_name = "inventory"

_PLACE = "emplacements/<str:placement_id>/"
_EXCHANGE = "places-de-marche/<str:exchange_id>/"
_PUBLISHER = "supports/<str:publisher_id>/"

urlpatterns = [
    path("emplacements/", placements.listing, name="list"),
    path("emplacements/nouveau/", placements.add, name="add_placement"),
    path(_PLACE, placements.placement, name="placement"),
    path(f"{_PLACE}modifier/", placements.change, name="change_placement"),
    path(f"{_PLACE}etat/", placements.switch, name="switch_placement"),
    path("supports/", publishers.listing, name="publishers"),
    path("supports/nouveau/", publishers.add, name="add_publisher"),
    path(_PUBLISHER, publishers.publisher, name="publisher"),
    path(f"{_PUBLISHER}modifier/", publishers.change, name="change_publisher"),
    path(f"{_PUBLISHER}contacts/", publishers.add_contact, name="add_contact"),
    path(
        f"{_PUBLISHER}contacts/<str:contact_id>/retirer/",
        publishers.remove_contact,
        name="remove_contact",
    ),
    path("places-de-marche/", deals.listing, name="exchanges"),
    path("places-de-marche/nouvelle/", exchanges.add, name="add_exchange"),
    path(_EXCHANGE, exchanges.exchange, name="exchange"),
    path(f"{_EXCHANGE}modifier/", exchanges.change, name="change_exchange"),
    path(f"{_EXCHANGE}etat/", exchanges.switch, name="switch_exchange"),
    path(f"{_EXCHANGE}secret/", exchanges.secret, name="exchange_secret"),
    path(f"{_EXCHANGE}cles-de-prix/", exchanges.price_keys, name="price_keys"),
    path("conditions-des-encheres/", terms.terms, name="terms"),
    path("ads-txt/", sellers.listing, name="ads_txt"),
    path("ads-txt/relire/", sellers.read_again, name="read_ads_txt"),
    path("ads-txt/domaine/<str:domain>/", sellers.domain, name="ads_txt_domain"),
    path("sellers.json", sellers.sellers_json, name="sellers_json"),
    path("deals/nouveau/", deals.add_deal, name="add_deal"),
    path("deals/<str:deal_id>/", deals.change_deal, name="change_deal"),
]
