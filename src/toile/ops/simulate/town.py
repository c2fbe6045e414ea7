"""Where the crowd lives: the product's addresses, member sites, places, and habits."""

from collections.abc import Mapping

import msgspec

from toile.ops.simulate.exchange import Exchange, Offer


class Member(msgspec.Struct, frozen=True):
    """A member site: its pixel key, its origin, and film pages by the film's name."""

    key: str
    origin: str
    films: tuple[tuple[str, str], ...] = ()


class Place(msgspec.Struct, frozen=True):
    """A placement on a publisher's site: its public key and the page's origin.

    One that an ``exchange`` sells has an ``offer`` in place of a tag on the page.
    """

    key: str
    origin: str
    exchange: Exchange | None = None
    offer: Offer | None = None


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """How spectators behave; rates are between 0 and 1.

    ``curious`` is how often who has seen an ad looks the film up at a cinema.
    ``click_after_s`` is drawn anew for each click: people need a moment, and a click
    within a second of its impression is not billed. After a failure the person rests.
    """

    refuses: float = 0.28
    second_cinema: float = 0.2
    views: float = 0.75
    clicks: float = 0.04
    curious: float = 0.08
    click_after_s: tuple[float, float] = (1.3, 6.0)
    view_after_s: float = 1.0
    rest_s: float = 1.0


class Town(msgspec.Struct, frozen=True, kw_only=True):
    """All the crowd needs to know. ``known_as`` tells by title how pages name a film.

    ``connect`` is where ``*.localhost`` is answered.

    The host in a URL is only sent as ``Host``: names under ``.localhost`` need not be
    known to the system's resolver.
    """

    pool_url: str
    ads_url: str
    members: tuple[Member, ...]
    places: tuple[Place, ...]
    known_as: Mapping[str, str] = {}
    habits: Habits = Habits()
    connect: str = "127.0.0.1"
