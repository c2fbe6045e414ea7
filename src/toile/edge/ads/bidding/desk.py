"""What one edge process keeps for bidding: the compiled plan, the gates, who is ready.

Compiled when a plan comes in force, brought up to date a few times a second.
"""

from urllib.parse import urlsplit

from toile.ads.bidding.answer import Wording
from toile.ads.bidding.auction import Market, State, market_of
from toile.ads.bidding.compiled import BidPlan, compile_bids, segments_of
from toile.ads.bidding.forms import Forms
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.documents import Documents
from toile.ads.creatives.frames import Frames
from toile.ads.exchanges.supply_chain import files_of
from toile.consent import LegalBases, Memo, Registration, Verdict, registered
from toile.edge import answers
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.crowds import Crowds
from toile.edge.ads.pace import Pace
from toile.edge.server import Request
from toile.wire.plan import AdsPlan, TcfLists

_CONSENTS_KEPT = 20_000


class Desk:
    """The bidder of one process."""

    def __init__(
        self,
        *,
        master: bytes,
        processes: int,
        hosts: Hosts,
        registration: Registration | None,
    ) -> None:
        self._master = master
        self._processes = processes
        self._https = hosts.ads.startswith("https:")
        self.hosts = hosts
        self._documents = Documents()
        self.registration = registration
        # A memo holds for one registration: a new list begins another.
        self.consents: Memo[Verdict] = Memo(_CONSENTS_KEPT)
        self.gates: dict[str, Gate] = {}
        self._take(AdsPlan(version=0, made_ms=0))
        self.state = State(0, frozenset())

    def compile(self, plan: AdsPlan) -> None:
        """Take a new plan; gates of exchanges that did not change stay as they are."""
        self._take(plan)
        gates = {}
        for exchange in plan.exchanges:
            old = self.gates.get(exchange.slug)
            gates[exchange.slug] = (
                old
                if old is not None and old.exchange == exchange
                else Gate(exchange, self._master, self._processes)
            )
        self.gates = gates

    def _take(self, plan: AdsPlan) -> None:
        if self.registration is not None:
            registration = _registered(self.registration.vendor, plan.tcf)
            if registration != self.registration:
                self.registration = registration
                self.consents = Memo(_CONSENTS_KEPT)
        self.market = _market(plan, https=self._https)
        self._segments = segments_of(plan)
        # The pages that may ask for readers' browsers.
        self._origins = frozenset(
            origin for placement in plan.placements for origin in placement.origins
        )
        operator = urlsplit(self.hosts.ads).hostname or ""
        self.wording = Wording(self.hosts, operator, self._documents, Frames(), plan)
        self.forms = Forms()

    def refresh(self, pace: Pace, crowds: Crowds, now_ms: int) -> None:
        """Look again which lines may bid, and which segments are large enough."""
        ready = 0
        for at, line in enumerate(self.market.plan.lines):
            if line.starts_ms <= now_ms < line.ends_ms and pace.may_bid(line.id) > 0:
                ready |= 1 << at
        large = frozenset(filter(crowds.targetable, self._segments))
        self.state = State(ready, large)

    def is_ours(self, request: Request) -> bool:
        """Tell whether a reader's browser asks from a page of the plan."""
        return answers.origin_of(request) in self._origins

    def withdraw(self, number: int) -> None:
        """Take a line out until the next look, because its allowance is spent."""
        self.state = State(self.state.ready & ~(1 << number), self.state.large)


def _registered(vendor: int, lists: TcfLists) -> Registration:
    by_version = {number: LegalBases(*masks) for number, masks in lists.bases.items()}
    return registered(vendor, by_version, lists.deleted_tools)


def _market(plan: AdsPlan, *, https: bool) -> Market:
    compiled: BidPlan = compile_bids(plan)
    systems = frozenset(each.system for each in plan.exchanges if each.system)
    files = files_of(plan.sites)
    return market_of(compiled, files, systems or None, https=https)
