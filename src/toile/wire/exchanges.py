"""What the ads wing knows of the exchanges it bids on: part of its plan.

The portal's operator writes it down, the worker publishes it, the bidder obeys it. No
secret is here in the clear: a shared secret is a digest, price keys are sealed with the
operator's key for exchanges (``ads.keys``).
"""

from typing import Literal

import msgspec

from toile.wire.ids import Ulid
from toile.wire.money import Money

Version = Literal["2.5", "2.6"]
SupplyPolicy = Literal["ignore", "known", "complete"]


class Exchange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exchange that may ask at ``POST /openrtb/<slug>``.

    It shows itself by a secret of which ``secret_digest`` is the SHA-256 in hex, or
    comes from one of ``networks`` (CIDR); both, where both are given. ``by_browser``
    means that readers' browsers ask themselves (Prebid.js): then pages of the plan's
    publishers are let in instead. ``seat`` is ours. ``hosts`` are the only domains that
    it may offer (none given: any). ``queries_a_second`` 0 is no limit. ``system`` is
    the domain by which ads.txt and supply chains name it; ``accounts`` are its sellers'
    accounts that we know. ``price_keys`` (sealed) say that it encrypts prices.
    ``sync_url`` is where our id goes, with ``{UID}`` in it; ``unsync_url`` is what a
    browser that erased calls, to have it dropped there as well. ``explains`` lets it
    ask for the reasons of a no-bid. ``bills`` is the event that counts for banners.
    """

    id: Ulid
    slug: str
    name: str
    seat: str = ""
    version: Version = "2.6"
    secret_digest: str = ""
    networks: tuple[str, ...] = ()
    by_browser: bool = False
    queries_a_second: int = 0
    hosts: tuple[str, ...] = ()
    system: str = ""
    ads_txt: bool = False
    supply_chain: SupplyPolicy = "ignore"
    price_keys: str = ""
    sync_url: str = ""
    unsync_url: str = ""
    explains: bool = False
    bills: Literal["burl", "impression"] = "burl"


class Deal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A private agreement: ``code`` is how the exchange names it in ``pmp.deals``.

    ``placements`` (ids; none: any) are those it is for, ``floor`` what we agreed to
    pay at least for 1000 impressions. ``ends_ms`` is exclusive; 0 is without end.
    """

    id: Ulid
    exchange: Ulid
    code: str
    floor: Money = Money(0)
    placements: tuple[Ulid, ...] = ()
    starts_ms: int = 0
    ends_ms: int = 0


class AdsTxtRecord(msgspec.Struct, frozen=True):
    """One authorised seller: the system's domain, the account, and how it sells."""

    system: str
    account: str
    relation: Literal["DIRECT", "RESELLER"]


class PublisherSite(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A publisher's site or app as bid requests name it.

    ``hosts`` are domains with all below them, ``bundles`` app ids. ``ads_txt`` holds
    the records of exchanges that we know; ``None`` says that it was never fetched,
    empty that nobody is authorised or the file is absent (``ads_txt_absent``).
    """

    publisher: Ulid
    name: str
    hosts: tuple[str, ...]
    bundles: tuple[str, ...] = ()
    ads_txt: tuple[AdsTxtRecord, ...] | None = None
    ads_txt_absent: bool = False
    categories: tuple[str, ...] = ()
