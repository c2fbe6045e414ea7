"""Pausing, leaving, staying, taking one's data along, and the weekly letter."""

import datetime
import html
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.consent import CONSENT_TOOLS
from toile.ledger.chart import distributor_receivable
from toile.ops.letters import send_weekly
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force, member_sites
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.portal.jobs.schedule import lines
from toile.portal.mail import services as mails
from toile.portal.mail.models import Kind, Mail
from toile.portal.members.models import WeeklyLetter
from toile.portal.members.services import week_before, weekly_letters
from toile.portal.payouts.services import post
from toile.wire.clock import now_ms, paris_date, to_datetime
from toile.wire.errors import SettingError

SignIn = Callable[[str], Client]
MONDAY = datetime.date(2026, 11, 16)


def soon(days: int = 7) -> datetime.date:
    return paris_date(now_ms()) + datetime.timedelta(days=days)


def at(world: Any, name: str) -> str:
    return reverse(f"members:{name}", args=[world.royal.id])


def test_a_pause_and_its_end_are_told_where_they_matter(
    world: Any, sign_in: SignIn
) -> None:
    royal = sign_in("royal_editor")
    wrong = royal.post(at(world, "pause"), {"reason": "Travaux 🎬", "until": "hier"})
    assert wrong.status_code == 422
    assert 'value="Travaux 🎬"' in wrong.content.decode()
    today = paris_date(now_ms())
    past = royal.post(at(world, "pause"), {"reason": "x", "until": today.isoformat()})
    assert "demain ou après" in past.content.decode()
    royal.post(at(world, "pause"), {"reason": "Travaux", "until": soon().isoformat()})
    assert member_sites(today) == []
    assert len(member_sites(soon())) == 1
    page = royal.get(at(world, "participation")).content.decode()
    assert "Reprise prévue le" in page
    board = royal.get(reverse("payouts:cinema", args=[world.royal.id]))
    assert "Collecte : en pause" in board.content.decode()
    royal.post(at(world, "resume"))
    assert len(member_sites(today)) == 1


def test_leaving_ends_the_agreement_on_its_day_and_tells_the_union(
    world: Any, sign_in: SignIn
) -> None:
    royal = sign_in("royal")
    wrong = {"day": soon(-1).isoformat(), "agreed": "on"}
    assert royal.post(at(world, "leave"), wrong).status_code == 422
    assert royal.post(at(world, "leave"), {"day": soon().isoformat()}).status_code == (
        422
    )
    right = {"day": soon().isoformat(), "agreed": "on", "reason": "Vente"}
    assert royal.post(at(world, "leave"), right).status_code == 302
    assert royal.post(at(world, "leave"), right).status_code == 422
    assert world.royal.id in cinemas_in_force(soon(6))
    assert world.royal.id not in cinemas_in_force(soon())
    told = Mail.objects.get(template="members/leaving_union")
    assert told.recipient == "scare@toile.test"
    assert "Vente" in told.text
    assert sign_in("royal_editor").post(at(world, "stay")).status_code == 403
    royal.post(at(world, "stay"))
    assert Agreement.objects.get(cinema=world.royal).terminated_on is None
    assert "Rien" not in royal.get(at(world, "participation")).content.decode()


