"""What people read on the pages, and what a page never does."""

import datetime
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django import Settings

from clock import TODAY
from toile.ledger.entries import click_posting
from toile.portal.accounts import services as accounts
from toile.portal.agreements import services as agreements
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.portal.decisions.dossiers import fingerprint
from toile.portal.inventory import services as inventory
from toile.portal.payouts.services import post
from toile.wire.clock import PARIS, now_ms, paris_date, to_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.tokens import Sealer, WhyToken
from toile.worker.members import Members

SignIn = Callable[[str], Client]
A_DAY = datetime.timedelta(days=1)


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_cinema_reads_its_audience_clicks_and_money(
    world: Any, sign_in: SignIn
) -> None:
    today = paris_date(now_ms())
    cinemas.put_site_figures(
        world.site.id, today, visits=1234, consents=303, refusals=101
    )
    for number in range(3):
        entries = [("bank", 400), (f"cinema_payable:{world.royal.id}", -400)]
        post(f"01{number}", to_datetime(now_ms()), "click", "", entries)
    page = text_of(sign_in("royal"), reverse("payouts:cinema", args=[world.royal.id]))
    for shown in ("1 234", "75,0 %", "300 oui, 100 non", "0,0012 €", "25,00 €"):
        assert shown in page
    assert "Il fonctionne" in page
    pixel = reverse("members:cinema_pixel", args=[world.royal.id])
    page = text_of(sign_in("royal"), f"{pixel}?etape=lignes")
    for script in ("pixel.js", "consent.js"):
        line = rf'crossorigin="anonymous" src="[^"]+/{script}\?site={world.site.key}"'
        assert re.search(line, html.unescape(page)), script


def test_the_table_of_days_begins_with_the_first_that_counts(
    world: Any, sign_in: SignIn
) -> None:
    today = paris_date(now_ms())
    url = reverse("payouts:cinema", args=[world.royal.id])

    def rows() -> int:
        page = text_of(sign_in("royal"), url)
        days = page.partition('id="liste"')[2].partition("<tbody>")[2]
        return days.partition("</tbody>")[0].count("</tr>")

    long_ago, lately = today - 9 * A_DAY, today - 4 * A_DAY
    cinemas.put_site_figures(world.site.id, long_ago, consents=60, refusals=60)
    assert rows() == 0
    cinemas.put_site_figures(world.site.id, lately, visits=1)
    assert rows() == 5


def test_no_small_crowd_of_choices_is_shown(world: Any, sign_in: SignIn) -> None:
    today = paris_date(now_ms())
    url = reverse("payouts:cinema", args=[world.royal.id])

    def read(**choices: int) -> tuple[str, str]:
        cinemas.put_site_figures(world.site.id, today, visits=7, **choices)
        page = text_of(sign_in("royal"), url)
        days = page.partition('id="liste"')[2]
        return page, days.split("<tbody>")[1].split("</tr>")[0]

    page, row = read(consents=33, refusals=11, withdrawals=2)
    assert "75,0 %" not in page
    assert "moins de 50 réponses" in page
    assert row.count('"number">&lt; 50<') == 3
    assert '"number">7<' in row
    page, row = read(consents=153, refusals=51, withdrawals=49)
    assert "75,0 %" in page
    assert "150 oui, 50 non" in page
    assert '"number">150<' in row
    assert row.count('"number">&lt; 50<') == 1
    page, _row = read(consents=45, refusals=15, withdrawals=0)
    assert "75,0 %" in page
    assert "moins de 50 oui, moins de 50 non" in page


def test_a_site_works_when_it_sees_visits_and_not_before(
    world: Any, sign_in: SignIn
) -> None:
    url = reverse("payouts:cinema", args=[world.royal.id])
    today = paris_date(now_ms())
    yesterday = today - datetime.timedelta(days=1)
    long_ago = today - datetime.timedelta(days=15)
    assert "Aucune visite vue" in text_of(sign_in("royal"), url)
    cinemas.put_site_figures(world.site.id, today, visits=0, refusals=1)
    page = text_of(sign_in("royal"), url)
    assert "Il fonctionne" not in page
    assert "Des choix arrivent, mais aucune visite" in page
    cinemas.put_site_figures(world.site.id, long_ago, visits=1)
    page = text_of(sign_in("royal"), url)
    assert "Il fonctionne" not in page
    assert f"Plus de visite depuis le {date_format(long_ago, 'j F Y')}" in page
    cinemas.put_site_figures(world.site.id, yesterday, visits=1)
    page = text_of(sign_in("royal"), url)
    assert f"dernière visite vue le {date_format(yesterday, 'j F Y')}" in page


def test_the_pool_shows_the_fee_that_the_money_follows(
    world: Any, sign_in: SignIn
) -> None:
    today = paris_date(now_ms())
    assert "aucun clic n’est rémunéré" in text_of(sign_in("scare"), "/pool/")
    for start, ends_on, fee in ((1, datetime.date(2026, 1, 31), 300), (2, None, 350)):
        agreements.sign(
            "operator_union",
            world.people.klox,
            f"KLOX-{start}",
            datetime.date(2026, start, 1),
            ends_on=ends_on,
            fee_micros=fee,
        )
    page = text_of(sign_in("scare"), "/pool/")
    assert Members().on(today).fee == 350
    assert "0,35 € pour 1000 clics" in page
    assert "0,40 €" not in page


