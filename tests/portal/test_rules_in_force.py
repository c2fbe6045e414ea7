"""The pool's own rules hold everywhere: no page, file or answer shows less."""

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.lab.frequency import Class
from toile.lab.lift import Side, effect
from toile.portal.accounts.models import Membership
from toile.portal.accounts.seats import Seat
from toile.portal.campaigns import services as campaigns
from toile.portal.charter.models import PoolRules
from toile.portal.cinemas.services import put_audience, put_site_figures
from toile.portal.tokens.scopes import Scope
from toile.portal.tokens.services import make_token
from toile.wire.clock import now_ms, paris_date, to_datetime
from toile.worker.publish.auctions import Auctions
from toile.worker.publish.near_you import NearYou
from toile.worker.publish.plans import ads_plan

SignIn = Callable[[str], Client]
CELL, SEGMENT = 500, 1_000
FILES = ("jours", "audience")


@pytest.fixture
def today() -> datetime.date:
    return paris_date(now_ms())


@pytest.fixture(params=[False, True], ids=["floor", "rules"])
def strict(request: pytest.FixtureRequest, db: None, today: datetime.date) -> bool:
    """Once with the law's floors alone, once under the pool's stricter rules."""
    if request.param:
        PoolRules.objects.create(
            starts_on=today - datetime.timedelta(days=1),
            fee_micros=400,
            sharing_rule="equal",
            window_days=90,
            threshold_micros=25_000_000,
            smallest_cell=CELL,
            smallest_segment=SEGMENT,
            reason="Par prudence",
            made_at=to_datetime(now_ms()),
        )
    return bool(request.param)


@pytest.fixture
def counted(world: Any, today: datetime.date) -> Any:
    """The Royal with 300 yes, 100 no and 450 spectators, of a pool of 460."""
    put_site_figures(world.site.id, today, visits=700, consents=300, refusals=100)
    at = to_datetime(now_ms())
    put_audience(today, {world.royal.id: 450}, 460, at)
    return world


def test_a_cinemas_page_and_its_file(
    strict: bool, counted: Any, sign_in: SignIn
) -> None:
    url = reverse("payouts:cinema", args=[counted.royal.id])
    answer = sign_in("royal").get(url)
    board, page = answer.context["board"], answer.content.decode()
    hidden = (None, None, None, None, None)
    told = (300, 100, 0.75, 450, 1.0)
    found = (
        board.consents,
        board.refusals,
        board.consent_rate,
        board.newest.spectators,
        board.share,
    )
    assert found == (hidden if strict else told)
    assert ("moins de 500" in page) is strict
    file = sign_in("royal").get(url, {"export": "csv"}).content.decode("utf-8-sig")
    assert ("<\xa0500" in file) is strict
    assert (";300;" in file) is not strict


def test_the_pools_page_its_map_and_its_file(
    strict: bool, counted: Any, sign_in: SignIn
) -> None:
    answer = sign_in("scare").get("/pool/")
    assert answer.context["figures"].consent_rate == (None if strict else 0.75)
    assert answer.context["map"].values == ({} if strict else {"83": "450"})
    file = sign_in("scare").get("/pool/", {"export": "csv"}).content.decode("utf-8-sig")
    assert ("450" in file) is not strict


def test_the_unions_page_of_a_site(strict: bool, counted: Any, sign_in: SignIn) -> None:
    page = sign_in("scare").get(reverse("decisions:site", args=[counted.site.id]))
    figures = page.context["figures"]
    told = (300, 100, 0.75)
    found = (figures.consents, figures.refusals, figures.rate)
    assert found == ((None, None, None) if strict else told)


def test_a_cinemas_archive(strict: bool, counted: Any, sign_in: SignIn) -> None:
    answer = sign_in("royal").get(reverse("members:export", args=[counted.royal.id]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        days, people = (file.read(f"{one}.csv").decode() for one in FILES)
        read_me = file.read("LISEZ-MOI.txt").decode()
    assert ("300" in days) is not strict
    assert ("450" in people) is not strict
    assert f"rien sous {CELL if strict else 50}" in read_me


def test_the_api(strict: bool, counted: Any) -> None:
    user = counted.people.users["royal"]
    seat = Seat(user, Membership.objects.get(user=user))
    _token, text = make_token(seat, name="x", scopes=[Scope.CINEMAS_READ], days=30)
    url = f"/api/v1/cinemas/{counted.royal.id}/days"
    answer: Any = Client().get(url, headers={"Authorization": f"Bearer {text}"})
    newest = answer.json()["items"][-1]
    told = (None, None) if strict else (300, 100)
    assert (newest["visits"], newest["consents"], newest["refusals"]) == (700, *told)


def test_a_campaigns_report(strict: bool, world: Any, sign_in: SignIn) -> None:
    at = to_datetime(now_ms())
    classes = (Class(1, 1, 300), Class(2, None, 120))
    campaigns.put_campaign_reach(world.campaign.id, 420, 600, 1.4, classes, at)
    compared = effect(Side(400, 64), Side(300, 12))
    campaigns.put_campaign_effect(world.campaign.id, compared, at)
    campaigns.set_holdout(world.campaign, 10)
    page = sign_in("condor").get(reverse("campaigns:detail", args=[world.campaign.id]))
    report = page.context["report"]
    assert report.reach.ids == (None if strict else 420)
    assert (report.effect.served_rate is None) is strict
    assert ("Moins de 500 spectateurs" in report.reach.why) is strict


def test_the_plan_carries_the_smallest_segment(strict: bool, world: Any) -> None:
    plan = ads_plan(1, to_datetime(now_ms()), NearYou(), Auctions())
    assert plan.smallest_segment == (SEGMENT if strict else 100)
