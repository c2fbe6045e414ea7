"""The monthly statement of a cinema: how many clicks, what they earned, what is owed.

``statement`` makes it of grouped entries of one month of the calendar of Paris, and
refuses figures that do not add up (docs/explain/statements.md). What a cinema is owed
stands above zero here, although the books write it as a credit.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from toile.ledger.accruals import ACCRUAL
from toile.ledger.caps import CAP
from toile.ledger.chart import CINEMA_PAYABLE, CINEMA_PENDING
from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, RELEASE, REVERSAL
from toile.wire.ids import Ulid
from toile.wire.money import Money

ORDER = (CLICK, ACCRUAL, REVERSAL, CAP, RELEASE, PAYOUT, PAYOUT_RETURN)
"""Kinds of postings in the order in which a statement tells them; others follow."""


class StatementError(ValueError):
    """Figures that do not add up; the message names each difference."""


class Group(msgspec.Struct, frozen=True):
    """Entries of one cinema, one kind of account and one kind of posting, summed.

    ``campaign``, ``reason`` (of reversals) and ``cinemas`` (how many share each of the
    postings) tell groups of clicks apart; ``amount`` is above zero for what is owed.
    """

    account: str
    kind: str
    postings: int
    amount: Money
    campaign: str = ""
    reason: str = ""
    cinemas: int = 0


class Balances(msgspec.Struct, frozen=True):
    """What is owed to a cinema: within the hold, and payable."""

    pending: Money = Money(0)
    payable: Money = Money(0)

    @property
    def total(self) -> Money:
        """Both."""
        return Money(self.pending + self.payable)


class CampaignClicks(msgspec.Struct, frozen=True):
    """A campaign's clicks: billed in this month, and taken back in this month."""

    campaign: str
    clicks: int
    gross: Money
    reversed_clicks: int
    reversed: Money

    @property
    def net(self) -> Money:
        """What stays; what is taken back may have been billed months ago."""
        return Money(self.gross + self.reversed)


class Accrued(msgspec.Struct, frozen=True):
    """What a campaign's days earned beside clicks: of its spend, or its impressions."""

    campaign: str
    postings: int
    amount: Money


class Reversed(msgspec.Struct, frozen=True):
    """Clicks taken back in this month for one reason; the amount is below zero."""

    reason: str
    clicks: int
    amount: Money


class Refused(msgspec.Struct, frozen=True):
    """Clicks that were never billed, for one coded reason."""

    reason: str
    clicks: int


class Shared(msgspec.Struct, frozen=True):
    """Billed clicks that were shared with so many other cinemas; 0 is a whole click."""

    others: int
    clicks: int
    amount: Money


class Movement(msgspec.Struct, frozen=True):
    """What one kind of posting moved, on both accounts."""

    kind: str
    postings: int
    pending: Money
    payable: Money

    @property
    def total(self) -> Money:
        """Both."""
        return Money(self.pending + self.payable)


class Payment(msgspec.Struct, frozen=True):
    """A transfer that the bank executed (below zero) or that came back (above)."""

    posting: str
    kind: str
    at_ms: int
    memo: str
    amount: Money


class Statement(msgspec.Struct, frozen=True):
    """One cinema, one month ("2026-11"); ``faults_of`` is empty for each."""

    cinema: Ulid
    month: str
    before: Balances
    campaigns: tuple[CampaignClicks, ...]
    shared: tuple[Shared, ...]
    reversed: tuple[Reversed, ...]
    refused: tuple[Refused, ...]
    movements: tuple[Movement, ...]
    payments: tuple[Payment, ...]
    after: Balances
    accrued: tuple[Accrued, ...] = ()

    @property
    def paying(self) -> list[str]:
        """The campaigns that earned anything, or of which anything was taken back."""
        clicked = [row.campaign for row in self.campaigns]
        return list(dict.fromkeys([*clicked, *(row.campaign for row in self.accrued)]))

    @property
    def clicks(self) -> int:
        """Billed clicks in which the cinema had a share."""
        return sum(one.clicks for one in self.campaigns)

    @property
    def gross(self) -> Money:
        """What they earned."""
        return Money(sum(one.gross for one in self.campaigns))

    @property
    def reversed_clicks(self) -> int:
        """Clicks taken back in this month."""
        return sum(one.clicks for one in self.reversed)

    @property
    def taken_back(self) -> Money:
        """What was taken back with them: zero, or below."""
        return Money(sum(one.amount for one in self.reversed))

    @property
    def net(self) -> Money:
        """What the month's clicks and reversals come to."""
        return Money(self.gross + self.taken_back)

    @property
    def refused_clicks(self) -> int:
        """Clicks that were never billed."""
        return sum(one.clicks for one in self.refused)

    @property
    def paid(self) -> Money:
        """What left for the cinema, less what came back: above zero for paid."""
        return Money(-sum(one.amount for one in self.payments))


