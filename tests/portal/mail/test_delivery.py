"""From the outbox to a real SMTP server: once, again, or with a reason."""

import datetime
import socket
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mail.letters import LETTERS
from mail.mail_server import MailServer
from toile.portal.mail import delivery
from toile.portal.mail.delivery import deliver, empty_old
from toile.portal.mail.models import Attachment, Kind, Mail
from toile.portal.mail.services import File, post_plain, refuse, send, send_again

pytestmark = pytest.mark.django_db
State = Mail.State


def write(to: str = "camille@toile.test", **more: object) -> Mail:
    context = LETTERS["accounts/invitation"]
    return send("accounts/invitation", to, context, **more)  # type: ignore[arg-type]


def due_now(mail: Mail) -> None:
    Mail.objects.filter(id=mail.id).update(next_at=timezone.now())


def test_a_mail_arrives_with_both_parts_and_its_headers(server: MailServer) -> None:
    mail = write(" Camille@Toile.test ")
    assert deliver() == 1
    [taken] = server.taken
    assert taken["To"] == "camille@toile.test"
    assert taken["From"] == "Toile <toile@localhost>"
    assert taken["Subject"] == "Le Royal & Cie vous attend sur Toile"
    assert taken["Message-ID"] == mail.message_id
    assert taken["List-Unsubscribe"] is None
    text, html = taken.get_body(("plain",)), taken.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "le rôle «\u00a0gestionnaire\u00a0»" in text.get_content()
    assert "invitation/abc?a=1&amp;b=2" in html.get_content()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (State.SENT, 1, "")
    assert deliver() == 0


def test_what_may_be_refused_says_how(server: MailServer) -> None:
    write(unsubscribe=Kind.WEEKLY)
    deliver()
    [taken] = server.taken
    assert taken["List-Unsubscribe"].startswith(
        "<http://localhost:8000/courrier/desinscription/"
    )
    assert taken["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = taken["List-Unsubscribe"].strip("<>")
    text = taken.get_body(("plain",))
    assert text is not None
    assert link in text.get_content()


def test_a_file_travels_along(server: MailServer) -> None:
    write(attachments=[File("relevé.pdf", "application/pdf", b"%PDF-1.7 x")])
    deliver()
    [file] = server.taken[0].iter_attachments()
    assert file.get_filename() == "relevé.pdf"
    assert file.get_content() == b"%PDF-1.7 x"


def test_a_mail_of_a_transaction_that_fails_is_never_sent(server: MailServer) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert deliver() == 0
    assert server.taken == []


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "END", "MAIL"])
def test_a_4yz_is_tried_again_later(server: MailServer, verb: str) -> None:
    mail = write()
    server.answers[verb] = "450 greylisted"
    assert deliver() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.WAITING, 1)
    assert mail.error == "Le serveur demande d’attendre : 450 greylisted"
    assert mail.next_at is not None
    assert mail.next_at > timezone.now()
    assert deliver() == 0
    server.answers.clear()
    due_now(mail)
    assert deliver() == 1
    assert server.taken[0]["Message-ID"] == mail.message_id


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "END", "MAIL"])
def test_a_5yz_is_final_and_does_not_stop_the_others(
    server: MailServer, verb: str
) -> None:
    mail = write()
    server.answers[verb] = "550 no such person"
    assert deliver() == 0
    server.answers.clear()
    write("paul@toile.test")
    assert deliver() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.next_at) == (State.FAILED, None)
    assert "550 no such person" in mail.error
    send_again(mail.id)
    assert deliver() == 1


def test_a_server_that_is_away_loses_nothing(
    set_toile: Callable[..., None], server: MailServer
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = probe.getsockname()[1]
    set_toile(smtp=f"smtp://127.0.0.1:{closed}")
    mails = [write(f"p{number}@toile.test") for number in range(3)]
    assert deliver() == 0
    for mail in mails:
        mail.refresh_from_db()
        assert mail.state == State.WAITING
        assert mail.error.startswith("Le serveur de courrier est injoignable")
        due_now(mail)
    set_toile(smtp=server.url)
    assert deliver() == 3


def test_after_the_last_attempt_a_mail_has_failed(server: MailServer) -> None:
    mail = write()
    server.answers["RCPT"] = "451 later"
    for _ in range(9):
        due_now(mail)
        deliver()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.FAILED, 9)


def test_a_line_cut_after_the_text_sends_again_under_the_same_name(
    server: MailServer,
) -> None:
    mail = write()
    server.hang_up_after_data = True
    assert deliver() == 0
    server.hang_up_after_data = False
    due_now(mail)
    assert deliver() == 1
    assert [one["Message-ID"] for one in server.taken] == [mail.message_id] * 2


def test_a_crash_between_sending_and_noting_leaves_the_mail_waiting(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = write()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            deliver()
    # Held by the dead for a while, so that a second program does not send it too.
    assert deliver() == 0
    due_now(mail)
    assert deliver() == 1
    mail.refresh_from_db()
    assert mail.state == State.SENT


def test_wrong_credentials_wait_for_the_settings_to_be_mended(
    server: MailServer, set_toile: Callable[..., None]
) -> None:
    mail = write()
    set_toile(smtp=f"smtp://toile:wrong@127.0.0.1:{server.port}")
    assert deliver() == 0
    mail.refresh_from_db()
    assert mail.state == State.WAITING
    set_toile(smtp=server.url)
    due_now(mail)
    assert deliver() == 1


def test_who_refuses_between_writing_and_sending_gets_nothing(
    server: MailServer,
) -> None:
    mail = write(unsubscribe=Kind.ALERT)
    refuse("camille@toile.test", Kind.ALERT)
    later = write(unsubscribe=Kind.ALERT)
    write(unsubscribe=Kind.WEEKLY)
    assert deliver() == 1
    for one in (mail, later):
        one.refresh_from_db()
        assert one.state == State.SKIPPED


def test_without_a_server_mails_are_kept(set_toile: Callable[..., None]) -> None:
    mail = write()
    assert mail.state == State.KEPT
    assert deliver() == 0
    with MailServer().running() as server:
        set_toile(smtp=server.url)
        assert deliver() == 0
        send_again(mail.id)
        assert deliver() == 1


def test_the_text_goes_after_some_days_and_the_facts_stay(server: MailServer) -> None:
    old = write(attachments=[File("a.pdf", "application/pdf", b"x")])
    waiting, young = write("b@toile.test"), write("c@toile.test")
    Mail.objects.filter(id=old.id).update(state=State.SENT)
    long_ago = timezone.now() - datetime.timedelta(days=31)
    Mail.objects.filter(id__in=[old.id, waiting.id]).update(made_at=long_ago)
    assert empty_old() == 1
    old.refresh_from_db()
    assert (old.text, old.html) == ("", "")
    assert old.subject == "Le Royal & Cie vous attend sur Toile"
    assert Attachment.objects.count() == 0
    young.refresh_from_db()
    assert young.text
    with pytest.raises(ValidationError):
        send_again(old.id)


def test_an_address_that_is_none_is_refused_at_once() -> None:
    for wrong in ("", "camille", "a@b\nBcc: c@d.fr"):
        with pytest.raises(ValidationError):
            write(wrong)
    assert Mail.objects.count() == 0


def test_what_a_library_sends_goes_the_same_way(server: MailServer) -> None:
    post_plain("camille@toile.test", "Deux\nlignes", "Un texte.")
    assert deliver() == 1
    assert server.taken[0]["Subject"] == "Deux lignes"
