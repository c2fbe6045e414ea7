"""Sites that report strangely: found, suspended, let report again; with a reason."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from clock import TODAY
from toile.portal.agreements.selectors import member_sites
from toile.portal.audit.models import AuditEntry
from toile.portal.cinemas.services import put_site_figures
from toile.portal.decisions.services import StaleError, judge_site
from toile.portal.decisions.signs import SiteSign, signs_of, watched_sites
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]


def report(site: Any, ago: int, **figures: int) -> None:
    put_site_figures(site.id, TODAY - datetime.timedelta(days=ago), **figures)


def test_a_site_that_reports_as_it_should_waits_for_nobody(world: Any) -> None:
    report(world.site, 1, visits=900, consents=300, refusals=120)
    assert watched_sites(TODAY) == []


@pytest.mark.parametrize(
    ("ago", "figures", "sign"),
    [
        (14, {"visits": 5, "consents": 1, "refusals": 1}, SiteSign.SILENT),
        (1, {"visits": 900, "consents": 300}, SiteSign.ALL_YES),
        (1, {"visits": 900}, SiteSign.NO_CHOICE),
    ],
)
def test_what_is_strange_is_found(
    world: Any, ago: int, figures: dict[str, int], sign: SiteSign
) -> None:
    report(world.site, ago, **figures)
    (found,) = watched_sites(TODAY)
    assert found.signs == (sign,)
    assert found.words


def test_thirteen_silent_days_and_a_few_yeses_are_no_sign(world: Any) -> None:
    report(world.site, 13, visits=5, consents=100)
    assert signs_of(world.site, TODAY) == ()


def test_a_suspended_site_leaves_the_plan_and_comes_back(world: Any) -> None:
    scare = world.people.users["scare"]
    assert world.site in member_sites(TODAY)
    judge_site(world.site.id, "suspended", "Pas de refus possible.", scare, TODAY)
    assert world.site not in member_sites(TODAY)
    (mail,) = Mail.objects.filter(
        template="decisions/site", recipient__contains="royal@"
    )
    assert "Pas de refus possible." in mail.text
    judge_site(world.site.id, "lifted", "Corrigé.", scare, TODAY)
    assert world.site in member_sites(TODAY)
    entries = AuditEntry.objects.filter(action__startswith="site_verdict.")
    assert [one.details["reason"] for one in entries.order_by("id")] == [
        "Pas de refus possible.",
        "Corrigé.",
    ]


def test_what_was_looked_at_stays_quiet(world: Any) -> None:
    today = paris_date(now_ms())
    put_site_figures(world.site.id, today, visits=900, consents=300)
    assert watched_sites(today)
    judge_site(
        world.site.id, "left", "Vérifié sur place.", world.people.users["scare"], today
    )
    assert watched_sites(today) == []
    assert signs_of(world.site, today) == (SiteSign.ALL_YES,)


def test_only_the_union_decides_and_only_with_a_reason(world: Any) -> None:
    users = world.people.users
    with pytest.raises(PermissionDenied):
        judge_site(world.site.id, "suspended", "Non", users["scare_viewer"], TODAY)
    with pytest.raises(ValidationError):
        judge_site(world.site.id, "suspended", "  ", users["scare"], TODAY)
    with pytest.raises(StaleError):
        judge_site(world.site.id, "lifted", "Rien", users["scare"], TODAY)
    world.site.refresh_from_db()
    assert world.site.status == "active"


def test_who_suspends_what_is_suspended_is_told_and_keeps_the_reason(
    world: Any, sign_in: SignIn
) -> None:
    address = reverse("decisions:site", args=[world.site.id])
    given = {"verdict": "suspended", "reason": "Encore une fois."}
    assert sign_in("scare").post(address, given).status_code == 302
    said = sign_in("scare_editor").post(address, given)
    assert said.status_code == 409
    assert "déjà suspendu" in said.content.decode()
    assert "Encore une fois." in said.content.decode()
    assert "suspendu" in sign_in("scare").get("/accords/?genre=site").content.decode()


def test_a_form_without_reason_says_so_beside_it(world: Any, sign_in: SignIn) -> None:
    address = reverse("decisions:site", args=[world.site.id])
    said = sign_in("scare").post(address, {"verdict": "suspended", "reason": " "})
    assert said.status_code == 422
    assert "Écrivez le motif" in said.content.decode()
