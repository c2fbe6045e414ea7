"""A bid request that fits a line, as an exchange would write it for one of its places.

Whatever the line asks is said; the supply chain is the one that the site's ads.txt
names, so that what is wrong there shows.
"""

from toile.ads.bidding.asked import AUDIENCE_TAXONOMY_1_1
from toile.wire.clock import to_datetime
from toile.wire.exchanges import Exchange
from toile.wire.geography import DEPARTEMENTS
from toile.wire.openrtb import BidRequest, Imp
from toile.wire.openrtb.context import (
    Content,
    Data,
    DataExt,
    Device,
    Geo,
    Publisher,
    Segment,
    Site,
    User,
)
from toile.wire.openrtb.imp import Banner, Deal, Pmp
from toile.wire.openrtb.request import Source
from toile.wire.openrtb.supply_chain import SupplyChain, SupplyNode
from toile.wire.plan import AdsPlan, Line, Placement
from toile.wire.targeting import DeviceClass, Geography, Targeting

_CONTENT_3_1 = 9
_FIRST_PRICE = 1
# AdCOM's list of device types (SPECS §1.6).
_DEVICES: dict[DeviceClass, int] = {
    "desktop": 2,
    "mobile": 4,
    "tablet": 5,
    "television": 3,
}
_CORSICA = {"2A": "20000", "2B": "20200"}
_PARIS = "75"


def request_for(
    plan: AdsPlan, exchange: Exchange, placement: Placement, line: Line, at_ms: int
) -> BidRequest:
    """Write the request; its one impression is the placement."""
    targeting = line.targeting
    account = _account(plan, exchange, placement)
    return BidRequest(
        id="why",
        imp=(_imp(plan, exchange, placement, line),),
        site=_site(plan, exchange, placement, targeting, account),
        device=Device(
            geo=_geo(targeting),
            devicetype=next((_DEVICES[one] for one in targeting.devices), None),
        ),
        user=_user(targeting, at_ms),
        at=_FIRST_PRICE,
        test=1,
        cur=("EUR",),
        source=Source(
            schain=SupplyChain(
                complete=1, nodes=(SupplyNode(exchange.system, account, 1),)
            )
        ),
    )


def _imp(plan: AdsPlan, exchange: Exchange, placement: Placement, line: Line) -> Imp:
    deals = tuple(
        Deal(one.code, bidfloor=0.0, bidfloorcur="EUR")
        for one in plan.deals
        if one.exchange == exchange.id and one.id in line.deals
    )
    return Imp(
        id="1",
        banner=Banner(w=placement.width, h=placement.height),
        pmp=Pmp(deals=deals) if deals else None,
        instl=1 if placement.format == "popup" else 0,
        tagid=placement.tag_id or None,
        bidfloorcur="EUR",
    )


def _site(
    plan: AdsPlan,
    exchange: Exchange,
    placement: Placement,
    targeting: Targeting,
    account: str,
) -> Site:
    host = _host(plan, exchange, placement)
    return Site(
        domain=host,
        page=f"https://{host}/",
        cat=targeting.categories[:1] or None,
        cattax=_CONTENT_3_1,
        keywords=",".join(targeting.keywords[:1]) or None,
        publisher=Publisher(id=account),
        content=Content(language=next(iter(targeting.languages), None)),
    )


def _host(plan: AdsPlan, exchange: Exchange, placement: Placement) -> str:
    """Choose a host of the placement's publisher, one that the exchange may sell."""
    hosts = [
        host
        for site in plan.sites
        if site.publisher == placement.publisher_id
        for host in site.hosts
    ]
    allowed = [
        host
        for host in hosts
        if any(host == one or host.endswith(f".{one}") for one in exchange.hosts)
    ]
    return next(iter([*allowed, *hosts]), "")


def _account(plan: AdsPlan, exchange: Exchange, placement: Placement) -> str:
    """Take an account that the site's ads.txt declares of the exchange, if any."""
    return next(
        (
            record.account
            for site in plan.sites
            if site.publisher == placement.publisher_id
            for record in sorted(site.ads_txt or (), key=lambda one: one.relation)
            if record.system == exchange.system
        ),
        "0",
    )


def _geo(targeting: Targeting) -> Geo | None:
    if not targeting.geography:
        return Geo(country="FRA", zip=_postcode(_PARIS))
    wanted = targeting.geography[0]
    departement = _departement(wanted)
    return Geo(
        country="FRA", zip=None if departement is None else _postcode(departement)
    )


def _departement(wanted: Geography) -> str | None:
    if wanted.departement is not None:
        return wanted.departement
    if wanted.region is None:
        return _PARIS
    inside = (code for code, one in DEPARTEMENTS.items() if one.region == wanted.region)
    return next(inside, None)


def _postcode(departement: str) -> str:
    return _CORSICA.get(departement, departement.ljust(5, "0"))


def _user(targeting: Targeting, at_ms: int) -> User:
    ages = targeting.ages
    year = to_datetime(at_ms).year
    segments = tuple(Segment(one) for one in targeting.interests[:1])
    gender = {"female": "F", "male": "M"}
    return User(
        yob=year - ages[0].youngest if ages else None,
        gender=next((gender[one] for one in targeting.genders), None),
        data=(Data(segment=segments, ext=DataExt(AUDIENCE_TAXONOMY_1_1)),)
        if segments
        else None,
    )
