"""The deeds of the portal keep the house's rules."""

import dataclasses
import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoAssertNumQueries

from clock import NOON, TODAY
from toile.portal.agreements import selectors as agreed
from toile.portal.agreements import services as agreements
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import approved_ids, recent_decisions
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, ClickTrail, LineDay
from toile.portal.campaigns.models.line import SHAPES
from toile.portal.campaigns.selectors import live_lines, targeting
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import SiteDay
from toile.portal.films import services as films
from toile.wire.clock import PARIS
from toile.wire.targeting import AgeRange, Geography, Targeting

A_WEEK = datetime.timedelta(days=7)
Decide = Callable[[str], None]


def go_live(world: Any, decide: Decide) -> None:
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)


def test_only_the_union_decides(world: Any) -> None:
    campaigns.submit(world.campaign)
    waiting = Approval.objects.get(subject_id=world.campaign.id)
    for stranger in ("condor", "royal", "klox", "scare_viewer", "nobody"):
        with pytest.raises(PermissionDenied):
            approvals.approve(waiting.id, world.people.users[stranger])
    waiting.refresh_from_db()
    assert waiting.status == "pending"


def test_the_union_reads_the_days_of_paris(world: Any) -> None:
    midnight = datetime.datetime(2026, 7, 15, tzinfo=PARIS)
    campaigns.add_flight(
        world.campaign, "Été", midnight, midnight + datetime.timedelta(days=15)
    )
    campaigns.submit(world.campaign)
    asked = Approval.objects.get(subject_id=world.campaign.id)
    first, last = (f"{NOON + week:%d/%m/%Y}" for week in (-A_WEEK, A_WEEK))
    assert dict(asked.facts)["Vagues"] == (
        f"Été (15/07/2026 – 29/07/2026), Semaine 1 ({first} – {last})"
    )


def test_a_refusal_says_why_and_sends_the_campaign_back(world: Any) -> None:
    campaigns.submit(world.campaign)
    waiting = Approval.objects.get(subject_id=world.campaign.id)
    scare = world.people.users["scare"]
    with pytest.raises(ValidationError, match="motive"):
        approvals.refuse(waiting.id, scare, "  ")
    approvals.refuse(waiting.id, scare, "Affiche illisible.")
    world.campaign.refresh_from_db()
    assert world.campaign.status == Campaign.Status.DRAFT
    with pytest.raises(ValidationError, match="déjà"):
        approvals.approve(waiting.id, scare)


def test_the_latest_decision_counts(world: Any) -> None:
    scare = world.people.users["scare"]
    again = approvals.request("film", world.film.id, "x", world.people.condor)
    approvals.refuse(again.id, scare, "Droits contestés.")
    assert world.film.id not in approved_ids("film")


def test_no_campaign_goes_live_without_both_approvals(
    world: Any, decide: Decide
) -> None:
    with pytest.raises(ValidationError, match="campagne"):
        campaigns.go_live(world.campaign)
    go_live(world, decide)
    world.campaign.refresh_from_db()
    assert world.campaign.status == Campaign.Status.LIVE


def test_a_campaign_of_a_refused_film_cannot_go_live(
    world: Any, decide: Decide
) -> None:
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    again = approvals.request("film", world.film.id, "x", world.people.condor)
    approvals.refuse(again.id, world.people.users["scare"], "Non.")
    with pytest.raises(ValidationError, match="titre du film"):
        campaigns.go_live(world.campaign)


