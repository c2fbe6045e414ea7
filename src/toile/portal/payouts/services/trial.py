"""Adding the ledger up: by the kept balances at once, or entry by entry."""

from dataclasses import dataclass

from django.db.models import Sum

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
    return faults + _accounts()


def _accounts() -> list[Discrepancy]:
    """Lay the kept balances beside the sums of their accounts' entries (3 queries)."""
    grouped = Entry.objects.order_by().values_list("account_id")
    sums = dict(grouped.annotate(Sum("amount_micros")))
    kept = dict(Balance.objects.values_list("account_id", "amount_micros"))
    faults = []
    for key, code in Account.objects.order_by("code").values_list("id", "code"):
        total = sums.get(key, 0)
        if key not in kept:
            faults.append(Discrepancy(f"account {code} has no balance", 0, total))
        elif kept[key] != total:
            faults.append(Discrepancy(f"account {code}", kept[key], total))
    return faults
