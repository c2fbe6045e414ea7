"""The proofs' pages: rounded counts, a broken chain in plain words, files by order."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from toile.portal.audit.models import AuditEntry
from toile.portal.proofs import services
from toile.portal.proofs.models import ProofExport
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]


@pytest.fixture
def today() -> datetime.date:
    return paris_date(now_ms())


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_small_crowds_are_not_told_and_others_rounded(
    world: Any, sign_in: SignIn, today: datetime.date
) -> None:
    services.put_proof_day(
        world.site.id, today, yes=1_234, no=49, refused={"unknown_text": 51}
    )
    for who in ("scare", "royal"):
        told = page(sign_in(who), f"/preuves/{world.site.id}/")
        assert "1\u00a0200" in told
        assert "1\u00a0234" not in told
        assert "texte de bandeau jamais publié" in told
        assert "moins de 50" in told


def test_a_broken_chain_is_said_in_words(world: Any, sign_in: SignIn) -> None:
    services.note_check(world.site.id, 12, "changed", "edge-0", 7)
    told = page(sign_in("scare"), f"/preuves/{world.site.id}/")
    assert "La chaîne des preuves est rompue" in told
    assert "une preuve a été modifiée" in told
    assert "rompue" in page(sign_in("scare"), "/preuves/")


def test_a_file_is_asked_for_and_fetched_by_who_asked(
    world: Any, sign_in: SignIn, today: datetime.date
) -> None:
    client = sign_in("royal")
    days = {"since": today.isoformat(), "until": today.isoformat()}
    path = f"/preuves/{world.site.id}/"
    assert client.post(path, days).status_code == 302
    export = ProofExport.objects.get()
    assert client.get(f"/preuves/fichiers/{export.id}/").status_code == 404
    services.finish_export(export, b"PK-file", 1)
    got = client.get(f"/preuves/fichiers/{export.id}/")
    assert got.content == b"PK-file"
    assert "private, no-store" in got["Cache-Control"]
    assert sign_in("scare").get(f"/preuves/fichiers/{export.id}/").status_code == 404
    deeds = AuditEntry.objects.filter(action__startswith="proofs.").order_by("id")
    assert [deed.action for deed in deeds] == [
        "proofs.export_asked",
        "proofs.exported",
    ]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("", "", "obligatoire"),
        ("2026-11-30", "2026-11-01", "avant le premier"),
        ("2025-01-01", "2026-11-01", "Treize mois"),
        ("hier", "2026-11-01", "valide"),
    ],
)
def test_wrong_days_are_said_beside_the_field_and_kept(
    world: Any, sign_in: SignIn, since: str, until: str, said: str
) -> None:
    answer = sign_in("scare").post(
        f"/preuves/{world.site.id}/", {"since": since, "until": until}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ProofExport.objects.exists()
    if until:
        assert until in answer.content.decode()


def test_a_fourth_file_waits_for_the_first(
    world: Any, sign_in: SignIn, today: datetime.date
) -> None:
    days = {"since": today.isoformat(), "until": today.isoformat()}
    client = sign_in("scare")
    for _ in range(services.MOST_WAITING):
        assert client.post(f"/preuves/{world.site.id}/", days).status_code == 302
    answer = client.post(f"/preuves/{world.site.id}/", days)
    assert answer.status_code == 422
    assert "déjà en préparation" in answer.content.decode()
