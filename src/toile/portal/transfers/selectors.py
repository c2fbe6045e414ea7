"""What the union sees of its runs, and a cinema of its transfers."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from toile.portal.cinemas.models import Cinema
from toile.portal.transfers.checks import payable_by_cinema
from toile.portal.transfers.models import BankAnswer, Payer, Run, SecondLook, Transfer
from toile.portal.transfers.orders import ORDERED
from toile.portal.transfers.refusals import TransferRefusal, remedy_of, words_of


@dataclass(frozen=True)
class Row:
    """A transfer as the page shows it."""

    transfer: Transfer
    refusals: list[tuple[str, str]]
    may_be_looked_at: bool


@dataclass(frozen=True)
class Standing:
    """What is owed in all, of which what runs pay at present."""

    payable_micros: int
    reserved_micros: int
    cinemas: int


def runs() -> QuerySet[Run]:
    """All runs with how much they pay to how many."""
    ordered = Q(transfers__state__in=ORDERED)
    return Run.objects.select_related("proposed_by").annotate(
        paid=Count("transfers", filter=ordered),
        total_micros=Coalesce(
            Sum(
                F("transfers__amount_micros") + F("transfers__vat_micros"),
                filter=ordered,
            ),
            0,
        ),
        held=Count("transfers", filter=Q(transfers__state=Transfer.State.HELD)),
    )


def rows_of(run: Run) -> list[Row]:
    """The transfers of a run, each with what stands against it (2 queries)."""
    found = run.transfers.select_related("cinema", "account").order_by("position")
    transfers = list(found)
    looked = set(
        SecondLook.objects.filter(
            account__in=[row.account_id for row in transfers if row.account_id]
        ).values_list("account_id", flat=True)
    )
    return [
        Row(
            one,
            [(words_of(code), remedy_of(code)) for code in one.refusals],
            TransferRefusal.ACCOUNT_CHANGED in one.refusals
            and one.account_id not in looked,
        )
        for one in transfers
    ]


def standing() -> Standing:
    """Sum up what may be paid, and what is on its way."""
    owed = [amount for amount in payable_by_cinema().values() if amount > 0]
    reserved = Transfer.objects.filter(state=Transfer.State.RESERVED)
    total = reserved.aggregate(total=Coalesce(Sum("amount_micros"), 0))["total"]
    return Standing(sum(owed), int(total), len(owed))


def answers() -> QuerySet[BankAnswer]:
    """What the bank answered, the newest first."""
    return BankAnswer.objects.select_related("given_by")


def payer() -> Payer | None:
    """From which account the union pays; nothing before it has said so."""
    return Payer.objects.select_related("account", "given_by").first()


def transfers_to(cinema: Cinema) -> QuerySet[Transfer]:
    """What was paid to a cinema, is on its way or came back, the newest first."""
    return (
        cinema.transfers.filter(state__in=ORDERED, run__handed_over_at__isnull=False)
        .select_related("run")
        .order_by("-run__proposed_at")
    )
