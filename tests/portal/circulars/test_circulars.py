"""Messages to the members: aimed, seen before, sent once to those who want them."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from toile.portal.accounts.keys import new_key
from toile.portal.agreements.members import Choice
from toile.portal.circulars.formatting import as_html, as_text
from toile.portal.circulars.models import Circular, Delivery
from toile.portal.circulars.selectors import audience, seen_of
from toile.portal.circulars.services import save_draft, send
from toile.portal.jobs.runner import Runner
from toile.portal.mail.models import Kind, Mail
from toile.portal.mail.services import refuse
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]


@pytest.fixture
def draft(world: Any) -> Circular:
    scare = world.people.users["scare"]
    return save_draft("Assemblée", "Le **12 décembre**.", Choice(), scare, new_key())


def post(client: Client, deed: str, draft: Circular, **given: str) -> Any:
    return client.post(reverse(f"circulars:{deed}", args=[draft.pk]), given)


def seen(draft: Circular, choice: Choice | None = None) -> str:
    return seen_of(draft, audience(choice or Choice(), paris_date(now_ms())))


def work() -> None:
    """Do what waits, as ``toile jobs`` does."""
    while Runner(threading.Event()).look_for_a_job():
        pass


def sent() -> set[str]:
    mails = Mail.objects.filter(template="circulars/message")
    return {one.recipient for one in mails}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un\ndeux\n\ntrois", "<p>Un<br>deux</p>\n<p>trois</p>"),
        ("Voici :\n- un\n- **deux**", "<p>Voici :</p>\n<ul><li>un</li><li><strong>"
         "deux</strong></li></ul>"),
        ("- a\nb", "<ul><li>a</li></ul>\n<p>b</p>"),
        ("<b>x</b> & y", "<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>"),
        ("** rien **", "<p>** rien **</p>"),
        ("  \n\n ", ""),
    ],
)  # fmt: skip
def test_a_little_form_and_no_html(text: str, html: str) -> None:
    assert as_html(text) == html


def test_addresses_become_links_and_scripts_never() -> None:
    assert '<a href="https://scare.example"' in as_html("Voir https://scare.example.")
    assert "<a" not in as_html("javascript:alert(1)")
    assert as_text("Un **mot**\r\nici") == "Un mot\nici"


def test_it_goes_to_the_members_people_and_to_nobody_else(
    world: Any, draft: Circular, sign_in: SignIn
) -> None:
    client = sign_in("scare")
    shown = client.get(reverse("circulars:circular", args=[draft.pk])).content.decode()
    assert "2 adresses" in shown
    assert "royal_editor@toile.test" in shown
    assert "<strong>12 décembre</strong>" in shown
    assert sent() == set()
    assert post(client, "send", draft, seen=seen(draft)).status_code == 302
    work()
    assert sent() == {"royal@toile.test", "royal_editor@toile.test"}
    history = client.get(reverse("circulars:circular", args=[draft.pk]))
    assert "Qui l’a reçu" in history.content.decode()


def test_it_cannot_be_sent_twice(world: Any, draft: Circular, sign_in: SignIn) -> None:
    client, given = sign_in("scare"), seen(draft)
    post(client, "send", draft, seen=given)
    said = post(client, "send", draft, seen=given)
    assert said.status_code == 409
    assert "déjà parti" in said.content.decode()
    work()
    assert Delivery.objects.count() == Mail.objects.filter(kind="message").count() == 2


def test_whoever_unsubscribed_gets_none_and_is_said_so(
    world: Any, draft: Circular, sign_in: SignIn
) -> None:
    refuse("royal@toile.test", Kind.MESSAGE)
    client = sign_in("scare")
    shown = client.get(reverse("circulars:circular", args=[draft.pk])).content.decode()
    assert "1 adresse s’est désinscrite" in shown
    post(client, "send", draft, seen=seen(draft))
    work()
    mails = Mail.objects.filter(template="circulars/message")
    states = dict(mails.values_list("recipient", "state"))
    assert states["royal@toile.test"] == "skipped"
    assert states["royal_editor@toile.test"] == "kept"


def test_what_changed_since_the_preview_holds_it_back(
    world: Any, draft: Circular
) -> None:
    given = seen(draft)
    scare = world.people.users["scare"]
    save_draft("Assemblée", "Le 13.", Choice(), scare, draft.pk)
    with pytest.raises(ValidationError, match="a changé depuis"):
        send(draft.pk, world.people.scare, scare, paris_date(now_ms()), given)
    assert sent() == set()


def test_a_test_goes_to_oneself_alone(draft: Circular, sign_in: SignIn) -> None:
    post(sign_in("scare_editor"), "test", draft)
    (mail,) = Mail.objects.filter(template="circulars/message")
    assert mail.recipient == "scare_editor@toile.test"
    assert mail.subject == "[Essai] Assemblée"
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_form_sent_twice_makes_one_draft(world: Any, sign_in: SignIn) -> None:
    client = sign_in("scare")
    key = client.get("/messages/nouveau/").context["form"]["key"].value()
    given = {
        "key": key,
        "subject": "Bonjour",
        "text": "À tous 🎬",
        "states": ["silent"],
    }
    for _again in range(2):
        assert client.post("/messages/nouveau/", given).status_code == 302
    (draft,) = Circular.objects.all()
    assert draft.choice["states"] == ["silent"]
    again = client.get(reverse("circulars:edit", args=[draft.pk])).content.decode()
    assert "À tous 🎬" in again
    assert "checked" in again


def test_an_empty_subject_and_a_foreign_key_are_refused_with_all_kept(
    world: Any, sign_in: SignIn
) -> None:
    given = {"key": "x", "subject": " ", "text": "Texte gardé"}
    said = sign_in("scare").post("/messages/nouveau/", given)
    assert said.status_code == 422
    assert "Texte gardé" in said.content.decode()
    assert Circular.objects.count() == 0


def test_a_sent_message_neither_changes_nor_goes(
    draft: Circular, sign_in: SignIn
) -> None:
    client = sign_in("scare")
    post(client, "send", draft, seen=seen(draft))
    post(client, "edit", draft, subject="Autre", text="Autre")
    post(client, "delete", draft)
    draft.refresh_from_db()
    assert draft.subject == "Assemblée"


def test_choosing_narrows_by_place_and_state(world: Any) -> None:
    today = paris_date(now_ms())
    assert len(audience(Choice(departements=("83",)), today).recipients) == 2
    assert audience(Choice(departements=("21",)), today).recipients == []
    # The Royal has never reported a visit.
    assert audience(Choice(states=("active",)), today).recipients == []
    assert len(audience(Choice(states=("silent",)), today).recipients) == 2
