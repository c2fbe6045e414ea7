"""What a whole request forbids, whichever line would answer (OpenRTB 2.6 §3.2.1)."""

from toile.ads.bidding.categories import AD_CATEGORIES
from toile.ads.bidding.currency import EURO
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.exchanges import Exchange
from toile.wire.openrtb import Banner, BidRequest, Imp

_OURS = {taxonomy: frozenset(ids) for taxonomy, ids in AD_CATEGORIES.items()}

LANGUAGE = "fr"
"""The language of all that we show."""

LEAST_TMAX_MS = 5
"""An answer takes under a millisecond; the way there and back takes the rest."""

POP = 8
"""Creative attribute: pop (over, under, or upon exit); SPECS §1.6."""


def refusal(request: BidRequest, exchange: Exchange) -> NoBidReason | None:
    """Tell why nothing can be bid on a request; ``None`` if something may be."""
    if request.regs is not None and request.regs.coppa:
        return NoBidReason.CHILDREN
    if request.tmax is not None and 0 < request.tmax < LEAST_TMAX_MS:
        return NoBidReason.INSUFFICIENT_TIME
    if request.cur and EURO not in request.cur:
        return NoBidReason.CURRENCY
    if request.wseat and exchange.seat not in request.wseat:
        return NoBidReason.SEAT
    if request.bseat and exchange.seat in request.bseat:
        return NoBidReason.SEAT
    if request.wlang is not None and not _speaks(request.wlang):
        return NoBidReason.CREATIVE_LANGUAGE
    if request.wlangb is not None and not _speaks(request.wlangb):
        return NoBidReason.CREATIVE_LANGUAGE
    if request.acat or request.bcat:
        return _category(request)
    return None


def imp_refusal(imp: Imp, *, https: bool) -> NoBidReason | None:
    """Tell why an impression is not for us; ``https`` is whether our own hosts are."""
    if imp.banner is None and imp.video is None and imp.native is None:
        return NoBidReason.CREATIVE
    # A reader who is paid with a reward for looking is no audience of a film.
    if imp.rwdd:
        return NoBidReason.FORMAT
    if imp.secure == 1 and not https:
        return NoBidReason.INSECURE
    banner = imp.banner
    if banner is not None and imp.video is None and imp.native is None:
        if imp.instl and banner.battr and POP in banner.battr:
            return NoBidReason.ATTRIBUTE
        if not shows_html(banner):
            return NoBidReason.CREATIVE
    return None


def _speaks(languages: tuple[str, ...]) -> bool:
    # Most say it plainly.
    return not languages or LANGUAGE in languages or any(map(_is_ours, languages))


def _is_ours(language: str) -> bool:
    return language[:2].lower() == LANGUAGE and language[2:3] in ("", "-", "_")


def _category(request: BidRequest) -> NoBidReason | None:
    ours = _OURS.get(request.cattax)
    if ours is None:
        # In a taxonomy that we do not know nothing can be said to be allowed.
        return NoBidReason.CATEGORY if request.acat else None
    if request.acat and ours.isdisjoint(request.acat):
        return NoBidReason.CATEGORY
    if request.bcat and not ours.isdisjoint(request.bcat):
        return NoBidReason.CATEGORY
    return None


def shows_html(banner: Banner) -> bool:
    """Tell whether a banner takes a page's markup."""
    mimes = banner.mimes
    # Most name the types of images and mean the markup around them as well.
    return not mimes or "text/html" in mimes or any(map(_is_image, mimes))


def _is_image(mime: str) -> bool:
    return mime.startswith("image/")
