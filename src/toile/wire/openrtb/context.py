"""Where, on what and for whom an impression is for sale (§3.2.3, §3.2.13 to 30)."""

import msgspec


class Publisher(msgspec.Struct, frozen=True, gc=False):
    """§3.2.15. ``id`` is the seller's id on the exchange, as its sellers.json says."""

    id: str | None = None


class Content(msgspec.Struct, frozen=True, gc=False):
    """§3.2.16: what the page shows."""

    cat: tuple[str, ...] | None = None
    cattax: int = 1
    keywords: str | None = None
    kwarray: tuple[str, ...] | None = None
    language: str | None = None


class Site(msgspec.Struct, frozen=True, gc=False):
    """§3.2.13."""

    domain: str | None = None
    cat: tuple[str, ...] | None = None
    cattax: int = 1
    sectioncat: tuple[str, ...] | None = None
    pagecat: tuple[str, ...] | None = None
    page: str | None = None
    publisher: Publisher | None = None
    content: Content | None = None
    keywords: str | None = None
    kwarray: tuple[str, ...] | None = None
    inventorypartnerdomain: str | None = None


class App(msgspec.Struct, frozen=True, gc=False):
    """§3.2.14."""

    bundle: str | None = None
    domain: str | None = None
    cat: tuple[str, ...] | None = None
    cattax: int = 1
    publisher: Publisher | None = None
    content: Content | None = None
    keywords: str | None = None
    kwarray: tuple[str, ...] | None = None
    inventorypartnerdomain: str | None = None


class Geo(msgspec.Struct, frozen=True, gc=False):
    """§3.2.19. ``country`` is ISO 3166-1 alpha-3, ``region`` ISO 3166-2's suffix."""

    country: str | None = None
    zip: str | None = None


class Device(msgspec.Struct, frozen=True, gc=False):
    """§3.2.18."""

    ua: str | None = None
    geo: Geo | None = None
    devicetype: int | None = None
    language: str | None = None
    dnt: int | None = None
    lmt: int | None = None


class Segment(msgspec.Struct, frozen=True, gc=False):
    """§3.2.22."""

    id: str | None = None


class DataExt(msgspec.Struct, frozen=True, gc=False):
    """``segtax`` names the taxonomy; 4 is the IAB's Audience Taxonomy 1.1.

    Some write names or lists of their own here: whatever it is, it is tolerated.
    """

    segtax: object = None


class Data(msgspec.Struct, frozen=True, gc=False):
    """§3.2.21: what a data provider says of the reader."""

    segment: tuple[Segment, ...] | None = None
    ext: DataExt | None = None


class UserExt(msgspec.Struct, frozen=True, gc=False):
    """Where OpenRTB 2.5 has what 2.6 holds in its core."""

    consent: str | None = None


class User(msgspec.Struct, frozen=True, gc=False):
    """§3.2.20. ``buyeruid`` is our own id, as given to this exchange."""

    buyeruid: str | None = None
    consent: str | None = None
    yob: int | None = None
    gender: str | None = None
    data: tuple[Data, ...] | None = None
    geo: Geo | None = None
    ext: UserExt | None = None


class DsaTransparency(msgspec.Struct, frozen=True, gc=False):
    """Who used which data of the reader (EXT-dsa_transparency)."""

    domain: str | None = None
    dsaparams: tuple[int, ...] | None = None


class DsaRequest(msgspec.Struct, frozen=True, gc=False):
    """What the Digital Services Act asks of the answer (EXT-dsa_transparency)."""

    dsarequired: int | None = None
    pubrender: int | None = None
    datatopub: int | None = None


class RegsExt(msgspec.Struct, frozen=True, gc=False):
    """Extensions; ``gdpr`` is where OpenRTB 2.5 has it. ``gpc`` is the text "1"."""

    gdpr: int | None = None
    gpc: str | int | bool | None = None
    dsa: DsaRequest | None = None


class Regs(msgspec.Struct, frozen=True, gc=False):
    """§3.2.3."""

    coppa: int = 0
    gdpr: int | None = None
    gpp: str | None = None
    gpp_sid: tuple[int, ...] | None = None
    ext: RegsExt | None = None
