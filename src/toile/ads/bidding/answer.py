"""One bid of the response, complete (OpenRTB 2.6 §4.2.3)."""

import msgspec

from toile.ads.bidding.categories import AD_CATEGORIES, CONTENT_1_0
from toile.ads.bidding.choose import Choice, by_pool
from toile.ads.bidding.compiled import advertiser_of
from toile.ads.bidding.restrictions import LANGUAGE
from toile.ads.bidding.show import BANNER, NATIVE, VIDEO, Shown
from toile.ads.creatives import banner, native, popup, video
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.documents import Documents
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.frames import Frames
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.openrtb import Bid, BidRequest, Dsa, Imp
from toile.wire.openrtb.context import DsaRequest
from toile.wire.openrtb.response import BidExt, DsaParams
from toile.wire.plan import AdsPlan, Line

MOST_EXP_SECONDS = 300
MOST_POPUP_EXP_SECONDS = 1_800
"""How long we stand by a bid (OpenRTB 2.6, implementation guide: a minute for banners,
half an hour for interstitials); an exchange may ask for less (``imp.exp``)."""

_VAST_4_2 = 13
_PROFILING, _BASIC = 1, 2
_LONGEST_NAME = 100


class Wording(msgspec.Struct, frozen=True, gc=False):
    """What all bids of a plan share in a process: addresses, and what is made once."""

    hosts: Hosts
    operator: str
    documents: Documents
    frames: Frames
    plan: AdsPlan


def is_priced(shown: Shown, exchange: Exchange) -> bool:
    """Tell whether the impression bills, and so carries the price: video always."""
    return shown.mtype == VIDEO or exchange.bills == "impression"


def expiry_seconds(imp: Imp) -> int:
    """Tell how long a bid on an impression holds."""
    most = MOST_POPUP_EXP_SECONDS if imp.instl else MOST_EXP_SECONDS
    return most if not imp.exp or imp.exp < 0 else min(imp.exp, most)


class Sale(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What is bid on one impression: who asked for what, and what we answer.

    ``price`` is the choice's as JSON. ``tokens`` are sealed; that of the impression
    opens the notices as well.
    """

    request: BidRequest
    imp: Imp
    exchange: Exchange
    choice: Choice
    shown: Shown
    price: msgspec.Raw
    impression: Ulid
    tokens: FrameTokens


def bid_of(sale: Sale, wording: Wording) -> Bid:
    """Write a bid; a test auction (``test`` 1) gets no address that counts."""
    request, imp, choice, shown = sale.request, sale.imp, sale.choice, sale.shown
    hosts = wording.hosts
    priced = is_priced(shown, sale.exchange)
    counts = not request.test
    line = choice.line
    told = f"t={sale.tokens.impression}"
    taxonomy = request.cattax if request.cattax in AD_CATEGORIES else CONTENT_1_0
    price = "p=${AUCTION_PRICE}&c=${AUCTION_CURRENCY}"
    return Bid(
        id=sale.impression,
        impid=imp.id,
        price=sale.price,
        mtype=shown.mtype,
        adid=shown.creative.id,
        nurl=f"{hosts.ads}/win?{told}&{price}&m=${{AUCTION_MIN_TO_WIN}}"
        if counts
        else None,
        burl=f"{hosts.ads}/bill?{told}&{price}" if counts and not priced else None,
        lurl=f"{hosts.ads}/loss?{told}&r=${{AUCTION_LOSS}}&m=${{AUCTION_MIN_TO_WIN}}"
        if counts
        else None,
        adm=_markup(sale, wording, priced=priced),
        adomain=(advertiser_of(line),),
        iurl=hosts.media(shown.creative.poster.file),
        cid=line.campaign,
        crid=shown.creative.id,
        cat=AD_CATEGORIES[taxonomy][:1],
        cattax=taxonomy,
        attr=shown.attributes or None,
        protocol=_VAST_4_2 if shown.mtype == VIDEO else None,
        language=LANGUAGE,
        dealid=None if choice.deal is None else choice.deal.deal.code,
        w=shown.width,
        h=shown.height,
        exp=expiry_seconds(imp),
        dur=_seconds(shown),
        ext=_dsa(request, choice.line, wording),
    )


def _markup(sale: Sale, wording: Wording, *, priced: bool) -> str:
    shown, tokens, hosts = sale.shown, sale.tokens, wording.hosts
    line, placement = sale.choice.line, sale.choice.placement
    if shown.mtype == VIDEO:
        assert shown.showing is not None
        document = wording.documents.of(
            wording.plan,
            line,
            shown.creative,
            shown.showing,
            hosts=hosts,
            priced=priced,
        )
        return document.fill(video.values(tokens, sale.impression))
    if shown.mtype == NATIVE:
        assert shown.request is not None
        return native.markup(
            shown.request, shown.assets, tokens, hosts=hosts, priced=priced
        )
    assert shown.mtype == BANNER
    write = popup.markup if placement.format == "popup" else banner.markup
    return write(
        line,
        placement,
        tokens.impression,
        hosts=hosts,
        priced=priced,
        by_hand=shown.by_hand,
    )


def _seconds(shown: Shown) -> int | None:
    if shown.showing is None:
        return None
    return round((shown.showing.films[0].duration_ms or 0) / 1_000)


def dsa_asked(request: BidRequest) -> DsaRequest | None:
    """Tell what the Digital Services Act asks of an answer, where it is asked."""
    ext = None if request.regs is None else request.regs.ext
    return None if ext is None else ext.dsa


def _dsa(request: BidRequest, line: Line, wording: Wording) -> BidExt | None:
    asked = dsa_asked(request)
    if asked is None:
        return None
    name = line.distributor[:_LONGEST_NAME]
    params = (_PROFILING, _BASIC) if _profiles(line) else (_BASIC,)
    told = (DsaParams(wording.operator, params),) if asked.datatopub != 0 else ()
    # 2: the publisher says it, so that the ad must not (EXT-dsa_transparency).
    return BidExt(Dsa(name, name, told, 0 if asked.pubrender == 2 else 1))


def _profiles(line: Line) -> bool:
    """Tell whether what is known of the reader may choose a line's ad."""
    aimed = line.targeting
    return by_pool(line) or bool(aimed.ages or aimed.genders or aimed.interests)