def test_the_data_that_is_taken_along_is_complete_and_hides_small_crowds(
    world: Any, sign_in: SignIn
) -> None:
    today = paris_date(now_ms())
    cinemas.put_site_figures(world.site.id, today, visits=7, consents=153, refusals=3)
    entries = [("bank", 400), (f"cinema_payable:{world.royal.id}", -400)]
    post("01CLICK", to_datetime(now_ms()), "click", "", entries)
    answer = sign_in("royal_viewer").get(at(world, "export"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        days = file.read("jours.csv").decode("utf-8-sig")
        money = file.read("ecritures.csv").decode("utf-8-sig")
        facts = json.loads(file.read("cinema.json"))
    assert f"{today};leroyal;7;150;;" in days
    assert "01CLICK" in money
    assert "0.0004" in money
    assert facts["conventions"][0]["reference"] == "SCARE-2026-001"


@pytest.fixture
def week(world: Any) -> Any:
    """A week of the Royal: visits, and clicks enough to be told by film."""
    for step in range(7):
        day = MONDAY + datetime.timedelta(days=step)
        cinemas.put_site_figures(world.site.id, day, visits=100)
        campaigns.put_line_figures(
            world.line.id,
            world.creative.id,
            world.placement.id,
            day,
            impressions=500,
        )
    moment = datetime.datetime.combine(MONDAY, datetime.time(12), tzinfo=datetime.UTC)
    for number in range(60):
        entries = [
            (distributor_receivable(world.campaign.id), 400),
            (f"cinema_payable:{world.royal.id}", -400),
        ]
        post(f"W{number:03}", moment, "click", "", entries)
    return world


def test_the_weekly_letter_says_what_the_week_brought_once(week: Any) -> None:
    assert weekly_letters(MONDAY) == 1
    assert weekly_letters(MONDAY) == 0
    readers = Mail.objects.filter(template="members/weekly")
    assert sorted(readers.values_list("recipient", flat=True)) == [
        "royal@toile.test",
        "royal_editor@toile.test",
    ]
    text = readers.first().text.replace("\xa0", " ")
    for said in (
        "700 (la semaine d’avant : 0)",
        "Clics rémunérés : 60",
        "L'Ombre de Staline (Condor)",
        "0,0240 €",
    ):
        assert said in text
    assert "Une chose à faire" not in text
    assert WeeklyLetter.objects.get().readers == 2


def test_a_silent_pixel_is_the_one_thing_to_do(world: Any) -> None:
    weekly_letters(MONDAY)
    text = Mail.objects.filter(template="members/weekly").first().text
    assert "Une chose à faire" in text
    assert "Aucune visite vue" in text


def test_who_refused_the_letter_gets_none(week: Any) -> None:
    mails.refuse("royal@toile.test", Kind.WEEKLY)
    weekly_letters(MONDAY)
    states = dict(
        Mail.objects.filter(template="members/weekly").values_list("recipient", "state")
    )
    assert states["royal@toile.test"] == "skipped"
    assert states["royal_editor@toile.test"] == "kept"


def test_only_members_are_written_to(week: Any) -> None:
    world = week
    world.agreement.terminated_on = MONDAY
    world.agreement.save()
    assert weekly_letters(MONDAY) == 0


def test_the_letter_is_written_on_thursday_morning_of_the_week_before(
    week: Any,
) -> None:
    wednesday = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
    due = lines()["members.weekly"].after(wednesday)
    assert due.isoformat() == "2026-11-26T07:00:00+00:00"
    assert week_before(datetime.date(2026, 11, 26)) == MONDAY
    assert send_weekly("2026-11-16") == "1 letters for the week of 2026-11-16"
    with pytest.raises(SettingError, match="no Monday"):
        send_weekly("2026-11-17")


def test_the_lines_go_to_the_webmaster(world: Any, sign_in: SignIn) -> None:
    royal, url = sign_in("royal"), at(world, "webmaster")
    wrong = royal.post(url, {"email": "x", "note": "Merci", "site": world.site.id})
    assert wrong.status_code == 422
    assert "Merci" in wrong.content.decode()
    royal.post(url, {"email": "web@toile.test", "site": world.site.id})
    mail = Mail.objects.get(template="members/webmaster")
    assert f"pixel.js?site={world.site.key}" in mail.text
    assert mail.recipient == "web@toile.test"


@pytest.mark.parametrize("tool", [*CONSENT_TOOLS, "auto", "other"])
def test_each_consent_tool_has_its_lines(
    world: Any, sign_in: SignIn, tool: str
) -> None:
    royal, url = sign_in("royal"), at(world, "cinema_pixel")
    posted = {"maker": "wordpress", "consent_tool": tool, "site": world.site.id}
    page = html.unescape(royal.post(url, posted, follow=True).content.decode())
    assert (f'data-consent="{tool}"' in page) == (tool != "other")
    assert ("toile:consent" in page) == (tool == "other")
    assert f"pixel.js?site={world.site.key}" in page
    assert "consent.js?site" not in page