def statement(
    cinema: Ulid,
    month: str,
    balances: tuple[Balances, Balances],
    groups: Iterable[Group],
    refused: Iterable[Refused] = (),
    payments: Sequence[Payment] = (),
) -> Statement:
    """Make a statement of a month's groups, and the balances before and after it.

    Raises ``StatementError`` where balances, groups and payments contradict each other.
    """
    kept = tuple(groups)
    clicks = [one for one in kept if one.kind == CLICK]
    undone = [one for one in kept if one.kind == REVERSAL]
    made = Statement(
        cinema=cinema,
        month=month,
        before=balances[0],
        campaigns=_campaigns(clicks, undone),
        shared=_shared(clicks),
        reversed=_reversed(undone),
        refused=tuple(sorted(refused, key=lambda one: (-one.clicks, one.reason))),
        movements=_movements(kept),
        payments=tuple(sorted(payments, key=lambda one: (one.at_ms, one.posting))),
        after=balances[1],
        accrued=_accrued([one for one in kept if one.kind == ACCRUAL]),
    )
    if faults := faults_of(made):
        raise StatementError(f"{cinema} {month}: {'; '.join(faults)}")
    return made


def faults_of(found: Statement) -> list[str]:
    """Name what does not add up; an empty list means that all figures agree."""
    by_kind = {one.kind: one for one in found.movements}
    none = Movement("", 0, Money(0), Money(0))
    earned, undone = by_kind.get(CLICK, none), by_kind.get(REVERSAL, none)
    paid = [by_kind.get(kind, none).total for kind in (PAYOUT, PAYOUT_RETURN)]
    pending = sum(one.pending for one in found.movements)
    payable = sum(one.payable for one in found.movements)
    asked = (
        ("pending", found.before.pending + pending, found.after.pending),
        ("payable", found.before.payable + payable, found.after.payable),
        ("gross of clicks", found.gross, earned.total),
        ("number of clicks", found.clicks, earned.postings),
        ("shares", sum(one.amount for one in found.shared), earned.total),
        ("shared clicks", sum(one.clicks for one in found.shared), earned.postings),
        ("reversals", found.taken_back, undone.total),
        ("number of reversals", found.reversed_clicks, undone.postings),
        (
            "reversals by campaign",
            sum(one.reversed for one in found.campaigns),
            undone.total,
        ),
        (
            "accruals by campaign",
            sum(one.amount for one in found.accrued),
            by_kind.get(ACCRUAL, none).total,
        ),
        ("payments", -found.paid, sum(paid)),
        ("releases", by_kind.get(RELEASE, none).total, 0),
    )
    return [
        f"{name}: {told} told, {booked} booked"
        for name, told, booked in asked
        if told != booked
    ]


def _campaigns(
    clicks: Sequence[Group], undone: Sequence[Group]
) -> tuple[CampaignClicks, ...]:
    billed, back = _by_campaign(clicks), _by_campaign(undone)
    made = [
        CampaignClicks(key, *billed[key], *back[key])
        for key in billed.keys() | back.keys()
    ]
    return tuple(sorted(made, key=lambda one: (-one.gross, one.campaign)))


def _by_campaign(groups: Sequence[Group]) -> "defaultdict[str, tuple[int, Money]]":
    found: defaultdict[str, tuple[int, Money]] = defaultdict(lambda: (0, Money(0)))
    for one in groups:
        number, amount = found[one.campaign]
        found[one.campaign] = number + one.postings, Money(amount + one.amount)
    return found


def _accrued(groups: Sequence[Group]) -> tuple[Accrued, ...]:
    made = [Accrued(key, *told) for key, told in _by_campaign(groups).items()]
    return tuple(sorted(made, key=lambda one: (-one.amount, one.campaign)))


def _shared(clicks: Sequence[Group]) -> tuple[Shared, ...]:
    found: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in clicks:
        number, amount = found[one.cinemas - 1]
        found[one.cinemas - 1] = number + one.postings, amount + one.amount
    return tuple(
        Shared(others, number, Money(amount))
        for others, (number, amount) in sorted(found.items())
    )


def _reversed(undone: Sequence[Group]) -> tuple[Reversed, ...]:
    found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in undone:
        number, amount = found[one.reason]
        found[one.reason] = number + one.postings, amount + one.amount
    return tuple(
        Reversed(reason, number, Money(amount))
        for reason, (number, amount) in sorted(found.items())
    )


def _movements(groups: Sequence[Group]) -> tuple[Movement, ...]:
    kinds = dict.fromkeys(one.kind for one in groups)
    known = [kind for kind in ORDER if kind in kinds]
    return tuple(
        _movement(kind, [one for one in groups if one.kind == kind])
        for kind in [*known, *sorted(kinds.keys() - set(ORDER))]
    )


def _movement(kind: str, own: Sequence[Group]) -> Movement:
    by_account = {
        account: [one for one in own if one.account == account]
        for account in (CINEMA_PENDING, CINEMA_PAYABLE)
    }
    numbers = [sum(one.postings for one in each) for each in by_account.values()]
    pending, payable = (
        Money(sum(one.amount for one in each)) for each in by_account.values()
    )
    # A release moves from one account to the other: one posting, two entries.
    postings = max(numbers) if kind == RELEASE else sum(numbers)
    return Movement(kind, postings, pending, payable)
