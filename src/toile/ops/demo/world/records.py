"""The shapes of the demo world's facts."""

from decimal import Decimal
from typing import Literal

import msgspec

from toile.wire.targeting import Format, Gender, Geography

Kind = Literal["union", "operator", "distributor"]


class Cinema(msgspec.Struct, frozen=True, kw_only=True):
    """A member cinema; codes are INSEE's, ``cnc_number`` is the CNC's N° auto."""

    slug: str
    name: str
    address: str
    postal_code: str
    commune: str
    insee: str
    departement: str
    departement_name: str
    region: str
    region_name: str
    latitude: float
    longitude: float
    screens: int
    seats: int
    cnc_number: str
    cineid: str
    category: str
    labels: str

    @property
    def host(self) -> str:
        """The host name of the cinema's own site in the demo."""
        return f"{self.slug}.localhost"

    @property
    def email(self) -> str:
        """The sign-in name of the person who runs the cinema, for the demo only."""
        # The Royal's is short: a person types it while walking the tour.
        name = "royal" if self.slug == "royal-toulon" else self.slug
        return f"{name}@demo.toile"


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """The union, the operator or a distributor, and the person who signs in for it."""

    kind: Kind
    slug: str
    name: str
    legal_name: str
    person: str
    email: str


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A film on the programme; only those of the story have a distributor here."""

    slug: str
    title: str
    director: str
    year: int
    minutes: int
    version: str
    rating: str
    synopsis: str
    original_title: str = ""
    countries: str = ""
    distributor: str = ""
    allocine_id: int = 0

    @property
    def allocine_url(self) -> str:
        """The film's page on Allociné; nothing for an invented film."""
        if not self.allocine_id:
            return ""
        page = f"fichefilm_gen_cfilm={self.allocine_id}.html"
        return f"https://www.allocine.fr/film/{page}"

    @property
    def known_as(self) -> str:
        """What the pixel reports for a page about this film."""
        return self.allocine_url or self.title


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """A place on a publisher's pages.

    ``floor_euros`` is what 1000 impressions cost at least; ``requests_a_day`` is how
    often it was asked for on a usual day before the demo began. One that an
    ``exchange`` (its slug) sells has no tag of ours on the page.
    """

    key: str
    name: str
    format: Format
    width: int
    height: int
    floor_euros: Decimal
    requests_a_day: int
    interests: tuple[str, ...]
    exchange: str = ""
    tag_id: str = ""


class Publisher(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher's stand-in site; ``domain`` is what the campaign's choice shows."""

    slug: str
    name: str
    domain: str
    placements: tuple[Placement, ...]

    @property
    def host(self) -> str:
        """The host name of the publisher's site in the demo."""
        return f"{self.slug}.localhost"


class DealFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A private agreement on an exchange; without a publisher it spans several."""

    code: str
    name: str
    publisher: str = ""
    placements: tuple[str, ...]
    floor_euros: Decimal
    starts_in_days: int
    ends_in_days: int


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """An invented marketplace that the operator has written down.

    ``networks`` let it in: the demo's own exchange asks from the same machine.
    ``rivals_euros`` are what its other buyers bid for 1000, at least and at most.
    """

    slug: str
    name: str
    seat: str
    networks: tuple[str, ...] = ()
    sync_url: str = ""
    explains: bool = False
    rivals_euros: tuple[float, float] = (2.0, 14.0)
    contact_name: str
    contact_email: str
    notes: str
    deals: tuple[DealFacts, ...]


class CreativeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A creative; ``poster`` and ``teaser`` are files of the artwork folder."""

    name: str
    poster: str
    teaser: str = ""


class LineFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign's line item; ``pool`` is the option "Salles Art et Essai"."""

    name: str
    pool: bool
    placements: tuple[str, ...]
    ages: tuple[tuple[int, int], ...] = ()
    genders: tuple[Gender, ...] = ()
    interests: tuple[str, ...] = ()
    places: tuple[Geography, ...] = ()
    budget_euros: Decimal
    cpm_euros: Decimal
    cap_impressions: int
    cap_days: int


class Campaign(msgspec.Struct, frozen=True, kw_only=True):
    """A distributor's campaign; one that is not approved waits in the union's queue."""

    slug: str
    name: str
    film: str
    approved: bool
    starts_in_days: int
    ends_in_days: int
    holdout_percent: int
    near_you: bool = False
    lines: tuple[LineFacts, ...]
    creatives: tuple[CreativeFacts, ...]


class Interest(msgspec.Struct, frozen=True):
    """An interest of the IAB Audience Taxonomy 1.1."""

    id: str
    path: str
    label: str


class World(msgspec.Struct, frozen=True, kw_only=True):
    """All facts of the demo; the first cinema is the Royal."""

    password: str
    cinemas: tuple[Cinema, ...]
    organisations: tuple[Organisation, ...]
    films: tuple[Film, ...]
    programme: tuple[Film, ...]
    publishers: tuple[Publisher, ...]
    exchanges: tuple[Exchange, ...]
    campaigns: tuple[Campaign, ...]
    interests: tuple[Interest, ...]

    def film(self, slug: str) -> Film | None:
        """Find a film on the programme by its slug."""
        for film in (*self.films, *self.programme):
            if film.slug == slug:
                return film
        return None

    def organisation(self, slug: str) -> Organisation:
        """Find an organisation of the story; raises ``KeyError`` when there is none."""
        for organisation in self.organisations:
            if organisation.slug == slug:
                return organisation
        raise KeyError(slug)
