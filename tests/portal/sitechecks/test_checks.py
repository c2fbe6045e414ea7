"""From the button to the result, and what follows: suspended, told, lifted, kept."""

import datetime
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clock import TODAY
from sitecheck_reports import BAD, DEAD, GOOD, report_of, take_pictures
from toile.portal.agreements.selectors import member_sites
from toile.portal.audit.models import AuditEntry
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Site
from toile.portal.decisions.services import judge_site
from toile.portal.jobs.models import Job
from toile.portal.jobs.runner import Runner
from toile.portal.mail.models import Mail
from toile.portal.sitechecks import checker, pictures, services
from toile.portal.sitechecks.deeds import ask_for_those_due
from toile.portal.sitechecks.models import SiteCheck
from toile.portal.sitechecks.selectors import due
from toile.wire.sitecheck import Check, Finding, FindingCode, SiteBrief, Weight
from toile.worker.publish.plans import pool_plan

SignIn = Callable[[str], Client]
Findings = tuple[Finding, ...]


class Told:
    """Stands where the browser would: tells the reports that a test wrote, in turn."""

    def __init__(self) -> None:
        self.reports: list[Findings] = []
        self.briefs: list[SiteBrief] = []

    def __call__(
        self, brief: SiteBrief, folder: Path, waiting: Callable[[float], None]
    ) -> Any:
        self.briefs.append(brief)
        waiting(1.0)
        return report_of(self.reports.pop(0), take_pictures(folder))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    monkeypatch.setattr(checker, "_INSTALLED", {})
    made = Told()
    checker.install(made)
    return made


def do_a_job() -> None:
    assert Runner(threading.Event()).look_for_a_job()


def check(site: Site, told: Told, *reports: Findings) -> None:
    told.reports += reports
    services.ask(site)
    do_a_job()
    assert told.reports == []
    site.refresh_from_db()


def test_the_button_asks_for_a_job_whose_result_is_a_page_with_pictures(
    world: Any, sign_in: SignIn, told: Told
) -> None:
    royal = sign_in("royal")
    page = reverse("members:cinema_pixel", args=[world.royal.id])
    pixel = royal.get(page, {"site": world.site.id, "etape": "verification"})
    assert "Vérifier mon site" in pixel.content.decode()
    asked = royal.post(
        reverse("sitechecks:ask", args=[world.royal.id]), {"site": world.site.id}
    )
    told.reports = [GOOD]
    do_a_job()
    progress = royal.get(asked.url).content.decode()
    made = SiteCheck.objects.get()
    address = reverse("sitechecks:check", args=[made.id])
    assert address in progress
    page = royal.get(address).content.decode()
    assert "Avant tout choix : aucun envoi à Toile" in page
    assert "Le bandeau est celui de Toile." in page
    first = made.pictures.get(moment="before")
    assert first.sha256 in page
    shown = royal.get(reverse("sitechecks:picture", args=[first.id]))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown.content.startswith(b"\xff\xd8")
    history = royal.get(reverse("sitechecks:cinema", args=[world.royal.id]))
    assert "Owner of royal" in history.content.decode()
    brief = told.briefs[0]
    assert (brief.url, brief.key) == ("https://leroyal.example/", world.site.key)
    assert [one.name for one in brief.controllers] == ["SCARE", "Klox"]
    assert not brief.private


def test_a_site_that_fires_without_consent_twice_is_suspended_and_all_are_told(
    world: Any, sign_in: SignIn, told: Told
) -> None:
    check(world.site, told, BAD, BAD)
    assert world.site.status == "suspended"
    assert world.site not in member_sites(TODAY)
    plan = pool_plan(1, timezone.now())
    assert [(one.key, one.reason) for one in plan.suspended] == [
        (world.site.key, "check")
    ]
    to_cinema = Mail.objects.get(
        template="decisions/site", recipient="royal@toile.test"
    )
    assert "pool/visit" in to_cinema.text
    assert "collecter sans consentement" in to_cinema.text
    to_union = Mail.objects.get(
        template="sitechecks/union", recipient="scare@toile.test"
    )
    assert "deux fois de suite" in to_union.text
    board = sign_in("royal").get(reverse("payouts:cinema", args=[world.royal.id]))
    assert "collecte sans consentement" in board.content.decode()
    verdict = AuditEntry.objects.get(action="site_verdict.suspended")
    assert "pool/visit" in verdict.details["reason"]
    queue = sign_in("scare").get("/accords/?genre=site").content.decode()
    assert "suspendu" in queue
    site_page = sign_in("scare").get(reverse("decisions:site", args=[world.site.id]))
    assert "vérification automatique" in site_page.content.decode()


@pytest.mark.parametrize("second", [GOOD, DEAD])
def test_what_is_not_seen_again_suspends_nobody(
    world: Any, told: Told, second: Findings
) -> None:
    check(world.site, told, BAD, second)
    assert world.site.status == "active"
    assert SiteCheck.objects.count() == 2


def test_a_network_that_fails_suspends_nobody_and_lifts_nothing(
    world: Any, told: Told
) -> None:
    check(world.site, told, DEAD)
    assert world.site.status == "active"
    check(world.site, told, BAD, BAD)
    check(world.site, told, DEAD)
    assert world.site.status == "suspended"


