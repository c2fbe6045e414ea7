"""What cinemas are owed, for programs."""

import datetime

from ninja import Query
from pydantic import Field

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force, rate
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Day, Key, Micros, Told
from toile.portal.charter.terms import MONEY
from toile.portal.cinemas.api import find_cinema
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.movements import Standing, ever, owed_micros, standings
from toile.portal.tokens.scopes import Scope
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind

router = ApiRouter("Payouts")


class AgreementOut(Told):
    """A signed agreement in force; days are inclusive.

    The fee is taken of what `basis` names, by the rate of that name: a click, a share
    of the media spend, a thousand targeted impressions. The other rates, and a cap
    that there is none of, are 0. What is paid follows the agreement between operator
    and union, which the union reads under `/pool`.
    """

    reference: str
    starts_on: Day
    ends_on: Day | None
    basis: str
    fee_micros: Micros
    spend_basis_points: int
    impression_fee_micros: Micros
    sharing_rule: str
    cinema_cap_micros: Micros
    campaign_cap_micros: Micros
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
    agreement: AgreementOut | None = Field(description="With the operator; null: none.")
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
        owed_micros=owed_micros(cinema),
        earned_micros=ever(cinema).net_micros,
        agreement=_agreement(cinemas_in_force(_today()).get(cinema.id)),
    )


@router.reads("/pool", Scope.PAYOUTS_READ, Kind.UNION, gives=PoolOut)
def get_pool(request: ApiRequest) -> PoolOut:
    """Read the pool's members, fee and debts at a glance."""
    today = _today()
    agreement = rate(today)
    return PoolOut(
        cinemas=Cinema.objects.count(),
        in_force=len(cinemas_in_force(today)),
        fee_micros=None if agreement is None else agreement.fee_micros,
        agreement=_agreement(agreement),
        owed_micros=sum(one.owed_micros for one in standings().values()),
    )


@router.reads("/pool/members", Scope.PAYOUTS_READ, Kind.UNION, gives=Page[MemberOut])
def list_members(request: ApiRequest, asked: Query[Paging]) -> Page[MemberOut]:
    """List every cinema with its agreement and what it is owed."""
    agreements = cinemas_in_force(_today())
    owed = standings()

    def write(cinema: Cinema) -> MemberOut:
        return MemberOut(
            cinema=cinema.id,
            name=str(cinema),
            agreement=_agreement(agreements.get(cinema.id)),
            owed_micros=owed.get(cinema.id, Standing()).owed_micros,
        )

    return page_of(Cinema.objects.all(), asked, write)


def _agreement(agreement: Agreement | None) -> AgreementOut | None:
    if agreement is None:
        return None
    return AgreementOut(
        reference=agreement.reference,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        **{name: getattr(agreement, name) for name in MONEY},
        window_days=agreement.window_days,
        threshold_micros=agreement.threshold_micros,
    )


def _today() -> datetime.date:
    return paris_date(now_ms())
