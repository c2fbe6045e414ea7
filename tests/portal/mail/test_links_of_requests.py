"""Mails about requests lead where their readers may go."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from toile.portal.accounts.models import User
from toile.portal.agreements.members import Choice
from toile.portal.amendments.selectors import preview
from toile.portal.amendments.services import amend_members
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.charter.services import write_rules
from toile.portal.cinemas import services as cinemas
from toile.portal.decisions.services import judge_site
from toile.portal.films import services as films
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

Decide = Callable[[str], None]
DAY = datetime.timedelta(days=1)
_LINK = re.compile(r"""https?://[^\s"'<>)]+""")


def links(mail: Mail) -> set[str]:
    """The addresses of the portal that a mail names, in text and in HTML alike."""
    found = {one.rstrip(".,;") for one in _LINK.findall(f"{mail.text}\n{mail.html}")}
    home = settings.TOILE.portal_url
    return {one.removeprefix(home) for one in found if one.startswith(f"{home}/")}


def opened(mail: Mail, path: str) -> tuple[int, str]:
    """Open a page as the mail's reader; where that ended."""
    client = Client()
    user = User.objects.get(email=mail.recipient)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(path, follow=True)
    return answer.status_code, str(answer.request["PATH_INFO"])


def all_lead_somewhere(template: str, least: int) -> None:
    mails = Mail.objects.filter(template=template)
    assert mails.count() >= least
    for mail in mails:
        paths = links(mail)
        assert paths, f"{mail} names no page"
        for path in paths:
            status, end = opened(mail, path)
            assert (status, "/connexion/" in end) == (200, False), f"{mail}: {path}"


@pytest.fixture
def asked(world: Any) -> Any:
    """Requests of all three kinds, waiting: a cinema, a film, a campaign."""
    people = world.people
    cinemas.add_cinema(people.royal, name="Le Petit Royal", commune="Toulon")
    films.add_film(people.condor, title="Pamfir", allocine_id=284, year=2022)
    campaigns.submit(world.campaign)
    return world


def waiting() -> list[Approval]:
    found = list(Approval.objects.filter(status="pending"))
    assert {one.kind for one in found} == {"cinema", "film", "campaign"}
    return found


def test_a_request_leads_the_union_to_its_answer(asked: Any) -> None:
    all_lead_somewhere("approvals/asked", 6)


@pytest.mark.parametrize("approved", [True, False], ids=["approved", "refused"])
def test_an_answer_leads_who_asked_to_the_subject(asked: Any, approved: bool) -> None:
    scare = asked.people.users["scare"]
    for one in waiting():
        if approved:
            approvals.approve(one.id, scare)
        else:
            approvals.refuse(one.id, scare, "Il manque une pièce.")
    all_lead_somewhere("approvals/decided", 6)


def test_a_message_leads_the_other_side_to_the_conversation(asked: Any) -> None:
    people = asked.people
    for one in waiting():
        approvals.comment(one, people.scare, people.users["scare"], "Une question.")
        owner = one.organisation.memberships.get(role="owner").user
        approvals.comment(one, one.organisation, owner, "Une réponse.")
    all_lead_somewhere("approvals/commented", 12)


def test_a_verdict_on_a_site_leads_its_cinema_home(world: Any) -> None:
    scare, today = world.people.users["scare"], paris_date(now_ms())
    judge_site(world.site.id, "suspended", "Pas de refus possible.", scare, today)
    judge_site(world.site.id, "lifted", "Corrigé.", scare, today)
    all_lead_somewhere("decisions/site", 4)


def test_an_amended_agreement_leads_its_counterpart_home(world: Any) -> None:
    scare, today = world.people.users["scare"], paris_date(now_ms())
    first = today + DAY
    write_rules(
        first,
        today,
        scare,
        fee_micros=500,
        sharing_rule="equal",
        window_days=60,
        threshold_micros=25_000_000,
        smallest_cell=50,
        smallest_segment=100,
        reason="Décidé en assemblée",
    )
    found = preview(Choice(), first, today, operator=True)
    amend_members(Choice(), first, today, scare, operator=True, seen=found.seen)
    all_lead_somewhere("amendments/amended", 2)
