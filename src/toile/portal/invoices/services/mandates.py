"""Giving a mandate, on the screen or on paper, and taking it back."""

import datetime
import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, User
from toile.portal.agreements.signing.scans import check_scan
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Cinema
from toile.portal.invoices.models import Mandate
from toile.portal.invoices.texts import mandate_text
from toile.wire.clock import PARIS


@transaction.atomic
def sign(cinema: Cinema, name: str, function: str, by: User) -> Mandate:
    """Sign the mandate of the day's text. Raises ``PermissionDenied`` for non-owners.

    Who signs twice what stands already gets back what stands.
    """
    _must_represent(cinema, by)
    now = timezone.now()
    text = mandate_text(cinema, name, function)
    newest = _lock(cinema)
    if newest and (newest.deed, newest.text) == (Mandate.Deed.SIGNED, text):
        return newest
    return _keep(
        Mandate(
            cinema=cinema,
            deed=Mandate.Deed.SIGNED,
            signer_name=name,
            signer_function=function,
            signed_on=now.astimezone(PARIS).date(),
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            by=by,
            at=now,
        )
    )


@transaction.atomic
def bring(
    cinema: Cinema,
    name: str,
    function: str,
    signed_on: datetime.date,
    document: bytes,
    by: User,
) -> Mandate:
    """Keep a mandate that was signed on paper; the cinema or the union brings it.

    Raises ``ValidationError`` for what is no plain PDF and for a day to come.
    """
    now = timezone.now()
    if signed_on > now.astimezone(PARIS).date():
        raise ValidationError({"signed_on": _("Cette date est à venir.")})
    check_scan(document)
    _lock(cinema)
    return _keep(
        Mandate(
            cinema=cinema,
            deed=Mandate.Deed.BROUGHT,
            signer_name=name,
            signer_function=function,
            signed_on=signed_on,
            document=document,
            sha256=hashlib.sha256(document).hexdigest(),
            by=by,
            at=now,
        )
    )


@transaction.atomic
def revoke(cinema: Cinema, name: str, function: str, by: User) -> Mandate:
    """Take the mandate back, from now on. Raises ``PermissionDenied`` for non-owners.

    Invoices that are issued stay; the cinema invoices its share itself.
    """
    _must_represent(cinema, by)
    newest = _lock(cinema)
    if newest is not None and newest.deed == Mandate.Deed.REVOKED:
        return newest
    now = timezone.now()
    return _keep(
        Mandate(
            cinema=cinema,
            deed=Mandate.Deed.REVOKED,
            signer_name=name,
            signer_function=function,
            signed_on=now.astimezone(PARIS).date(),
            by=by,
            at=now,
        )
    )


def _lock(cinema: Cinema) -> Mandate | None:
    Cinema.objects.select_for_update().get(pk=cinema.pk)
    return Mandate.objects.filter(cinema=cinema).first()


def _keep(mandate: Mandate) -> Mandate:
    mandate.save(force_insert=True)
    record(
        f"mandate.{mandate.deed}",
        "cinema",
        mandate.cinema_id,
        actor=mandate.by,
        organisation=mandate.cinema.organisation,
        details={"sha256": mandate.sha256, "signed_on": mandate.signed_on.isoformat()},
    )
    return mandate


def _must_represent(cinema: Cinema, by: User) -> None:
    owns = cinema.organisation.memberships.filter(
        user=by, role=Membership.Role.OWNER
    ).exists()
    if not owns:
        raise PermissionDenied(
            _("Le mandat est l’affaire des personnes responsables du cinéma.")
        )
