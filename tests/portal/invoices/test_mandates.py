"""Without a written mandate that stands nobody is invoiced for."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from clock import TODAY
from invoices_stage import blank_pdf
from toile.portal.agreements.models import Signature
from toile.portal.agreements.services import terminate
from toile.portal.audit.models import AuditEntry
from toile.portal.invoices import services
from toile.portal.invoices.models import Mandate
from toile.portal.invoices.selectors.mandates import mandated, standing

DAY = datetime.timedelta(days=1)


def stands(world: Any) -> bool:
    now = timezone.now()
    known = standing(world.royal, now).stands
    assert mandated([world.royal.id], now) == ({world.royal.id} if known else set())
    return known


def sign_agreement(world: Any, text: str) -> None:
    Signature.objects.create(
        agreement=world.agreement,
        text_version="2026-12",
        text=text,
        text_hash="0" * 64,
        signer=world.people.users["royal"],
        signer_name="Odile",
        signer_function="gérante",
        signed_at=timezone.now(),
    )


def test_an_agreement_of_which_no_text_is_known_holds_none(world: Any) -> None:
    assert not stands(world)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("… (autofacturation, art. 289 I-2 du CGI) …", True), ("autre texte", False)],
)
def test_the_signed_text_of_an_agreement_in_force_holds_it(
    world: Any, text: str, expected: bool
) -> None:
    sign_agreement(world, text)
    assert stands(world) is expected
    terminate(world.agreement, TODAY)
    assert not stands(world)


def test_the_owner_signs_takes_back_and_signs_again(world: Any) -> None:
    sign_agreement(world, "autofacturation")
    owner = world.people.users["royal"]
    services.revoke(world.royal, "Odile", "gérante", owner)
    services.revoke(world.royal, "Odile", "gérante", owner)
    # What the agreement says no longer counts.
    assert not stands(world)
    signed = services.sign(world.royal, "Odile", "gérante", owner)
    assert services.sign(world.royal, "Odile", "gérante", owner) == signed
    assert stands(world)
    assert "289 I-2" in signed.text
    assert [row.deed for row in Mandate.objects.all()] == ["signed", "revoked"]
    assert AuditEntry.objects.filter(action__startswith="mandate.").count() == 2


@pytest.mark.parametrize("name", ["royal_editor", "royal_viewer", "eldorado", "scare"])
def test_nobody_else_signs_or_takes_back(world: Any, name: str) -> None:
    by = world.people.users[name]
    for deed in (services.sign, services.revoke):
        with pytest.raises(PermissionDenied):
            deed(world.royal, "x", "y", by)
    assert not Mandate.objects.exists()


def test_a_mandate_on_paper_is_kept(world: Any) -> None:
    by, pdf = world.people.users["scare"], blank_pdf()
    kept = services.bring(world.royal, "Odile", "gérante", TODAY, pdf, by)
    assert bytes(kept.document or b"") == pdf
    assert stands(world)


@pytest.mark.parametrize("document", [b"", b"no pdf", b"%PDF-1.7 cut off"])
def test_what_is_no_pdf_is_refused(world: Any, document: bytes) -> None:
    by = world.people.users["scare"]
    with pytest.raises(ValidationError):
        services.bring(world.royal, "O", "g", TODAY, document, by)
    assert not stands(world)


def test_a_mandate_of_a_day_to_come_is_refused(world: Any) -> None:
    by = world.people.users["scare"]
    with pytest.raises(ValidationError, match="à venir"):
        services.bring(world.royal, "O", "g", TODAY + DAY, blank_pdf(), by)
