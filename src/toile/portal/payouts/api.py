"""What cinemas are owed, for programs."""

import datetime

from ninja import Query
from pydantic import Field

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force, fee_micros
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Day, Key, Micros, Told
from toile.portal.cinemas.api import find_cinema
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts import selectors
from toile.portal.tokens.scopes import Scope
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind

router = ApiRouter("Payouts")


class AgreementOut(Told):
    """A signed agreement in force; days are inclusive."""

    reference: str
    starts_on: Day
    ends_on: Day | None
    fee_micros: Micros
    window_days: int
    threshold_micros: Micros


class BalanceOut(Told):
    """What a cinema has earned, and what of it is still to be paid."""

    cinema: Key
    owed_micros: Micros
    earned_micros: Micros
    agreement: AgreementOut | None


class PoolOut(Told):
    """The pool at a glance."""

    cinemas: int
    in_force: int = Field(description="Cinemas with an agreement in force today.")
    fee_micros: Micros | None = Field(description="Of a billable click; null: none.")
    owed_micros: Micros


class MemberOut(Told):
    """A cinema as the union lists it."""

    cinema: Key
    name: str
    agreement: AgreementOut | None
    owed_micros: Micros


@router.reads(
    "/cinemas/{cinema_id}/balance",
    Scope.PAYOUTS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=BalanceOut,
)
def get_balance(request: ApiRequest, cinema_id: Key) -> BalanceOut:
    """Read a cinema's balance."""
    cinema = find_cinema(request, cinema_id)
    return BalanceOut(
        cinema=cinema.id,
        owed_micros=selectors.owed_micros(cinema),
        earned_micros=selectors.earned_micros(cinema),
        agreement=_agreement(cinemas_in_force(_today()).get(cinema.id)),
    )


@router.reads("/pool", Scope.PAYOUTS_READ, Kind.UNION, gives=PoolOut)
def get_pool(request: ApiRequest) -> PoolOut:
    """Read the pool's members, fee and debts at a glance."""
    today = _today()
    return PoolOut(
        cinemas=Cinema.objects.count(),
        in_force=len(cinemas_in_force(today)),
        fee_micros=fee_micros(today),
        owed_micros=sum(selectors.owed_by_cinema().values()),
    )


@router.reads("/pool/members", Scope.PAYOUTS_READ, Kind.UNION, gives=Page[MemberOut])
def list_members(request: ApiRequest, asked: Query[Paging]) -> Page[MemberOut]:
    """List every cinema with its agreement and what it is owed."""
    agreements = cinemas_in_force(_today())
    owed = selectors.owed_by_cinema()

    def write(cinema: Cinema) -> MemberOut:
        return MemberOut(
            cinema=cinema.id,
            name=str(cinema),
            agreement=_agreement(agreements.get(cinema.id)),
            owed_micros=owed.get(cinema.id, 0),
        )

    return page_of(Cinema.objects.all(), asked, write)


def _agreement(agreement: Agreement | None) -> AgreementOut | None:
    if agreement is None:
        return None
    return AgreementOut(
        reference=agreement.reference,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        fee_micros=agreement.fee_micros,
        window_days=agreement.window_days,
        threshold_micros=agreement.threshold_micros,
    )


def _today() -> datetime.date:
    return paris_date(now_ms())
