"""Adding the ledger up: by the kept balances at once, or entry by entry."""

from dataclasses import dataclass

from django.db.models import F, Sum

from toile.portal.payouts.models import Account, Balance, Entry, Posting


@dataclass(frozen=True)
class Discrepancy:
    """What does not add up: a posting or an account, what it is, what it should be."""

    subject: str
    found_micros: int
    expected_micros: int


def kept_balance() -> dict[str, int]:
    """Sum the kept balances by kind of account (1 query); together they are zero."""
    rows = Balance.objects.values_list("account__kind").annotate(Sum("amount_micros"))
    return dict(rows.order_by("account__kind"))


def trial_balance() -> list[Discrepancy]:
    """Add the whole ledger up again; an empty list means that the money adds up."""
    unbalanced = (
        Entry.objects.values("posting_id")
        .annotate(total=Sum("amount_micros"))
        .exclude(total=0)
        .values_list("posting_id", "total")
    )
    faults = [Discrepancy(f"posting {key}", total, 0) for key, total in unbalanced]
    empty = Posting.objects.filter(entries__isnull=True).values_list("id", flat=True)
    faults += [Discrepancy(f"posting {key} has no entries", 0, 0) for key in empty]
    balances = Balance.objects.select_related("account").annotate(
        total=Sum("account__entries__amount_micros", default=0)
    )
    faults += [
        Discrepancy(f"account {row.account.code}", row.amount_micros, row.total)
        for row in balances.exclude(total=F("amount_micros"))
    ]
    kept = Account.objects.filter(balance__isnull=True)
    faults += [
        Discrepancy(f"account {account.code} has no balance", 0, account.total)
        for account in kept.annotate(total=Sum("entries__amount_micros", default=0))
    ]
    return faults
