"""The town in which the demo's crowd lives: its members and its places."""

from collections.abc import Mapping

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.cinemas import film_path
from toile.ops.demo.sites.programme import films_of
from toile.ops.demo.world import World
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
        Place(key=placement.key, origin=addresses.site(publisher.host))
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