def test_live_lines_are_read_in_a_handful_of_queries(
    world: Any,
    decide: Decide,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assert live_lines(NOON) == []
    go_live(world, decide)
    with django_assert_max_num_queries(6):
        (line,) = live_lines(NOON)
        assert line.flight.campaign.film.title == "L'Ombre de Staline"
        assert line.flight.campaign.distributor.name == "Condor"
        assert [c.id for c in line.flight.campaign.creatives.all()] == [
            world.creative.id
        ]
        assert targeting(line) == Targeting(
            placements=(world.placement.id,),
            segments=("aea",),
            geography=(Geography(country="FR", departement="83"),),
            ages=(AgeRange(25, 49),),
        )
    assert live_lines(NOON + datetime.timedelta(days=30)) == []


def test_a_campaign_made_live_without_a_yes_is_not_served(
    world: Any, decide: Decide
) -> None:
    world.campaign.status = Campaign.Status.LIVE
    world.campaign.save()
    assert live_lines(NOON) == []
    approvals.request("campaign", world.campaign.id, "x", world.people.condor)
    decide(world.campaign.id)
    assert len(live_lines(NOON)) == 1


def test_a_film_whose_title_changes_is_asked_anew(world: Any, decide: Decide) -> None:
    go_live(world, decide)
    films.change_film(world.film, director="Agnieszka Holland")
    assert len(live_lines(NOON)) == 1
    films.change_film(world.film, title="Mr Jones")
    assert live_lines(NOON) == []
    first = Approval.objects.get(kind="film", status="pending")
    films.change_film(world.film, allocine_id=1)
    asked = Approval.objects.get(kind="film", status="pending")
    assert asked.subject_name == "Mr Jones"
    assert "=1.html" in dict(asked.facts)["Allociné"]
    with pytest.raises(ValidationError, match="changé"):
        approvals.approve(first.id, world.people.users["scare"])
    assert first not in recent_decisions()
    decide(world.film.id)
    assert len(live_lines(NOON)) == 1


def test_a_line_whose_placements_are_paused_is_served_nowhere(
    world: Any, decide: Decide
) -> None:
    go_live(world, decide)
    world.placement.status = "paused"
    world.placement.save()
    assert live_lines(NOON) == []


def test_a_cap_that_nobody_can_count_is_refused(world: Any) -> None:
    wanted: dict[str, Any] = {
        "budget_micros": 1,
        "price_micros": 1,
        "cap_impressions": 3,
    }
    with pytest.raises(ValidationError) as caught:
        campaigns.add_line(world.line.flight, "x", [], **wanted)
    (why,) = caught.value.message_dict["cap_impressions"]
    assert "aucun identifiant" in why
    line = campaigns.add_line(world.line.flight, "y", [], pool=True, **wanted)
    assert line.cap_impressions == 3


def test_criteria_the_ads_wing_could_not_read_are_refused(world: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        campaigns.add_line(
            world.line.flight,
            "x",
            [],
            budget_micros=1,
            price_micros=1,
            genders=["other"],
            ages=[{"youngest": "ten"}],
        )
    assert caught.value.message_dict == {
        "genders": ['Ce critère se lit mal. Écrivez-le ainsi : ["female", "male"]'],
        "ages": [
            'Ce critère se lit mal. Écrivez-le ainsi : [{"youngest": 25, "oldest": 49}]'
        ],
    }


@pytest.mark.parametrize("name", SHAPES)
def test_the_example_of_each_criterion_is_good(world: Any, name: str) -> None:
    line = world.line
    setattr(line, name, "x")
    with pytest.raises(ValidationError) as caught:
        line.clean()
    (said,) = caught.value.message_dict[name]
    setattr(line, name, json.loads(said.partition(" : ")[2]))
    line.clean()


def test_agreements_of_one_cinema_never_overlap(world: Any) -> None:
    def sign(starts_on: datetime.date) -> object:
        return agreements.sign(
            "union_cinema",
            world.people.royal,
            "SCARE-2026-002",
            starts_on,
            cinema=world.royal,
        )

    with pytest.raises(ValidationError, match="SCARE-2026-001"):
        sign(datetime.date(2026, 6, 1))
    agreements.terminate(world.agreement, datetime.date(2026, 6, 1))
    sign(datetime.date(2026, 6, 1))


def test_an_agreement_counts_from_its_start_until_it_is_terminated(
    world: Any,
) -> None:
    first = world.agreement.starts_on
    the_day_before = first - datetime.timedelta(days=1)
    assert agreed.cinemas_in_force(the_day_before) == {}
    assert agreed.cinemas_in_force(first) == {world.royal.id: world.agreement}
    assert agreed.member_sites(first) == [world.site]
    agreements.terminate(world.agreement, TODAY)
    assert agreed.cinemas_in_force(TODAY) == {}
    assert agreed.member_sites(TODAY) == []


def test_figures_of_a_site_are_set_not_added(world: Any) -> None:
    cinemas.put_site_figures(world.site.id, TODAY, visits=2, consents=1)
    cinemas.put_site_figures(world.site.id, TODAY, visits=3, refusals=1)
    row = SiteDay.objects.get()
    assert (row.visits, row.consents, row.refusals, row.withdrawals) == (3, 1, 1, 0)


def test_figures_of_a_line_are_set_not_added(world: Any) -> None:
    key = (world.line.id, world.creative.id, world.placement.id, TODAY)
    campaigns.put_line_figures(*key, impressions=3, spend_micros=12_000)
    campaigns.put_line_figures(*key, clicks=1, billable_clicks=1)
    row = LineDay.objects.get()
    assert (row.impressions, row.views, row.clicks) == (3, 0, 1)
    assert (row.billable_clicks, row.spend_micros) == (1, 12_000)


def test_what_the_union_judges_does_not_change_under_its_eyes(
    world: Any, make_image: Callable[..., bytes]
) -> None:
    campaigns.submit(world.campaign)
    with pytest.raises(ValidationError, match="brouillon"):
        campaigns.add_creative(world.campaign, "Autre affiche", make_image("PNG"))
    with pytest.raises(ValidationError, match="brouillon"):
        campaigns.add_line(world.line.flight, "Autre ligne", [world.placement])
    assert world.campaign.creatives.count() == 1
    assert world.line.flight.lines.count() == 1


def test_a_click_is_recorded_once(world: Any) -> None:
    click = campaigns.DecidedClick(
        "01JD0000000000000000000000",
        NOON,
        world.line.id,
        world.creative.id,
        world.placement.id,
    )
    again = dataclasses.replace(click, reason="double_click")
    assert campaigns.record_clicks([click]) == 1
    assert campaigns.record_clicks([again]) == 0
    assert ClickTrail.objects.get().reason == ""
