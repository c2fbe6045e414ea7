"""An agreement signed on paper: its scan, checked, kept, marked as such."""

import datetime
import io
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfReader

from toile.portal.accounts.models import User
from toile.portal.agreements import letters
from toile.portal.agreements.locking import lock
from toile.portal.agreements.models import Agreement, Paper
from toile.portal.agreements.signing.codes import (
    must_be_known,
    must_not_wait,
    must_represent,
)
from toile.portal.agreements.signing.deeds import (
    keep_paper,
    new_agreement,
    next_reference,
)
from toile.portal.agreements.texts import Party, contract_of
from toile.portal.agreements.trail import note

MOST_BYTES = 8 * 1024 * 1024
MOST_PAGES = 60
# What a scan has no use for, and a reader might run.
_ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA")


def check_scan(content: bytes) -> None:
    """Refuse what is no plain PDF of a few pages; raises ``ValidationError``."""
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("Ce fichier dépasse %d Mo : numérisez en moins fin.")
            % (MOST_BYTES // 1024 // 1024)
        )
    if not content.startswith(b"%PDF-"):
        raise ValidationError(_("Ce fichier n’est pas un PDF : envoyez un PDF."))
    try:
        pages, active = _look(content)
    except Exception as error:  # a parser given anything raises anything
        raise ValidationError(
            _("Ce PDF est abîmé, vide ou protégé : numérisez de nouveau.")
        ) from error
    if active:
        raise ValidationError(
            _("Ce PDF contient un programme ou un fichier joint : envoyez un scan.")
        )
    if pages > MOST_PAGES:
        raise ValidationError(
            _("Ce PDF a %(pages)d pages ; une convention en a moins de %(most)d."),
            params={"pages": pages, "most": MOST_PAGES},
        )


def _look(content: bytes) -> tuple[int, bool]:
    reader: Any = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted or not reader.pages:
        raise ValueError("encrypted or empty")
    for page in reader.pages:
        _ = page.mediabox
    return len(reader.pages), _runs(reader)


def _runs(reader: Any) -> bool:  # noqa: ANN401 - pypdf's objects are untyped
    """Tell whether any object of the file could run something."""
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(number) if number else None
        if isinstance(found, dict):
            told = {
                *map(str, found.keys()),
                str(found.get("/S")),
                str(found.get("/Type")),
            }
            if told & set(_ACTIVE):
                return True
    return False


@transaction.atomic
def bring_scan(
    party: Party, by: User, content: bytes, today: datetime.date
) -> Agreement:
    """Bring the signed paper as a PDF; the union reads it before it counts."""
    must_represent(by, party)
    must_be_known(party)
    check_scan(content)
    lock(party)
    must_not_wait(party)
    at = timezone.now()
    contract = contract_of(party, today)
    agreement = new_agreement(contract, next_reference(party, today), at)
    keep_paper(agreement, Paper.Kind.SCAN, content, by, at)
    note("agreement.scanned", agreement, by, bytes=len(content), text=contract.version)
    letters.tell_union_to_answer(agreement)
    return agreement
