"""GET /match/{exchange}, GET /sync: an exchange learns its own id of a browser.

``/match`` is called by the exchange's pixel and sends the browser on to it; ``/sync``
is the frame in which our own page calls several of them. Both need the ads wing's
cookie, which only a yes on a member site sets, and a yes for our vendor on the page
that asks. Without either nothing happens, in the same words: 204 (OpenRTB 2.6,
appendix C). The address to go to is the exchange's own record, never the caller's.

``/unsync`` is the frame by which « Mes données » has exchanges drop that id again, once
a browser erased or objected.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlencode, urlsplit

from toile.ads.exchanges.identity import Partner
from toile.consent import ConsentRefusal, Signals, bid_permissions
from toile.edge import answers
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.wing import AdsWing, aid_of, is_forgotten
from toile.edge.server import Answer, Request, response
from toile.wire.clock import now_ms
from toile.wire.exchanges import Exchange
from toile.wire.ids import Aid

PATH = "/match/"
MOST_PARTNERS = 5
"""No more partners at one occasion (OpenRTB 2.6, appendix C)."""

_DOOR = "match"
_UID = "{UID}"
_LONGEST = 4_096


def match(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Send a browser on to an exchange with the id that is that exchange's own."""
    gate = desk.gates.get(request.path[len(PATH) :])
    if gate is None or not gate.exchange.sync_url:
        wing.counters.count(_DOOR, "unknown_exchange")
        return answers.empty()
    aid = _matchable(wing, desk, request)
    if aid is None:
        return answers.empty()
    wing.counters.count(_DOOR, "matched")
    return answers.redirect(_address(gate.exchange, gate.partner, aid, request))


def sync(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Show a page of nothing but the exchanges' pixels, five at most."""
    aid = _matchable(wing, desk, request)
    gates: list[Gate] = []
    if aid is not None:
        gates = [gate for gate in desk.gates.values() if gate.exchange.sync_url]
        # Each in its turn, where there are more than may be called at once.
        first = wing.turn() % max(1, len(gates))
        gates = (gates[first:] + gates[:first])[:MOST_PARTNERS]
    if aid is None or not gates:
        return answers.empty()
    wing.counters.count("sync", "shown")
    query = urlencode(
        {name: value for name in _PASSED_ON if (value := request.param(name))}
    )
    addresses = [f"{PATH}{gate.exchange.slug}?{query}" for gate in gates]
    return _images(addresses, ancestors="*", hosts="*")


def unsync(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Show a page that has the exchanges drop our id, to a browser that has none left.

    Each knows the browser by its own cookie, and is told no id (GDPR art. 19). A
    browser that still has ours has not erased: it is shown nothing.
    """
    addresses = [
        gate.exchange.unsync_url
        for gate in desk.gates.values()
        if gate.exchange.unsync_url
    ]
    if not addresses or aid_of(request) is not None:
        return answers.empty()
    wing.counters.count("unsync", "shown")
    return _images(
        addresses, ancestors=wing.portal_url, hosts=" ".join(map(_origin, addresses))
    )


def _images(addresses: Sequence[str], *, ancestors: str, hosts: str) -> bytes:
    images = "".join(
        f'<img src="{escape(address)}" width="1" height="1" alt="">'
        for address in addresses
    )
    policy = f"default-src 'none'; img-src {hosts}; frame-ancestors {ancestors}"
    return response(
        200,
        f"<!doctype html><title>Toile</title>{images}".encode(),
        headers=(
            (b"Content-Type", b"text/html; charset=utf-8"),
            (b"Cache-Control", b"no-store"),
            (b"Referrer-Policy", b"no-referrer"),
            (b"Content-Security-Policy", policy.encode("ascii")),
        ),
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


_PASSED_ON = ("gdpr", "gdpr_consent", "gpp", "gpp_sid")


def _matchable(wing: AdsWing, desk: Desk, request: Request) -> Aid | None:
    """Give the browser's id, if it has one and may be matched by it; count why not."""
    signals = Signals(
        gdpr=0 if request.param("gdpr") == "0" else 1,
        tc=(request.param("gdpr_consent") or "")[:_LONGEST],
        gpc=answers.says_gpc(request),
        gpp=(request.param("gpp") or "")[:_LONGEST],
        gpp_sid=_sections(request.param("gpp_sid") or ""),
    )
    now = now_ms()
    allowed = bid_permissions(signals, desk.registration, now, desk.consents)
    # An id that may be kept but not aimed at is of no use to whoever gets it.
    if not (allowed.store and allowed.target):
        wing.counters.count(_DOOR, "no_consent")
        return None
    if answers.objects(request):
        wing.counters.count(_DOOR, ConsentRefusal.OBJECTED)
        return None
    aid = aid_of(request)
    if aid is None:
        wing.counters.count(_DOOR, "no_cookie")
        return None
    if is_forgotten(wing, aid):
        wing.counters.count(_DOOR, "forgotten")
        return None
    return aid


def _address(exchange: Exchange, partner: Partner, aid: Aid, request: Request) -> str:
    address = exchange.sync_url.replace(_UID, quote(partner.uid(aid), safe=""))
    # The exchange judges the consent of its own user as well.
    for name in ("gdpr", "gdpr_consent"):
        value = request.param(name) or ""
        address = address.replace("{" + name.upper() + "}", quote(value, safe=""))
    return address


def _sections(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip().isdigit())