def test_a_distributor_reads_the_fees_that_the_ledger_books(
    world: Any, sign_in: SignIn
) -> None:
    campaign, cinema = Ulid(world.campaign.id), Ulid(world.royal.id)
    for number in range(3):
        key = Ulid(f"01JD000000000000000000000{number}")
        booked = click_posting(key, 0, campaign, {cinema: Money(400)})
        entries = [(entry.account, entry.amount) for entry in booked.entries]
        post(booked.id, to_datetime(0), booked.kind, booked.memo, entries)
    url = reverse("campaigns:figures", args=[world.campaign.id])
    page = text_of(sign_in("condor"), url)
    fees = page.split("Redevance aux cinémas")[-1].split("</dd>")[0]
    assert "0,0012 €" in fees
    assert "en plus du budget d’affichage" in fees


def test_a_cinema_without_agreement_is_told_what_it_lacks(
    world: Any, sign_in: SignIn
) -> None:
    url = reverse("payouts:cinema", args=[world.eldorado.id])
    assert "Sans convention en vigueur" in text_of(sign_in("eldorado"), url)


def test_a_distributor_reads_live_figures(world: Any, sign_in: SignIn) -> None:
    client = sign_in("condor")
    url = reverse("campaigns:figures", args=[world.campaign.id])
    key = (world.line.id, world.creative.id, world.placement.id)
    campaigns.put_line_figures(
        *key, TODAY, impressions=2000, views=1500, clicks=9, spend_micros=8_000_000
    )
    campaigns.put_refused_clicks(world.line.id, TODAY, "double_click", 4)
    page = text_of(client, url)
    for shown in ("2 000", "75,0 %", "8,00 €", "500,00 €"):
        assert shown in page
    assert "<html" not in page
    detail = reverse("campaigns:detail", args=[world.campaign.id])
    assert "9 clics en tout, 4 refusés" in text_of(client, detail)
    assert "double clic" in text_of(client, detail)


def test_the_dates_of_a_line_are_the_days_it_runs(world: Any, sign_in: SignIn) -> None:
    flight = world.line.flight
    flight.starts_at = datetime.datetime(2026, 7, 15, tzinfo=PARIS)
    flight.ends_at = flight.starts_at + datetime.timedelta(days=15)
    flight.save()
    page = text_of(
        sign_in("scare"), reverse("campaigns:settings", args=[world.campaign.id])
    )
    assert "du 15 juillet 2026 au 29 juillet 2026" in page


def test_the_union_decides_in_the_queue(world: Any, sign_in: SignIn) -> None:
    campaigns.submit(world.campaign)
    client = sign_in("scare")
    assert "Sortie nationale" in text_of(client, "/accords/")
    waiting = Approval.objects.get(subject_id=world.campaign.id)
    url = reverse("decisions:request", args=[waiting.id])
    assert "Semaine 1 (" in text_of(client, url)
    given = {"decision": "refuse", "seen": fingerprint(waiting)}
    assert "Un refus se motive" in client.post(url, given).content.decode()
    client.post(url, given | {"comment": "Flou."})
    assert "Flou." in text_of(
        sign_in("condor"), reverse("campaigns:detail", args=[world.campaign.id])
    )


def test_a_publisher_reads_its_own_placements_alone(
    world: Any, sign_in: SignIn
) -> None:
    stranger = inventory.add_publisher("Télérama", ["https://telerama.example"])
    inventory.add_placement(
        stranger, name="Bandeau", format="popup", width=970, height=250
    )
    own = text_of(sign_in("inter"), "/emplacements/")
    assert world.placement.name in own
    assert "Télérama" not in own
    assert "Télérama" in text_of(sign_in("klox"), "/emplacements/")


def test_text_from_people_is_never_markup(world: Any, sign_in: SignIn) -> None:
    world.campaign.name = "<script>alert(1)</script>"
    world.campaign.save()
    for who, url in (
        ("condor", "/campagnes/"),
        ("condor", reverse("campaigns:detail", args=[world.campaign.id])),
        ("scare", "/campagnes/"),
    ):
        assert "<script>alert" not in text_of(sign_in(who), url)


