"""Ending: notice, causes, days; who may, and who may take it back."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from toile.portal.agreements import ending
from toile.portal.agreements import services as agreements
from toile.portal.agreements.amending import amend
from toile.portal.agreements.models import Agreement, Termination
from toile.portal.agreements.selectors import cinemas_in_force, member_sites, rate
from toile.portal.audit.models import AuditEntry
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

Side, Cause = Termination.Side, Termination.Cause
ONE_DAY = datetime.timedelta(days=1)


def today() -> datetime.date:
    return paris_date(now_ms())


def end(client: Any, agreement: Agreement, **given: Any) -> Any:
    told = {"cause": "notice", "day": today().isoformat(), "agreed": "on", **given}
    return client.post(reverse("agreements:end", args=[agreement.pk]), told)


def test_a_cinema_goes_the_same_day(world: Any, sign_in: Any) -> None:
    assert len(member_sites(today())) == 1
    assert end(sign_in("royal"), world.agreement).status_code == 302
    assert member_sites(today()) == []
    told = Mail.objects.filter(template="agreements/ended")
    assert "scare@toile.test" in {mail.recipient for mail in told}
    assert AuditEntry.objects.filter(action="agreement.terminated").count() == 1


def test_the_union_keeps_its_notice(world: Any, sign_in: Any) -> None:
    scare = sign_in("scare")
    page = end(scare, world.agreement, day=(today() + 29 * ONE_DAY).isoformat())
    assert page.status_code == 422
    assert "le préavis court jusque-là" in page.content.decode()
    day = today() + 30 * ONE_DAY
    assert end(scare, world.agreement, day=day.isoformat()).status_code == 302
    assert world.royal.pk in cinemas_in_force(day - ONE_DAY)
    assert world.royal.pk not in cinemas_in_force(day)


def test_for_a_cause_the_union_ends_at_once_and_says_why(
    world: Any, sign_in: Any
) -> None:
    scare = sign_in("scare")
    assert end(scare, world.agreement, cause="consent").status_code == 422
    told = "Le pixel parle avant le oui."
    assert end(scare, world.agreement, cause="consent", reason=told).status_code == 302
    assert member_sites(today()) == []
    mail = Mail.objects.get(template="agreements/ended", recipient="royal@toile.test")
    assert told in mail.text
    assert "collecte sans consentement valable" in mail.text
    entry = AuditEntry.objects.get(action="agreement.terminated")
    assert (entry.details["cause"], entry.details["side"]) == ("consent", "union")


def test_both_sides_of_the_operators_contract_keep_ninety_days(
    people: Any, sign_in: Any
) -> None:
    made = agreements.sign("operator_union", people.klox, "K-1", today() - ONE_DAY)
    for who in ("klox", "scare"):
        early = (today() + 89 * ONE_DAY).isoformat()
        assert end(sign_in(who), made, day=early).status_code == 422
    told = {"cause": "security", "reason": "Clé perdue."}
    assert end(sign_in("klox"), made, **told).status_code == 302
    assert rate(today()) is None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("royal_editor", 403),
        ("royal_viewer", 403),
        ("scare_viewer", 403),
        ("eldorado", 404),
        ("condor", 403),
        ("nobody", 403),
    ],
)
def test_nobody_else_ends_it(world: Any, sign_in: Any, who: str, status: int) -> None:
    assert end(sign_in(who), world.agreement).status_code == status
    assert world.royal.pk in cinemas_in_force(today())


def test_no_end_in_the_past_or_far_away(world: Any, sign_in: Any) -> None:
    royal = sign_in("royal")
    for day in (today() - ONE_DAY, today() + 400 * ONE_DAY):
        page = end(royal, world.agreement, day=day.isoformat())
        assert page.status_code == 422
    assert end(royal, world.agreement, agreed="").status_code == 422
    assert not Termination.objects.exists()


def test_only_the_side_that_ended_takes_it_back(world: Any, sign_in: Any) -> None:
    day = today() + 60 * ONE_DAY
    end(sign_in("scare"), world.agreement, day=day.isoformat())
    url = reverse("agreements:keep", args=[world.agreement.pk])
    stay = reverse("members:stay", args=[world.royal.pk])
    for address in (url, stay):
        page = sign_in("royal").post(address, follow=True).content.decode()
        assert "elle seule peut revenir" in page
    assert world.royal.pk not in cinemas_in_force(day)
    sign_in("scare").post(url)
    assert world.royal.pk in cinemas_in_force(day)
    assert Termination.objects.count() == 1


def test_an_end_may_come_sooner_never_later(world: Any, people: Any) -> None:
    by, side = people.users["royal"], Side.COUNTERPART
    ending.end(world.agreement, today() + 9 * ONE_DAY, by, today(), side=side)
    with pytest.raises(ValidationError, match="déjà prévue"):
        ending.end(world.agreement, today() + 10 * ONE_DAY, by, today(), side=side)
    ending.end(world.agreement, today(), by, today(), side=side)
    assert world.royal.pk not in cinemas_in_force(today())
    with pytest.raises(ValidationError, match="plus en vigueur"):
        ending.end(world.agreement, today(), by, today(), side=side)


def test_amendments_to_come_end_with_what_they_amend(world: Any, people: Any) -> None:
    by = people.users["scare"]
    amend(world.agreement, today() + 9 * ONE_DAY, today(), by, fee_micros=500)
    ending.end(
        world.agreement, today(), people.users["royal"], today(), side=Side.COUNTERPART
    )
    for days in (0, 9, 50):
        assert world.royal.pk not in cinemas_in_force(today() + days * ONE_DAY)


def test_an_end_taken_back_brings_amendments_to_come_back(
    world: Any, people: Any
) -> None:
    by, side = people.users["royal"], Side.COUNTERPART
    first, later = today() + 5 * ONE_DAY, today() + 9 * ONE_DAY
    amend(world.agreement, later, today(), people.users["scare"], fee_micros=500)
    ending.end(world.agreement, first, by, today(), side=side)
    assert world.royal.pk not in cinemas_in_force(later)
    ending.take_back(world.agreement, by, today(), side=side)
    assert world.royal.pk in cinemas_in_force(first)
    assert cinemas_in_force(later)[world.royal.pk].fee_micros == 500
