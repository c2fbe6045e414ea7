"""Signing by code: the agreement, its proof and its sealed paper, all or none."""

import datetime
import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.agreements import letters
from toile.portal.agreements.locking import lock
from toile.portal.agreements.models import (
    Agreement,
    Evidence,
    Paper,
    SealCertificate,
    Signature,
    SigningCode,
)
from toile.portal.agreements.paper import to_pdf
from toile.portal.agreements.sealing import NoSealError, seal, seal_passphrase
from toile.portal.agreements.signing.codes import (
    check_code,
    must_not_wait,
    must_represent,
    spend,
    text_changed,
)
from toile.portal.agreements.signing.proofs import AGREED_TO, proof_of, sheet
from toile.portal.agreements.texts import Contract, Party, contract_of
from toile.portal.agreements.trail import note


def sign_by_code(
    party: Party, by: User, digits: str, text_hash: str, today: datetime.date
) -> Agreement:
    """Sign the text that was read with the code that was mailed.

    The paper is sealed before anything is written, so that no lock waits for it.
    Raises ``ValidationError`` in the user's words; ``PermissionDenied`` for whoever
    does not represent the party.
    """
    must_represent(by, party)
    must_not_wait(party)
    code = check_code(party, by, digits)
    contract = contract_of(party, today)
    if text_hash != contract.text_hash or code.text_hash != contract.text_hash:
        text_changed()
    reference, at = next_reference(party, today), timezone.now()
    paper = to_pdf(
        sheet(contract, reference, proof_of(contract, code, reference, at)), at
    )
    sealed, certificate = seal_as(
        paper,
        field="Contrepartie",
        name=code.signer_name,
        reason=f"Signé par code, convention {reference}",
    )
    return _keep(contract, code, reference, at, today, (sealed, certificate))


@transaction.atomic
def _keep(
    contract: Contract,
    code: SigningCode,
    reference: str,
    at: datetime.datetime,
    today: datetime.date,
    made: tuple[bytes, bytes],
) -> Agreement:
    party, by = contract.party, code.user
    sealed, certificate = made
    # Two signatures at once wait for each other here.
    lock(party)
    must_not_wait(party)
    if not spend(code):
        raise ValidationError(_("Ce code vient de servir : la convention est signée."))
    if contract_of(party, today).text_hash != contract.text_hash:
        text_changed()
    agreement = new_agreement(contract, reference, at)
    signature = Signature(
        agreement=agreement,
        text_version=contract.version,
        text=contract.text,
        text_hash=contract.text_hash,
        signer=by,
        signer_name=code.signer_name,
        signer_function=code.signer_function,
        signed_at=at,
    )
    signature.full_clean()
    signature.save(force_insert=True)
    Evidence.objects.create(
        signature=signature,
        authority=code.authority,
        sent_to=code.sent_to,
        sent_at=code.sent_at,
        agreed_to=AGREED_TO,
    )
    keep_paper(agreement, Paper.Kind.SIGNED, sealed, by, at)
    keep_certificate(certificate, at)
    note("agreement.signed", agreement, by, way="code", text=contract.version)
    letters.signed(agreement, sealed, by)
    return agreement


def new_agreement(
    contract: Contract, reference: str, at: datetime.datetime
) -> Agreement:
    """Write an agreement that waits for the union."""
    party, day = contract.party, timezone.localtime(at).date()
    agreement = Agreement(
        kind=party.kind,
        organisation=party.organisation,
        cinema=party.cinema,
        reference=reference,
        stage=Agreement.Stage.AWAITING,
        starts_on=day,
        signed_on=day,
        **contract.terms.columns,
    )
    agreement.full_clean()
    agreement.save(force_insert=True)
    return agreement


def next_reference(party: Party, today: datetime.date) -> str:
    """Number the next agreement of a party."""
    if party.cinema:
        count = party.cinema.agreements.count() + 1
        return f"C-{today:%Y}-{party.cinema.pk[-6:]}-{count}"
    found = Agreement.objects.filter(kind=party.kind, organisation=party.organisation)
    return f"O-{today:%Y}-{party.organisation.pk[-6:]}-{found.count() + 1}"


def seal_as(pdf: bytes, *, field: str, name: str, reason: str) -> tuple[bytes, bytes]:
    """Seal with the installation's seal; without one nothing is signed."""
    toile = settings.TOILE
    passphrase = seal_passphrase(toile.seal_passphrase, settings.SECRET_KEY)
    try:
        return seal(pdf, toile.seal, passphrase, field=field, name=name, reason=reason)
    except NoSealError as error:
        raise ValidationError(
            _(
                "Le cachet électronique du syndicat n’est pas installé ou ne s’ouvre "
                "pas : rien n’a été signé. Prévenez le syndicat, ou signez sur papier."
            ),
            code="no_seal",
        ) from error


def keep_paper(
    agreement: Agreement,
    kind: str,
    content: bytes,
    by: User | None,
    at: datetime.datetime,
) -> Paper:
    """Keep a file of an agreement for good."""
    return Paper.objects.create(
        agreement=agreement,
        kind=kind,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=at,
        made_by=by,
    )


def keep_certificate(certificate: bytes, at: datetime.datetime) -> None:
    """Remember by which certificate we seal, once each."""
    SealCertificate.objects.get_or_create(
        fingerprint=hashlib.sha256(certificate).hexdigest(),
        defaults={"certificate": certificate, "since": at},
    )
