"""The union's queue: what waits, what is needed to decide, and what was decided."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval, Comment
from toile.portal.audit.models import AuditEntry
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.portal.decisions import services
from toile.portal.decisions.dossiers import fingerprint
from toile.portal.films import services as films
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _reporting(world: Any) -> None:
    """The Royal reports as it should: no site waits."""
    today = paris_date(now_ms())
    cinemas.put_site_figures(world.site.id, today, visits=9, consents=3, refusals=2)


@pytest.fixture
def film(world: Any) -> Approval:
    """Pamfir, which waits."""
    made = films.add_film(
        world.people.condor, title="Pamfir", allocine_id=293016, director="D. S."
    )
    return Approval.objects.get(subject_id=made.id)


def page(approval: Approval) -> str:
    return reverse("decisions:request", args=[approval.pk])


def answer(client: Client, approval: Approval, **given: str) -> Any:
    seen = {"seen": fingerprint(approval), "comment": ""}
    return client.post(page(approval), seen | given)


def test_the_queue_counts_each_kind_and_begins_with_the_oldest(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    campaigns.submit(world.campaign)
    shown = sign_in("scare").get("/accords/").content.decode()
    for tab in ("Tout (2)", "Cinémas (0)", "Films (1)", "Campagnes (1)", "Sites (0)"):
        assert tab in shown
    assert shown.index("Pamfir") < shown.index("Sortie nationale")
    films_alone = sign_in("scare").get("/accords/?genre=film").content.decode()
    assert "Pamfir" in films_alone
    assert "Sortie nationale" not in films_alone


def test_the_queue_asks_no_more_of_a_longer_one(
    world: Any,
    film: Approval,
    sign_in: SignIn,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(20):
        films.add_film(world.people.condor, title=f"F{number}", allocine_id=number + 1)
    client = sign_in("scare")
    with django_assert_max_num_queries(15):
        client.get("/accords/")


def test_a_yes_leads_to_the_next_request_and_is_told_by_mail(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    campaigns.submit(world.campaign)
    waiting = Approval.objects.get(subject_id=world.campaign.id)
    client = sign_in("scare")
    said = answer(client, film, decision="approve")
    assert said.headers["Location"] == page(waiting)
    film.refresh_from_db()
    assert film.status == "approved"
    told = Mail.objects.filter(template="approvals/decided", subject__contains="Pamfir")
    assert told.count() == 2
    assert "accordé" in client.get(page(waiting)).content.decode()
    said = answer(client, waiting, decision="approve")
    assert said.headers["Location"] == "/accords/"


def test_a_no_without_its_reason_keeps_the_page(
    film: Approval, sign_in: SignIn
) -> None:
    said = answer(sign_in("scare"), film, decision="refuse", comment="  ")
    assert said.status_code == 422
    assert "Un refus se motive" in said.content.decode()
    film.refresh_from_db()
    assert film.status == "pending"


def test_too_long_a_comment_is_said_beside_the_field_and_kept(
    film: Approval, sign_in: SignIn
) -> None:
    long = "🎬 non " * 300
    said = answer(sign_in("scare"), film, decision="refuse", comment=long)
    assert said.status_code == 422
    assert long.strip() in said.content.decode()


def test_who_decides_on_what_somebody_else_decided_is_told_and_loses_nothing(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    seen = fingerprint(film)
    approvals.approve(film.pk, world.people.users["scare_editor"])
    given = {"seen": seen, "decision": "refuse", "comment": "Titre déjà pris."}
    said = sign_in("scare").post(page(film), given)
    assert said.status_code == 409
    shown = said.content.decode()
    assert "déjà reçu une réponse" in shown
    assert "Titre déjà pris." in shown
    film.refresh_from_db()
    assert film.status == "approved"


def test_what_changed_meanwhile_is_shown_anew_before_a_decision(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    seen = fingerprint(film)
    pamfir = world.people.condor.films.get(title="Pamfir")
    films.change_film(pamfir, director="Quelqu’un d’autre")
    given = {"seen": seen, "decision": "approve", "comment": "Bravo"}
    said = sign_in("scare").post(page(film), given)
    assert said.status_code == 409
    shown = said.content.decode()
    assert "a changé depuis" in shown
    assert "Quelqu’un d’autre" in shown
    assert "Bravo" in shown
    film.refresh_from_db()
    assert film.status == "pending"


def test_a_lapsed_request_leads_to_the_one_that_stands_for_it(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    pamfir = world.people.condor.films.get(title="Pamfir")
    films.change_film(pamfir, title="Pamfir, le retour")
    newer = Approval.objects.get(subject_id=pamfir.id, status="pending")
    shown = sign_in("scare").get(page(film)).content.decode()
    assert page(newer) in shown
    assert "Accorder" not in shown


def test_a_question_sends_the_request_back_and_asks_once(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    client = sign_in("scare")
    key = client.get(page(film)).context["question"]["key"].value()
    address = reverse("decisions:ask", args=[film.pk])
    for _again in range(2):
        client.post(address, {"key": key, "text": "Quelle version ?"})
    assert Comment.objects.filter(approval=film).count() == 1
    assert "question posée" in client.get("/accords/").content.decode()
    told = Mail.objects.filter(template="approvals/commented")
    assert {one.recipient for one in told} == {
        "condor@toile.test",
        "condor_editor@toile.test",
    }
    approvals.comment(
        film, world.people.condor, world.people.users["condor"], "La VOST."
    )
    assert "réponse reçue" in client.get("/accords/").content.decode()
    assert "La VOST." in client.get(page(film)).content.decode()


def test_films_of_a_known_distributor_are_approved_together(
    world: Any, film: Approval, sign_in: SignIn
) -> None:
    other = films.add_film(world.people.other_distributor, title="Neuf", allocine_id=7)
    unknown = Approval.objects.get(subject_id=other.id)
    client = sign_in("scare")
    queue = client.get("/accords/?genre=film").content.decode()
    assert f'value="{film.pk}"' in queue
    assert f'value="{unknown.pk}"' not in queue
    said = client.post("/accords/films/", {"films": [film.pk, unknown.pk]}, follow=True)
    shown = said.content.decode()
    assert "1 film accordé" in shown
    assert "premier film de ce distributeur" in shown
    film.refresh_from_db()
    unknown.refresh_from_db()
    assert (film.status, unknown.status) == ("approved", "pending")


def test_a_viewer_reads_the_dossier_and_finds_no_button(
    film: Approval, sign_in: SignIn
) -> None:
    shown = sign_in("scare_viewer").get(page(film)).content.decode()
    assert "Pamfir" in shown
    assert 'name="decision"' not in shown


def test_the_dossier_of_a_campaign_tells_whom_where_and_how_it_looks(
    world: Any, sign_in: SignIn
) -> None:
    campaigns.submit(world.campaign)
    waiting = Approval.objects.get(subject_id=world.campaign.id)
    shown = sign_in("scare").get(page(waiting)).content.decode()
    for said in ("Var (83)", "de 25 à 49 ans", "France Inter", "500,00", "Encart"):
        assert said in shown
    assert reverse("campaigns:poster", args=[world.creative.id]) in shown


def test_the_dossier_of_a_cinema_finds_its_double(world: Any, sign_in: SignIn) -> None:
    twin = cinemas.add_cinema(
        world.people.eldorado, name="Faux", commune="Nice", cnc_number="6001234"
    )
    waiting = Approval.objects.get(subject_id=twin.id)
    shown = sign_in("scare").get(page(waiting)).content.decode()
    assert "déjà inscrit : Le Royal, Toulon" in shown


def test_a_decision_leaves_its_reason_in_the_trail(world: Any, film: Approval) -> None:
    scare = world.people.users["scare"]
    services.decide(film.pk, "refuse", "Déjà sorti.", fingerprint(film), scare)
    entry = AuditEntry.objects.get(
        action="approval.refused", subject_id=film.subject_id
    )
    assert entry.details["comment"] == "Déjà sorti."
