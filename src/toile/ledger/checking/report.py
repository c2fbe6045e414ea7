"""What a reconciliation tells: what was compared, each difference, its cause."""

from enum import StrEnum

import msgspec


class Subject(StrEnum):
    """What is laid beside what."""

    JOURNAL_AND_TRAIL = "journal_trail"
    TRAIL_AND_LEDGER = "trail_ledger"
    LEDGER_AND_STATEMENTS = "ledger_statements"
    NOTICES_AND_IMPRESSIONS = "notices_impressions"
    BILLS_AND_LEDGER = "bills_ledger"
    KEPT_AND_SUMMED = "kept_summed"
    CHAIN = "chain"
    CLOSED_MONTHS = "closed_months"
    TRANSFERS_AND_LEDGER = "transfers_ledger"


class Cause(StrEnum):
    """Why two books differ, as far as can be found out."""

    # In order: known, and what it is is as agreed (docs/explain/reconciliation.md).
    DUPLICATE = "duplicate"
    WORKER_BEHIND = "worker_behind"
    LATE_AFTER_CLOSING = "late_after_closing"
    IN_HOLD = "in_hold"
    NOT_DRAWN_UP = "not_drawn_up"
    NOTICE_WITHOUT_IMPRESSION = "notice_without_impression"
    IMPRESSION_WITHOUT_NOTICE = "impression_without_notice"
    PRICE_DIFFERS = "price_differs"
    # Wrong: somebody must look.
    UNKNOWN_CAMPAIGN = "unknown_campaign"
    NOT_JUDGED = "not_judged"
    TORN_JOURNAL = "torn_journal"
    NOT_IN_JOURNAL = "not_in_journal"
    NOT_POSTED = "not_posted"
    NOT_IN_TRAIL = "not_in_trail"
    MOVED_DAY = "moved_day"
    OTHER_STATEMENT = "other_statement"
    BOOKED_LESS = "booked_less"
    BOOKED_MORE = "booked_more"
    DOES_NOT_ADD_UP = "does_not_add_up"
    BROKEN_CHAIN = "broken_chain"
    WRITTEN_AFTER_CLOSING = "written_after_closing"
    NOT_RELEASED = "not_released"
    TRANSFER_NOT_BOOKED = "transfer_not_booked"
    BOOKED_NOT_TRANSFERRED = "booked_not_transferred"
    NOT_LOOKED_INTO = "not_looked_into"


EXPLAINED = frozenset(
    {
        Cause.DUPLICATE,
        Cause.WORKER_BEHIND,
        Cause.LATE_AFTER_CLOSING,
        Cause.IN_HOLD,
        Cause.NOT_DRAWN_UP,
        Cause.NOTICE_WITHOUT_IMPRESSION,
        Cause.IMPRESSION_WITHOUT_NOTICE,
        Cause.PRICE_DIFFERS,
    }
)
"""Causes that are in order: told, but nobody has to mend anything."""


class Difference(msgspec.Struct, frozen=True):
    """One thing that differs: how many, how much, where; a few ids to begin with.

    ``day`` is an ISO date or a month, "" for none; ``of`` names a campaign, a cinema,
    an exchange, an account or a link.
    """

    subject: Subject
    cause: Cause
    count: int
    day: str = ""
    of: str = ""
    amount_micros: int = 0
    examples: tuple[str, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Tell whether its cause is in order."""
        return self.cause in EXPLAINED

    @property
    def key(self) -> str:
        """Name the difference as it is now: one that grows has another."""
        parts = (self.subject, self.cause, self.day, self.of)
        return "|".join([*parts, str(self.count), str(self.amount_micros)])


class Compared(msgspec.Struct, frozen=True):
    """What two books count of one thing; amounts where it is money."""

    subject: Subject
    one: int
    other: int
    one_micros: int | None = None
    other_micros: int | None = None


class Report(msgspec.Struct, frozen=True):
    """One reconciliation; ``month`` is "" where everything was compared."""

    month: str
    compared: tuple[Compared, ...]
    differences: tuple[Difference, ...]

    @property
    def wrong(self) -> list[Difference]:
        """Those that somebody must look into."""
        return [one for one in self.differences if not one.is_explained]


def found(
    subject: Subject,
    cause: Cause,
    ids: list[str],
    *,
    day: str = "",
    of: str = "",
    amount_micros: int = 0,
) -> list[Difference]:
    """Tell of some ids, if there are any, by their number and the first of them."""
    if not ids:
        return []
    examples = tuple(sorted(ids)[:MOST_EXAMPLES])
    return [Difference(subject, cause, len(ids), day, of, amount_micros, examples)]


MOST_EXAMPLES = 5
