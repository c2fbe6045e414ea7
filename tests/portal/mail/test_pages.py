"""The link at the foot of a mail, and the demonstration's mailbox, in a browser."""

import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Route, sync_playwright

from mail.letters import LETTERS
from test_every_page import ORIGIN, give, judged
from toile.portal.mail.models import Kind, Mail, Refusal
from toile.portal.mail.services import send
from toile.portal.mail.tokens import seal, unseal

pytestmark = pytest.mark.django_db
ADDRESS = "camille@toile.test"


@pytest.fixture
def letter() -> Mail:
    """A letter in the outbox that can be refused."""
    name = "accounts/invitation"
    return send(name, ADDRESS, LETTERS[name], unsubscribe=Kind.WEEKLY)


@pytest.fixture
def demonstration(set_toile: Callable[..., None]) -> None:
    """The portal of ``toile demo``."""
    set_toile(simulated=True)


def test_one_click_of_a_mail_client_refuses_that_kind_alone(letter: Mail) -> None:
    link = re.search(r"/courrier/desinscription/\S+", letter.text)
    assert link is not None
    client = Client(enforce_csrf_checks=True)
    # A scanner that follows links, or a preview, changes nothing.
    assert client.get(link[0]).status_code == 200
    assert Refusal.objects.count() == 0
    answer = client.post(link[0], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert [(one.address, one.kind) for one in Refusal.objects.all()] == [
        (ADDRESS, Kind.WEEKLY)
    ]
    client.post(link[0], {"List-Unsubscribe": "One-Click"})
    assert Refusal.objects.count() == 1


def test_the_page_asks_and_does_and_takes_back(letter: Mail) -> None:
    url = reverse("mail:unsubscribe", args=[seal(ADDRESS, Kind.WEEKLY)])
    client = Client()
    assert "Ne plus envoyer la lettre hebdomadaire" in client.get(url).content.decode()
    done = client.post(url, {"kind": "weekly", "deed": "stop"}, follow=True)
    assert "nous n’envoyons plus la lettre" in done.content.decode()
    client.post(url, {"kind": "alert", "deed": "stop"})
    assert Refusal.objects.count() == 2
    client.post(url, {"kind": "weekly", "deed": "resume"})
    assert [one.kind for one in Refusal.objects.all()] == [Kind.ALERT]
    # Without a token that is ours nobody can stop the mails of another.
    for forged in ("x", f"{seal(ADDRESS, Kind.WEEKLY)}x"):
        assert client.get(reverse("mail:unsubscribe", args=[forged])).status_code == 404
    assert unseal(seal(ADDRESS, Kind.WEEKLY)) == (ADDRESS, Kind.WEEKLY)


@pytest.mark.usefixtures("demonstration")
def test_the_mailbox_lists_and_finds(letter: Mail) -> None:
    send("accounts/invitation", "paul@toile.test", LETTERS["accounts/invitation"])
    client = Client()
    page = client.get(reverse("mail:mailbox")).content.decode()
    assert page.index("paul@toile.test") < page.index(ADDRESS)
    found = client.get(reverse("mail:mailbox"), {"q": " CAMILLE "}).content.decode()
    assert ADDRESS in found
    assert "paul@toile.test" not in found


@pytest.mark.usefixtures("demonstration")
def test_a_mail_in_its_frame_can_do_nothing(letter: Mail) -> None:
    answer = Client().get(reverse("mail:html", args=[letter.id]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.slow
@pytest.mark.usefixtures("demonstration")
def test_the_mailbox_has_no_barrier_and_its_links_lead_on(letter: Mail) -> None:
    client = Client()
    urls = [reverse("mail:mailbox"), reverse("mail:mail", args=[letter.id])]
    drawn = {url: client.get(url) for url in urls}
    framed = reverse("mail:html", args=[letter.id])
    drawn[framed] = client.get(framed)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        faults = judged(browser, [(url, drawn[url]) for url in urls])
        page = browser.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))

        def serve(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN)
            answer: Any = drawn.get(path)
            if answer is None:
                return give(drawn[urls[0]])(route)
            return route.fulfill(
                body=answer.content, headers=dict(answer.headers.items())
            )

        page.route(f"{ORIGIN}/**", serve)
        page.route(
            "http://localhost:8000/**",
            lambda route: route.fulfill(body="arrived", content_type="text/plain"),
        )
        page.goto(ORIGIN + urls[1])
        frame = page.frame_locator("iframe.letter")
        frame.get_by_text("Accepter l’invitation").click()
        page.wait_for_url("http://localhost:8000/invitation/abc?a=1&b=2")
        browser.close()
    assert faults == []