def test_every_page_carries_its_guards(world: Any, client: Client) -> None:
    answer = client.get("/connexion/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_spectators_pages_set_no_cookie(world: Any, client: Client) -> None:
    for url in ("/mes-donnees", "/pourquoi/x"):
        assert not client.get(url).cookies


def test_ten_wrong_passwords_and_the_door_rests(db: None, client: Client) -> None:
    accounts.add_person("camille@toile.test", "Camille", "le-bon-mot-de-passe")
    wrong = {"login": "camille@toile.test", "password": "faux"}
    right = wrong | {"password": "le-bon-mot-de-passe"}
    shouted = wrong | {"login": "CAMILLE@toile.test"}
    for number in range(9):
        given = wrong if number % 2 else shouted
        assert client.post("/connexion/", given).status_code == 422
    assert client.post("/connexion/", wrong).status_code == 429
    assert client.post("/connexion/", right).status_code == 429
    elsewhere = client.post("/connexion/", right, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_an_address_signs_in_however_it_is_typed(db: None, client: Client) -> None:
    accounts.add_person("Camille@Toile.test", "Camille", "le-bon-mot-de-passe")
    given = {"login": "CAMILLE@toile.TEST", "password": "le-bon-mot-de-passe"}
    assert client.post("/connexion/", given).status_code == 302


def test_a_person_of_two_houses_changes_seats(world: Any, sign_in: SignIn) -> None:
    royal = world.people.users["royal"]
    accounts.add_membership(royal, world.people.condor, "viewer")
    client = sign_in("royal")
    page = reverse("campaigns:detail", args=[world.campaign.id])
    client.post("/organisation/", {"organisation": world.people.royal.id})
    assert client.get(page).status_code == 403
    client.post("/organisation/", {"organisation": world.people.condor.id})
    assert client.get(page).status_code == 200
    moved = client.post(reverse("campaigns:move", args=[world.campaign.id]))
    assert moved.status_code == 403


def why_token(world: Any, **changes: Any) -> WhyToken:
    token = WhyToken(
        expires_ms=now_ms() + 60_000,
        line=Ulid(world.line.id),
        placement=Ulid(world.placement.id),
    )
    return msgspec.structs.replace(token, **changes)


def test_a_spectator_learns_why(world: Any, client: Client, why_sealer: Sealer) -> None:
    page = text_of(client, f"/pourquoi/{why_sealer.seal(why_token(world))}")
    for shown in ("Condor", "L&#x27;Ombre de Staline", "France Inter", "Var (83)"):
        assert shown in page
    assert "de 25 à 49 ans" in page
    assert 'href="/mes-donnees"' in page


def test_the_why_page_says_by_what_cinemas_near_by_are_chosen(
    world: Any, client: Client, why_sealer: Sealer
) -> None:
    link = f"/pourquoi/{why_sealer.seal(why_token(world))}"
    assert "Data Ciné Indés" not in text_of(client, link)
    campaigns.set_near_you(world.campaign, True)
    page = text_of(client, link)
    assert "jamais d’après les cinémas que vous avez consultés" in page
    assert "Data Ciné Indés (SCARE), Licence Ouverte 2.0" in page


def test_the_why_page_tells_of_the_line_and_not_of_who_reads_it(
    world: Any, client: Client, why_sealer: Sealer
) -> None:
    link = f"/pourquoi/{why_sealer.seal(why_token(world))}"
    page = text_of(client, link)
    assert "a pris l’option « Salles Art et Essai »" in page
    assert "parce que vous avez accepté" not in page
    world.line.pool = False
    world.line.save()
    page = text_of(client, link)
    assert "l’option" not in page
    assert "Aucune visite sur un site de cinéma ne sert à choisir" in page


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"expires_ms": 1}, 410, "a expiré"),
        ({"line": Ulid("01JD0000000000000000000000")}, 404, "ne vient pas de nous"),
    ],
)
def test_a_link_that_explains_nothing_says_so(
    world: Any,
    client: Client,
    why_sealer: Sealer,
    changes: dict[str, Any],
    status: int,
    says: str,
) -> None:
    link = why_sealer.seal(why_token(world, **changes))
    assert says in text_of(client, f"/pourquoi/{link}", status)


@pytest.mark.parametrize("link", ["x", "a" * 3000, "%00", "é", "AQ" * 40])
def test_a_forged_link_is_refused(db: None, client: Client, link: str) -> None:
    assert "ne vient pas de nous" in text_of(client, f"/pourquoi/{link}", 404)


def test_without_the_operators_key_nothing_is_guessed(
    world: Any, client: Client, why_sealer: Sealer, settings: Settings, tmp_path: Path
) -> None:
    settings.TOILE = msgspec.structs.replace(
        settings.TOILE, ads_keys=tmp_path / "none.json"
    )
    link = why_sealer.seal(why_token(world))
    assert "indisponible" in text_of(client, f"/pourquoi/{link}", 503)


def test_my_data_names_cinemas_and_asks_the_pool(
    world: Any, client: Client, settings: Settings
) -> None:
    page = text_of(client, "/mes-donnees")
    assert f'data-me="{settings.TOILE.pool_url}/me"' in page
    assert f'"{world.royal.id}": "Le Royal, Toulon"' in page
    assert "<noscript>" in page
    answering = page.split("Qui répond de ces données")[1]
    assert answering.index("SCARE") < answering.index("Klox")
    assert "Condor" not in answering
    assert (
        settings.TOILE.pool_url
        in client.get("/mes-donnees").headers["Content-Security-Policy"]
    )


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