def test_a_good_check_lifts_what_a_check_suspended(world: Any, told: Told) -> None:
    check(world.site, told, BAD, BAD)
    check(world.site, told, GOOD)
    assert world.site.status == "active"
    assert not world.site.suspended_by_check
    assert world.site in member_sites(TODAY)
    mails = Mail.objects.filter(template="decisions/site", recipient="royal@toile.test")
    assert "est levée" in mails.order_by("-made_at", "-id")[0].text


def test_what_the_union_suspended_only_the_union_lifts(world: Any, told: Told) -> None:
    scare = world.people.users["scare"]
    judge_site(world.site.id, "suspended", "Pas de convention affichée.", scare, TODAY)
    check(world.site, told, GOOD)
    assert world.site.status == "suspended"
    assert world.site.suspension_reason == "Pas de convention affichée."
    judge_site(world.site.id, "lifted", "Corrigé.", scare, TODAY)
    check(world.site, told, BAD, BAD)
    judge_site(world.site.id, "lifted", "Vu par téléphone.", scare, TODAY)
    world.site.refresh_from_db()
    assert (world.site.status, world.site.suspension_reason) == ("active", "")


def test_a_machine_without_a_browser_says_so(
    world: Any, told: Told, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = (Finding(Check.REACHABLE, FindingCode.NO_BROWSER, Weight.UNKNOWN),)
    check(world.site, told, lacking)
    assert "Chromium" in Job.objects.get().error
    monkeypatch.setattr(checker, "_INSTALLED", {})
    services.ask(world.site, world.people.users["royal"])
    do_a_job()
    failed = Job.objects.filter(owner__isnull=False).get()
    page = sign_in("royal").get(reverse("jobs:job", args=[failed.id]))
    assert "n’a pas de navigateur" in page.content.decode()
    assert SiteCheck.objects.count() == 0


def test_sites_are_checked_each_week_one_after_the_other(
    world: Any, told: Told, people: Any
) -> None:
    assert ask_for_those_due() == 1
    assert ask_for_those_due() == 1
    assert Job.objects.count() == 1
    now, site = timezone.now(), world.site
    made = services.keep(site, report_of(GOOD), Path())
    SiteCheck.objects.filter(id=made.id).update(at=now - datetime.timedelta(days=6))
    assert due(now, TODAY) == []
    assert due(now + datetime.timedelta(days=1), TODAY) == [site]
    second = cinemas.add_site(world.royal, "Festival", ["https://fest.example"])
    # Who was never looked at comes first, one at a time.
    assert due(now + datetime.timedelta(days=1), TODAY) == [second]
    cinemas.pause_sites(world.royal, "Travaux", TODAY)
    assert due(now + datetime.timedelta(days=1), TODAY) == []


def test_a_site_that_could_not_be_looked_at_is_tried_the_next_day(world: Any) -> None:
    now = timezone.now()
    made = services.keep(world.site, report_of(DEAD), Path())
    SiteCheck.objects.filter(id=made.id).update(at=now - datetime.timedelta(hours=25))
    assert due(now, TODAY) == [world.site]


def test_the_proof_holds_the_pictures_and_a_changed_one_proves_nothing(
    world: Any, told: Told, sign_in: SignIn
) -> None:
    check(world.site, told, GOOD)
    made = SiteCheck.objects.get()
    address = reverse("sitechecks:proof", args=[made.id])
    scare = sign_in("scare")
    with zipfile.ZipFile(io.BytesIO(scare.get(address).content)) as file:
        sums = dict(
            reversed(line.split("  "))
            for line in file.read("SHA256SUMS").decode().splitlines()
        )
        assert set(sums) == {"before.jpg", "yes.jpg", "no.jpg"}
        assert "trois" not in file.read("LISEZ-MOI.txt").decode()
        assert "3 ans" in file.read("LISEZ-MOI.txt").decode()
    entry = AuditEntry.objects.get(action="site.checked")
    assert entry.details["pictures"]["before"] == sums["before.jpg"]
    pictures.path_of(sums["before.jpg"]).write_bytes(b"\xff\xd8 forged")
    with zipfile.ZipFile(io.BytesIO(scare.get(address).content)) as file:
        assert "before.jpg" not in file.namelist()
    page = scare.get(reverse("sitechecks:check", args=[made.id])).content.decode()
    assert "ne prouve plus rien" in page


def test_checks_and_pictures_are_kept_three_years_then_deleted(
    world: Any, told: Told
) -> None:
    check(world.site, told, GOOD)
    check(world.site, told, GOOD)
    old, new = SiteCheck.objects.order_by("id")
    past = timezone.now() - services.KEPT - datetime.timedelta(days=1)
    SiteCheck.objects.filter(id=old.id).update(at=past)
    SiteCheck.objects.filter(id=new.id).update(at=timezone.now())
    assert services.forget_old() == 1
    # The same pictures belong to a newer check as well.
    assert len(list(pictures.folder().iterdir())) == 3
    SiteCheck.objects.update(at=past)
    assert services.forget_old() == 1
    assert list(pictures.folder().iterdir()) == []


def test_the_union_sees_every_site_with_its_newest_check(
    world: Any, told: Told, sign_in: SignIn
) -> None:
    scare = sign_in("scare")
    page = scare.get(reverse("sitechecks:sites")).content.decode()
    assert "jamais vérifié" in page
    check(world.site, told, DEAD)
    page = scare.get(reverse("sitechecks:sites"), {"check_result": "unknown"})
    assert "leroyal" in page.content.decode()
    page = scare.get(reverse("sitechecks:sites"), {"check_result": "ok"})
    assert "leroyal" not in page.content.decode()
