"""Whom a bid request named: looked up once, and only when a line asks.

This is the ``Delivery`` that ``ads.bidding`` asks: of one reader, in one process.
"""

from toile.ads.bidding.choose import Choice
from toile.ads.bidding.film_floor import film_floor
from toile.ads.bidding.offered import Offered
from toile.ads.bidding.show import Shown, show
from toile.ads.delivery import caps
from toile.ads.delivery.refusals import NoBidReason
from toile.consent import Permissions, Signals, bid_permissions
from toile.edge import answers
from toile.edge.ads.bidding.browsers import FAMILIES, family_of
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.holdout import assign
from toile.edge.ads.wing import AdsWing, aid_of, seen_by, whose
from toile.edge.server import Request
from toile.wire.audience import Membership
from toile.wire.ids import Aid, Ulid
from toile.wire.money import Money
from toile.wire.openrtb import BidRequest
from toile.wire.plan import Line, Placement


class Reader:
    """One request's reader: consent is read, and the id deciphered, once and if asked.

    ``offered`` is the impression that is being chosen for.
    """

    __slots__ = (
        "_aid",
        "_asked",
        "_desk",
        "_gate",
        "_looked_up",
        "_membership",
        "_now_ms",
        "_permissions",
        "_request",
        "_seen",
        "_shown",
        "_turn",
        "_wing",
        "offered",
    )

    def __init__(
        self,
        wing: AdsWing,
        desk: Desk,
        gate: Gate,
        request: Request,
        asked: BidRequest,
        now_ms: int,
    ) -> None:
        self.offered: Offered | None = None
        self._wing = wing
        self._desk = desk
        self._gate = gate
        self._request = request
        self._asked = asked
        self._now_ms = now_ms
        self._membership: Membership | None = None
        self._looked_up = False
        self._permissions: Permissions | None = None
        self._aid: Aid | None = None
        self._seen: caps.Seen | None = None
        self._shown: tuple[Offered, Ulid, Shown | NoBidReason] | None = None
        self._turn = wing.turn()

    @property
    def permissions(self) -> Permissions:
        """What the request's privacy signals allow."""
        return self._permissions or self._read()

    @property
    def contextual(self) -> bool:
        """Whether the page alone may choose an ad."""
        return (self._permissions or self._read()).contextual

    @property
    def targets(self) -> bool:
        """Whether the pool may choose."""
        return (self._permissions or self._read()).target

    @property
    def aid(self) -> Aid | None:
        """The id, if one is named and may be used."""
        if self._permissions is None:
            self._read()
        return self._aid

    @property
    def measured(self) -> Aid | None:
        """The id, if what it sees may be measured by it (purpose 7)."""
        return self.aid if self.permissions.measure else None

    def membership(self) -> Membership | None:
        """Look up the segments of the id, once."""
        aid = self.aid
        if aid is not None and not self._looked_up:
            self._aid, self._membership = whose(self._wing, aid)
        self._looked_up = True
        return self._membership

    @property
    def seen(self) -> caps.Seen:
        """Look up how often the id has seen each line."""
        if self._seen is None:
            aid = self.aid
            self._seen = (
                caps.NOTHING if aid is None else seen_by(self._wing, aid, self._now_ms)
            )
        return self._seen

    def may_bid(self, line: Line) -> bool:
        """Tell whether a line's pace and budget allow a bid now."""
        return self._wing.pace.may_bid(line.id) > 0

    def behind(self, line: Line) -> int:
        """Tell how far a line is behind its pace."""
        return self._wing.pace.behind_ms(line.id)

    def capped(self, line: Line) -> bool:
        """Tell whether the id has seen a line as often as its cap allows."""
        return caps.capped(self.seen, line.id, line.cap, self._now_ms)

    def withheld(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line that has won is held back from this id."""
        if self._asked.test:
            # Seen or not, a test takes nobody into a comparison.
            return False
        return assign(self._wing, line, placement.id, self.aid, self._now_ms)

    def shows(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line has something that the impression can show."""
        return isinstance(self._show(line, placement), Shown)

    def price(self, line: Line, placement: Placement, floor: Money) -> Money:
        """Tell what to bid where the winner pays its bid: what wins nearly as often."""
        shown = self._show(line, placement)
        if isinstance(shown, Shown) and shown.showing is not None:
            assert self.offered is not None
            floor = max(floor, film_floor(self.offered.films, shown.showing.films[0]))
        return self._wing.shades.shaded(
            self._gate.exchange.id, placement.id, line.bid, floor, self._now_ms
        )

    def shown(self, choice: Choice) -> Shown | NoBidReason:
        """Tell what a choice shows."""
        return self._show(choice.line, choice.placement)

    def _read(self) -> Permissions:
        known = permissions_of(self._desk, self._asked, self._now_ms)
        self._permissions = known
        if known.target:
            self._aid = _named(self._gate, self._request, self._asked)
        _count_browser(self._wing, self._asked, known, self._aid)
        return known

    def _show(self, line: Line, placement: Placement) -> Shown | NoBidReason:
        offered = self.offered
        assert offered is not None
        known = self._shown
        if known is not None and known[0] is offered and known[1] == line.id:
            return known[2]
        wording = self._desk.wording
        found = show(
            line,
            placement,
            offered,
            self._turn,
            hosts=wording.hosts,
            frames=wording.frames,
        )
        self._shown = (offered, line.id, found)
        return found


def permissions_of(desk: Desk, request: BidRequest, now: int) -> Permissions:
    """Read what a request's privacy signals allow."""
    regs, device = request.regs, request.device
    ext = None if regs is None else regs.ext
    signals = Signals(
        gdpr=request.gdpr,
        tc=request.consent or "",
        gpc=ext is not None and ext.gpc in ("1", 1, True),
        lmt=device is not None and device.lmt == 1,
        dnt=device is not None and device.dnt == 1,
        coppa=regs is not None and regs.coppa == 1,
        gpp=(regs.gpp or "") if regs is not None else "",
        gpp_sid=(regs.gpp_sid or ()) if regs is not None else (),
    )
    return bid_permissions(signals, desk.registration, now, desk.consents)


def _named(gate: Gate, request: Request, asked: BidRequest) -> Aid | None:
    user = asked.user
    if user is not None and user.buyeruid:
        return gate.partner.aid(user.buyeruid)
    # A reader's own browser brings our cookie, which no exchange ever sees.
    if not gate.exchange.by_browser or answers.objects(request):
        return None
    return aid_of(request)


def _count_browser(
    wing: AdsWing, request: BidRequest, permissions: Permissions, aid: Aid | None
) -> None:
    """Count by family of browsers whether a reader could be known to us."""
    family = family_of(None if request.device is None else request.device.ua)
    known = "unknown" if aid is None else "known"
    outcome = known if permissions.target else "no_consent"
    wing.counters.count(_BROWSERS[family], outcome)


_BROWSERS = {family: f"browser {family}" for family in FAMILIES}
