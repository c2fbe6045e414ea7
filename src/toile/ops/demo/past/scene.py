"""Where the people of the past went: cinemas, and what was shown on publishers' pages.

Read from the portal's tables, as the edge's plans are, so that events name what is.
"""

from collections.abc import Iterable, Mapping

import msgspec

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.cinemas import film_path
from toile.ops.demo.sites.programme import films_of
from toile.ops.demo.world import Cinema, World
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Site
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

# The story's own cinemas are visited more than their screens would say: the tour is
# about them.
_WELL_KNOWN = {
    "royal-toulon": 60,
    "six-n-etoiles-six-fours": 40,
    "baleine-marseille": 16,
}


class House(msgspec.Struct, frozen=True):
    """A member's site: how many come, and its pages with the film each tells."""

    name: str
    site: Ulid
    cinema: Ulid
    origin: str
    weight: int
    films: tuple[tuple[str, str], ...]


class Showing(msgspec.Struct, frozen=True):
    """A line in one of its places, from one moment to another."""

    campaign: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    price: Money
    starts_ms: int
    ends_ms: int
    holdout_percent: int
    is_video: bool
    allocine_id: int
    title: str
    known_as: str


class Scene(msgspec.Struct, frozen=True):
    """All the people of the past could meet."""

    houses: tuple[House, ...]
    showings: tuple[Showing, ...]


def scene_of(
    world: World,
    addresses: Addresses,
    site_keys: Mapping[str, str],
    campaigns: Iterable[Campaign],
) -> Scene:
    """Read the scene; what an exchange sells is left out, for nobody bid on it then."""
    sites = {site.key: site for site in Site.objects.all()}
    houses = tuple(
        _house(world, cinema, sites[site_keys[cinema.slug]], addresses)
        for cinema in world.cinemas
    )
    known_as = {film.allocine_id: film.known_as for film in world.films}
    return Scene(
        houses,
        tuple(showing for one in campaigns for showing in _showings(one, known_as)),
    )


def _house(world: World, cinema: Cinema, site: Site, addresses: Addresses) -> House:
    return House(
        name=cinema.name,
        site=Ulid(site.id),
        cinema=Ulid(site.cinema_id),
        origin=addresses.site(cinema.host),
        weight=_WELL_KNOWN.get(cinema.slug, cinema.screens),
        films=tuple(
            (film_path(cinema, film), film.known_as) for film in films_of(world, cinema)
        ),
    )


def _showings(campaign: Campaign, known_as: Mapping[int, str]) -> Iterable[Showing]:
    creative = campaign.creatives.order_by("id")[0]
    film = campaign.film
    for flight in campaign.flights.all():
        for line in flight.lines.filter(pool=True):
            for place in line.placements.filter(sold_by="tag"):
                yield Showing(
                    campaign=Ulid(campaign.id),
                    line=Ulid(line.id),
                    creative=Ulid(creative.id),
                    placement=Ulid(place.id),
                    price=Money(line.price_micros),
                    starts_ms=from_datetime(flight.starts_at),
                    ends_ms=from_datetime(flight.ends_at),
                    holdout_percent=campaign.holdout_percent,
                    is_video=creative.kind == "teaser",
                    allocine_id=film.allocine_id,
                    title=film.title,
                    known_as=known_as[film.allocine_id],
                )
