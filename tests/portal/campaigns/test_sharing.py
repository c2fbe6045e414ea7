"""Links to a report: made, shown once, opened by anybody, closed."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reported import fill
from toile.portal.audit.models import AuditEntry
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, ReportLink
from toile.portal.campaigns.report.rush import MOST_A_MINUTE

SignIn = Callable[[str], Client]
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ2"


@pytest.fixture(autouse=True)
def shown(world: Any) -> None:
    cache.clear()
    fill(world)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="live")


def made(world: Any, days: int | None = 30, money: bool = False) -> tuple[Any, str]:
    condor = world.people.users["condor"]
    return campaigns.make_link(
        world.campaign, "Presse", days, money, key=KEY, by=condor
    )


def words(answer: Any) -> str:
    """The page's text, all its spaces plain."""
    return " ".join(answer.content.decode().split())


def opened(token: str, query: str = "", **headers: str) -> Any:
    return Client().get(reverse("campaigns:shared", args=[token]) + query, **headers)


def test_a_link_is_made_shown_once_and_opened_by_anybody(
    world: Any, sign_in: SignIn
) -> None:
    client = sign_in("condor")
    url = reverse("campaigns:links", args=[world.campaign.id])
    given = {"key": KEY, "label": "  Presse 🎬 ", "days": "30"}
    answer = client.post(url, given, follow=True)
    page = answer.content.decode()
    address = re.search(r"http://testserver(/partage/[\w-]{43}/)", page)
    assert address is not None
    assert "/partage/" not in client.get(url).content.decode()
    link = ReportLink.objects.get()
    assert link.label == "Presse 🎬"
    assert link.digest not in page
    assert not ReportLink.objects.filter(digest=address.group(1).split("/")[2]).exists()
    report = Client().get(address.group(1))
    assert report.status_code == 200
    assert "39 200" in words(report)


def test_a_shared_report_shows_the_report_and_nothing_else(world: Any) -> None:
    _link, token = made(world)
    answer = opened(token)
    page = answer.content.decode()
    for hidden in ("€", "/campagnes/", "Échanges", "Réglages", "csrf", "<button name"):
        assert hidden not in page, hidden
    assert not answer.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    file = opened(token, "?sites-export=csv")
    assert "Dépense" not in file.content.decode("utf-8-sig")
    pdf = Client().get(reverse("campaigns:shared_pdf", args=[token]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["Referrer-Policy"] == "no-referrer"


def test_amounts_are_shown_where_that_was_ticked(world: Any) -> None:
    _link, token = made(world, money=True)
    assert "156,80 €" in words(opened(token))


def test_a_revoked_link_says_so(world: Any, sign_in: SignIn) -> None:
    link, token = made(world)
    url = reverse("campaigns:revoke_link", args=[link.id])
    assert sign_in("other_distributor").post(url).status_code == 404
    assert opened(token).status_code == 200
    sign_in("condor").post(url)
    sign_in("condor").post(url)
    closed = opened(token)
    assert closed.status_code == 410
    assert "Condor l’a révoqué" in closed.content.decode()
    assert "39 200" not in words(closed)
    revoked = AuditEntry.objects.filter(action="report_link.revoked")
    assert revoked.count() == 1


def test_an_expired_link_says_so(world: Any) -> None:
    link, token = made(world)
    past = timezone.now() - datetime.timedelta(seconds=1)
    ReportLink.objects.filter(pk=link.pk).update(expires_at=past)
    closed = opened(token)
    assert closed.status_code == 410
    assert "arrivé à échéance" in closed.content.decode()
    assert closed.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_without_an_end_stays_open(world: Any) -> None:
    link, _token = made(world, days=None)
    assert link.state(timezone.now() + datetime.timedelta(days=9_000)) == "active"


def test_a_token_nobody_made_opens_nothing(world: Any) -> None:
    link, _token = made(world)
    for token in ("x", "a" * 43, link.digest, link.id):
        assert opened(token).status_code == 404


def test_openings_are_noted_the_first_in_the_trail(world: Any) -> None:
    _link, token = made(world)
    opened(token)
    opened(token)
    assert ReportLink.objects.get().opened_at is not None
    entries = AuditEntry.objects.filter(action__startswith="report_link.")
    assert sorted(entries.values_list("action", flat=True)) == [
        "report_link.made",
        "report_link.opened",
    ]
    assert token not in str(list(entries.values()))


def test_a_link_that_all_the_world_opens_rests(world: Any) -> None:
    _link, token = made(world)
    for _ in range(MOST_A_MINUTE):
        assert Client().head(
            reverse("campaigns:shared_pdf", args=[token])
        ).status_code in (200, 429)
    # The minute may have turned once meanwhile; a second fill is then counted whole.
    answers = [opened(token).status_code for _ in range(MOST_A_MINUTE + 1)]
    assert 429 in answers
    assert int(opened(token).headers.get("Retry-After", "1")) <= 61


def test_a_form_sent_twice_makes_one_link_whose_last_token_opens(world: Any) -> None:
    _link, first = made(world)
    _same, second = made(world)
    assert ReportLink.objects.count() == 1
    assert opened(first).status_code == 404
    assert opened(second).status_code == 200


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"label": "", "days": "30"}, "Ce champ est obligatoire"),
        ({"label": "x" * 81, "days": "30"}, "80"),
        ({"label": "Presse", "days": "31"}, "31"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    world: Any, sign_in: SignIn, given: dict[str, str], fault: str
) -> None:
    url = reverse("campaigns:links", args=[world.campaign.id])
    answer = sign_in("condor").post(url, {"key": KEY, **given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert fault in page
    assert given["label"] in page
    assert not ReportLink.objects.exists()
