"""The town in which the demo's crowd lives: its members and its places."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.cinemas import film_path
from toile.ops.demo.sites.programme import films_of
from toile.ops.demo.surroundings import VENDOR
from toile.ops.demo.world import Placement, World
from toile.ops.simulate.exchange import Exchange, Offer
from toile.ops.simulate.town import Habits, Member, Place, Town

EVERYDAY = Habits()


def town_of(
    world: World,
    addresses: Addresses,
    site_keys: Mapping[str, str],
    habits: Habits = EVERYDAY,
) -> Town:
    """Tell the crowd of the demo's sites; ``site_keys`` by the cinema's slug."""
    members = tuple(
        Member(
            key=site_keys[cinema.slug],
            origin=addresses.site(cinema.host),
            films=tuple(
                (film_path(cinema, film), film.known_as)
                for film in films_of(world, cinema)
            ),
        )
        for cinema in world.cinemas
    )
    places = tuple(
        _place(world, placement, addresses.site(publisher.host))
        for publisher in world.publishers
        for placement in publisher.placements
    )
    return Town(
        pool_url=addresses.pool_url,
        ads_url=addresses.ads_url,
        members=members,
        places=places,
        known_as={film.title: film.known_as for film in world.films},
        habits=habits,
    )


def _place(world: World, facts: Placement, origin: str) -> Place:
    sold = next((each for each in world.exchanges if each.slug == facts.exchange), None)
    if sold is None:
        return Place(key=facts.key, origin=origin)
    return Place(
        key=facts.key,
        origin=origin,
        exchange=Exchange(slug=sold.slug, vendor=VENDOR, rivals=sold.rivals_euros),
        offer=Offer(
            page=f"{origin}/",
            host=urlsplit(origin).hostname or "",
            width=facts.width,
            height=facts.height,
            popup=facts.format == "popup",
            tag=facts.tag_id,
            floor_euros=float(facts.floor_euros),
        ),
    )
