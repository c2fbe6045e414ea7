"""Who gets in, who does not, and what is known of it afterwards."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from accounts_stage import PASSWORD, code_now, last_letter
from toile.portal.accounts import services
from toile.portal.accounts.adapters import SecondFactorAdapter
from toile.portal.accounts.middleware import SEEN_KEY
from toile.portal.accounts.models import User
from toile.portal.accounts.visitors import client_ip, device_name
from toile.portal.audit.models import AuditEntry
from toile.portal.mail.models import Mail

Enter = Callable[[str], Client]
WRONG = {"login": "royal@toile.test", "password": "faux"}


def deeds() -> list[str]:
    found = AuditEntry.objects.filter(subject_kind="user").order_by("id")
    return [entry.action for entry in found]


def test_a_lock_out_says_what_to_do_and_is_noted_once(
    client: Client, with_password: Callable[[str], User]
) -> None:
    user = with_password("royal")
    for _ in range(9):
        page = client.post("/connexion/", WRONG)
        assert "Adresse ou mot de passe inconnus" in page.content.decode()
        assert user.email in page.content.decode()
    for _ in range(3):
        page = client.post("/connexion/", WRONG)
        assert page.status_code == 429
        assert "Réessayez dans un quart d’heure" in page.content.decode()
    assert deeds() == ["account.locked_out"]
    assert "royal" not in str(AuditEntry.objects.latest("id").details)


def test_an_unknown_address_is_answered_alike_and_leaves_nothing(
    client: Client, people: Any
) -> None:
    given = {"login": "personne@toile.test", "password": "faux"}
    page = client.post("/connexion/", given)
    assert (page.status_code, deeds()) == (422, [])
    assert "Adresse ou mot de passe inconnus" in page.content.decode()
    asked = client.post(reverse("account_reset_password"), {"email": given["login"]})
    known = client.post(
        reverse("account_reset_password"), {"email": "royal@toile.test"}
    )
    assert asked.headers["Location"] == known.headers["Location"]
    assert [one.recipient for one in Mail.objects.all()] == ["royal@toile.test"]


def test_a_new_password_opens_what_wrong_ones_had_closed(
    client: Client, with_password: Callable[[str], User]
) -> None:
    user = with_password("royal")
    for _ in range(10):
        client.post("/connexion/", WRONG)
    client.post(reverse("account_reset_password"), {"email": user.email})
    body = last_letter().text
    path = (
        "/connexion/mot-de-passe/"
        + body.split("/mot-de-passe/")[1].split(maxsplit=1)[0]
    )
    form = client.get(path).headers["Location"]
    client.post(form, {"password1": "une toute autre phrase"})
    right = {"login": user.email, "password": "une toute autre phrase"}
    assert client.post("/connexion/", right).status_code == 302
    assert "account.password_reset" in deeds()
    assert client.get(path).status_code == 200
    assert "Ce lien ne vaut plus" in client.get(path, follow=True).content.decode()


def test_letters_for_a_new_password_are_counted(client: Client, people: Any) -> None:
    url, given = reverse("account_reset_password"), {"email": "royal@toile.test"}
    for _ in range(5):
        assert client.post(url, given).status_code == 302
    refused = client.post(url, given)
    assert refused.status_code == 429
    assert "Attendez une heure" in refused.content.decode()
    assert Mail.objects.count() == 5


def test_wrong_codes_are_counted_wherever_they_come_from(
    with_password: Callable[[str], User],
) -> None:
    user = with_password("royal")
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    for number in range(11):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.post("/connexion/", {"login": user.email, "password": PASSWORD})
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert page.status_code == 422
    assert "Trop de codes faux" in page.content.decode()
    page = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert page.status_code == 422
    assert "account.signed_in" not in deeds()


def test_no_flood_of_other_addresses_washes_a_count_away(
    client: Client, people: Any
) -> None:
    url, given = reverse("account_reset_password"), {"email": "royal@toile.test"}
    for _ in range(5):
        client.post(url, given)
    for number in range(400):
        cache.set(f"another-{number}", 1)
    assert client.post(url, given).status_code == 429


def test_a_code_is_worth_one_entry(with_password: Callable[[str], User]) -> None:
    user = with_password("royal")
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    code = code_now(secret)
    answers = []
    for _ in range(2):
        client = Client()
        client.post("/connexion/", {"login": user.email, "password": PASSWORD})
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code}))
    assert [answer.status_code for answer in answers] == [302, 422]


def test_seeds_are_sealed(people: Any, settings: Settings) -> None:
    secret = generate_totp_secret()
    row = TOTP.activate(people.users["royal"], secret).instance
    assert secret not in str(row.data)
    adapter = SecondFactorAdapter()
    sealed = row.data["secret"]
    assert adapter.decrypt(sealed) == secret
    settings.SECRET_KEY = "another"
    guesses = {adapter.decrypt(sealed) for _ in range(2)}
    assert len(guesses) == 2
    assert secret not in guesses


@pytest.mark.parametrize("name", ["scare", "scare_viewer", "klox"])
def test_whoever_decides_needs_a_second_factor(
    strict: None, sign_in: Enter, people: Any, name: str
) -> None:
    client = sign_in(name)
    for url in ("/", "/accords/", "/lignes/", "/compte/", "/equipe/", "/admin/"):
        assert client.get(url).headers["Location"] == "/compte/securite/"
    posted = client.post(reverse("accounts:invite"), {"email": "x@toile.test"})
    assert posted.headers["Location"] == "/compte/securite/"
    assert client.get("/mes-donnees").status_code == 200
    assert "exige deux facteurs" in client.get("/compte/securite/").content.decode()
    TOTP.activate(people.users[name], generate_totp_secret())
    assert client.get("/compte/").status_code == 200
    factor = Authenticator.objects.get(user=people.users[name])
    assert not SecondFactorAdapter().can_delete_authenticator(factor)


@pytest.mark.parametrize("name", ["royal", "condor", "inter", "nobody"])
def test_everybody_else_may_have_one(strict: None, sign_in: Enter, name: str) -> None:
    assert sign_in(name).get("/compte/").status_code == 200


def test_a_superuser_needs_one_and_has_one_door(
    strict: None, sign_in: Enter, people: Any, client: Client
) -> None:
    user = people.users["nobody"]
    user.is_staff = user.is_superuser = True
    user.save()
    assert sign_in("nobody").get("/admin/").headers["Location"] == "/compte/securite/"
    assert (
        client.get("/admin/", follow=True)
        .redirect_chain[-1][0]
        .startswith("/connexion/")
    )
    assert (
        client.post("/admin/login/", {}).headers["Location"].startswith("/connexion/")
    )


def test_a_waived_second_factor_is_said_on_every_page(
    client: Client, settings: Settings
) -> None:
    assert "n’est exigée de personne" in client.get("/connexion/").content.decode()
    settings.TOILE = msgspec.structs.replace(settings.TOILE, simulated=True)
    page = client.get("/connexion/").content.decode()
    assert "simulés, et la double authentification n’est pas exigée" in page


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_logout", "usersessions_list"],
)
def test_what_allauth_has_besides_is_nowhere(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_sessions_end_and_are_seen(enter: Enter, people: Any) -> None:
    here, there, user = enter("royal"), enter("royal"), people.users["royal"]
    assert UserSession.objects.filter(user=user).count() == 2
    assert here.post(reverse("accounts:end_sessions")).status_code == 302
    assert there.get("/compte/").status_code == 302
    assert here.get("/compte/").status_code == 200
    assert Session.objects.count() == 1
    session = here.session
    session[SEEN_KEY] = 0
    session.save()
    before = UserSession.objects.get().last_seen_at
    here.get("/compte/")
    assert UserSession.objects.get().last_seen_at > before


def test_nobody_ends_the_session_of_another(enter: Enter, people: Any) -> None:
    enter("royal")
    hers = UserSession.objects.get(user=people.users["royal"])
    url = reverse("accounts:end_session", args=[hers.pk])
    assert enter("condor").post(url).status_code == 404
    assert Session.objects.filter(session_key=hers.session_key).exists()


def test_a_chosen_language_stays_with_the_account(sign_in: Enter, people: Any) -> None:
    client = sign_in("royal")
    page = client.get("/compte/", headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "en"
    given = {"name": "Marie  ", "language": "fr"}
    assert client.post("/compte/", given).status_code == 302
    page = client.get("/compte/", headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "fr"
    people.users["royal"].refresh_from_db()
    assert people.users["royal"].name == "Marie"
    for wrong in ({"name": "", "language": ""}, {"name": "x", "language": "xx"}):
        assert client.post("/compte/", wrong).status_code == 422


def test_an_address_changed_in_the_admin_opens_the_account_alone(
    client: Client, with_password: Callable[[str], User]
) -> None:
    user = with_password("royal")
    user.email = "neuve@toile.test"
    user.save()
    old = {"login": "royal@toile.test", "password": PASSWORD}
    assert client.post("/connexion/", old).status_code == 422
    new = {"login": "neuve@toile.test", "password": PASSWORD}
    assert client.post("/connexion/", new).status_code == 302


def test_an_address_that_is_taken_is_told_its_owner_alone(
    people: Any, sign_in: Enter
) -> None:
    client = sign_in("royal")
    given = {"email": "condor@toile.test"}
    assert client.post(reverse("accounts:address"), given).status_code == 302
    letter = last_letter()
    assert letter.recipient == "condor@toile.test"
    assert "/compte/adresse/" not in letter.text
    same = client.post(reverse("accounts:address"), {"email": "Royal@toile.test"})
    assert same.status_code == 422
    for _ in range(4):
        client.post(reverse("accounts:address"), {"email": "x@toile.test"})
    assert client.post(reverse("accounts:address"), given).status_code == 429


def test_a_forwarded_address_counts_if_its_bearer_is_trusted(
    settings: Settings, rf: RequestFactory
) -> None:
    request = rf.get(
        "/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="10.0.0.1, 7.7.7.7"
    )
    assert client_ip(request) == "192.0.2.1"
    settings.TOILE = msgspec.structs.replace(
        settings.TOILE, trusted_proxies=("192.0.2.1",)
    )
    assert client_ip(request) == "7.7.7.7"


def test_devices_are_named_as_people_know_them() -> None:
    chrome = "Mozilla/5.0 (X11; Linux x86_64) (KHTML, like Gecko) Chrome/156.0 Safari/5"
    assert device_name(chrome) == "Chrome sur Linux"
    assert device_name(f"{chrome} Edg/156.0") == "Edge sur Linux"
    assert (
        device_name("Mozilla/5.0 (iPhone) Version/18 Safari/604") == "Safari sur iPhone"
    )
    assert device_name("curl/8") == "Navigateur inconnu"


def test_a_page_costs_one_question_more_for_the_second_factor(
    strict: None, sign_in: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = sign_in("royal")
    with django_assert_max_num_queries(7):
        client.get("/compte/")


def test_open_account_keeps_weak_passwords_out(people: Any) -> None:
    for weak in ("court", "0123456789", "lou.martin@"):
        with pytest.raises(Exception, match="mot de passe"):
            services.open_account("lou.martin@toile.test", "Lou", weak)
    assert not User.objects.filter(email="lou.martin@toile.test").exists()
