"""A small exchange: asks the bidder, holds an auction against invented rivals, tells.

It does what exchanges do and no more: one impression a request, first price, notices
with the macros replaced, the markup shown to who reads. It learns its own id of a
browser by ``/match``, as any exchange does.
"""

import html
import random
import re
from urllib.parse import parse_qs, urlsplit

import msgspec

from toile.ops.simulate.browser import Browser
from toile.ops.simulate.tc_string import tc_string
from toile.wire.clock import now_ms
from toile.wire.ids import new_ulid
from toile.wire.openrtb import Bid, BidResponse

_FRAME = re.compile(r'<iframe src="([^"]+)"')
_LOST_TO_HIGHER = 102


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """An exchange of the simulation; ``rivals`` bid between these euros for 1000.

    It is let in by its network; consents name ``vendor``, the operator's id.
    """

    slug: str
    vendor: int
    rivals: tuple[float, float] = (2.0, 14.0)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A place that it sells: the page's address and host, and how it is shaped."""

    page: str
    host: str
    width: int
    height: int
    popup: bool = False
    tag: str = ""
    floor_euros: float = 0.5


class Sold(msgspec.Struct, frozen=True):
    """What was shown: the address of the ad's frame."""

    frame: str


async def auction(
    exchange: Exchange,
    offer: Offer,
    browser: Browser,
    ads_url: str,
    chance: random.Random,
    *,
    says_yes: bool,
) -> Sold | None:
    """Sell one impression; ``None`` if the bidder does not bid, or a rival wins."""
    consent = tc_string(exchange.vendor, now_ms(), says_yes=says_yes)
    uid = await _uid(exchange, browser, ads_url, consent) if says_yes else None
    request = _request(offer, uid, consent, browser.agent, chance)
    server = Browser("Exchange/1.0", browser.connect)
    reply = await server.post(
        f"{ads_url}/openrtb/{exchange.slug}",
        "",
        msgspec.json.encode(request),
    )
    bid = _bid(reply.body) if reply.status == 200 else None
    if bid is None:
        return None
    price = float(bytes(bid.price))
    rival = chance.uniform(*exchange.rivals)
    if rival > price:
        lost = {
            "AUCTION_LOSS": str(_LOST_TO_HIGHER),
            "AUCTION_MIN_TO_WIN": f"{rival:.4f}",
        }
        if bid.lurl:
            await server.get(_told(bid.lurl, lost))
        return None
    won = {
        "AUCTION_PRICE": f"{price:.6f}",
        "AUCTION_CURRENCY": "EUR",
        "AUCTION_MIN_TO_WIN": f"{max(rival, offer.floor_euros):.4f}",
    }
    if bid.nurl:
        await server.get(_told(bid.nurl, won))
    frame = _FRAME.search(bid.adm or "")
    if frame is None:
        return None
    if bid.burl:
        await server.get(_told(bid.burl, won))
    return Sold(_told(html.unescape(frame.group(1)), won))


async def _uid(
    exchange: Exchange, browser: Browser, ads_url: str, consent: str
) -> str | None:
    """Ask for the exchange's own id of the browser: its pixel is sent on to itself."""
    address = f"{ads_url}/match/{exchange.slug}?gdpr=1&gdpr_consent={consent}"
    reply = await browser.get(address)
    location = dict(reply.headers).get("location", "")
    return next(iter(parse_qs(urlsplit(location).query).get("uid", [])), None)


def _request(
    offer: Offer, uid: str | None, consent: str, agent: str, chance: random.Random
) -> dict[str, object]:
    user: dict[str, object] = {"consent": consent}
    if uid is not None:
        user["buyeruid"] = uid
    return {
        "id": new_ulid(now_ms()),
        "imp": [
            {
                "id": "1",
                "banner": {"format": [{"w": offer.width, "h": offer.height}]},
                "instl": int(offer.popup),
                "tagid": offer.tag,
                "bidfloor": offer.floor_euros,
                "bidfloorcur": "EUR",
                "exp": 60,
            }
        ],
        "site": {"page": offer.page, "domain": offer.host},
        "device": {
            "ua": agent,
            "devicetype": 2,
            "language": "fr",
            "geo": {"country": "FRA", "zip": chance.choice(_POSTAL_CODES)},
        },
        "user": user,
        "at": 1,
        "tmax": 300,
        "cur": ["EUR"],
        "regs": {"gdpr": 1},
    }


_POSTAL_CODES = ("83000", "75011", "69003", "13006", "33000", "59000", "44000", "31000")


def _bid(body: bytes) -> Bid | None:
    try:
        response = msgspec.json.decode(body, type=BidResponse)
    except msgspec.DecodeError:
        return None
    return next((bid for seat in response.seatbid for bid in seat.bid), None)


def _told(address: str, values: dict[str, str]) -> str:
    """Replace the macros; what is not known becomes empty (OpenRTB 2.6 §4.4)."""
    return re.sub(
        r"\$\{(\w+)(?::\w+)?\}", lambda macro: values.get(macro.group(1), ""), address
    )
