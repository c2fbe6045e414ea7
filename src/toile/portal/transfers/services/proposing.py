"""Proposing whom to pay, checking it again, taking somebody out, giving it up."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.ledger.payment import whole_cents
from toile.ledger.sepa import reference_of
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.payouts.services.posting import lock_ledger
from toile.portal.transfers.checks import (
    Candidate,
    candidates,
    candidates_again,
    payable_by_cinema,
)
from toile.portal.transfers.models import Run, Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.wire.money import Money

_SNAPSHOT = (
    "agreement_id",
    "account_id",
    "amount_micros",
    "vat_micros",
    "vat_regime",
    "vat_number",
    "street",
    "postal_code",
    "town",
    "state",
    "refusals",
)


@transaction.atomic
def propose(key: str, by: User, today: datetime.date) -> Run:
    """Reserve for each cinema past its threshold what it is owed, in whole cents.

    ``key`` is the form's own: sent twice, it makes one run. Those against whom a check
    speaks are held: shown with the reason, and not paid. Raises ``RefusedError`` when
    there is nobody, or while another run waits for its approvals.
    """
    lock_ledger()
    known = Run.objects.filter(pk=key).first()
    if known is not None:
        return known
    if Run.objects.filter(state=Run.State.PROPOSED).exists():
        raise RefusedError(
            _("Un reversement attend déjà : approuvez-le ou annulez-le d’abord.")
        )
    now = timezone.now()
    found = candidates(today, now)
    if not found:
        raise RefusedError(
            _("Aucun cinéma n’a atteint son seuil : il n’y a rien à verser.")
        )
    run = Run.objects.create(pk=key, proposed_by=by, proposed_at=now)
    rows = []
    for position, one in enumerate(found, start=1):
        row = Transfer(
            run=run,
            position=position,
            reference=reference_of(run.id, position),
            cinema=one.cinema,
        )
        _take_over(row, one)
        rows.append(row)
    Transfer.objects.bulk_create(rows)
    paid = [row for row in rows if row.state == Transfer.State.RESERVED]
    _note("payout.proposed", run, by, cinemas=len(paid), held=len(rows) - len(paid))
    return run


@transaction.atomic
def check_again(run_id: str, by: User, today: datetime.date) -> Run:
    """Judge a proposed run anew: held cinemas may come in, reserved ones be held.

    What changes a run takes its first approval away: it was for something else.
    """
    run = _proposed(run_id)
    changed = [
        row for row, one in judged_again(run, today) if _take_over_if_new(row, one)
    ]
    if changed:
        for row in changed:
            row.save(update_fields=_SNAPSHOT)
        run.approvals.all().delete()
        _note("payout.checked_again", run, by, cinemas=len(changed))
    return run


def judged_again(run: Run, today: datetime.date) -> list[tuple[Transfer, Candidate]]:
    """Judge the cinemas of a run by what is known now; those taken out stay out.

    A cinema that another run pays by now stays held.
    """
    rows = list(
        run.transfers.exclude(state=Transfer.State.RELEASED).order_by("position")
    )
    elsewhere = set(
        Transfer.objects.filter(state=Transfer.State.RESERVED)
        .exclude(run=run)
        .values_list("cinema_id", flat=True)
    )
    payable = payable_by_cinema()
    amounts = {
        row.cinema_id: int(whole_cents(Money(payable.get(row.cinema_id, 0))))
        if row.state == Transfer.State.HELD
        else row.amount_micros
        for row in rows
        if row.cinema_id not in elsewhere
    }
    found = candidates_again(amounts, today, timezone.now())
    return [(row, found[row.cinema_id]) for row in rows if row.cinema_id in found]


def is_stale(row: Transfer, one: Candidate) -> bool:
    """Tell whether a reserved transfer is no longer what would be proposed now."""
    return row.state == Transfer.State.RESERVED and _snapshot(row) != _snapshot(
        _take_over(Transfer(), one)
    )


@transaction.atomic
def withdraw(transfer_id: str, by: User) -> Transfer:
    """Take a cinema out of a proposed run; its balance stays for the next one."""
    lock_ledger()
    row = Transfer.objects.select_related("run").get(pk=transfer_id)
    if row.state == Transfer.State.RELEASED:
        return row
    run = _proposed(row.run_id)
    row.state = Transfer.State.RELEASED
    row.save(update_fields=["state"])
    run.approvals.all().delete()
    _note("payout.transfer_withdrawn", run, by, cinema=row.cinema_id)
    return row


@transaction.atomic
def cancel(run_id: str, by: User) -> Run:
    """Give up a run whose file was never handed over; twice gives it up once."""
    lock_ledger()
    run = Run.objects.get(pk=run_id)
    if run.state == Run.State.CANCELLED:
        return run
    if run.handed_over_at is not None:
        raise RefusedError(
            _(
                "Le fichier a été remis : la banque l’exécute peut-être. Notez ce "
                "qu’elle répond pour chaque virement."
            )
        )
    run.transfers.filter(
        state__in=(Transfer.State.RESERVED, Transfer.State.HELD)
    ).update(state=Transfer.State.RELEASED)
    run.state = Run.State.CANCELLED
    run.save(update_fields=["state"])
    _note("payout.cancelled", run, by)
    return run


def _proposed(run_id: str) -> Run:
    lock_ledger()
    run = Run.objects.get(pk=run_id)
    if run.state != Run.State.PROPOSED:
        raise RefusedError(
            _("Ce reversement n’est plus à l’état de proposition : il ne change plus.")
        )
    return run


def _take_over(row: Transfer, one: Candidate) -> Transfer:
    """Keep in a transfer what is known of its cinema now."""
    row.agreement, row.account = one.agreement, one.account
    row.amount_micros, row.vat_micros = one.amount_micros, one.vat_micros
    if one.identity is not None:
        row.vat_regime = one.identity.vat_regime
        row.vat_number = one.identity.vat_number
        row.street, row.town = one.identity.street, one.identity.town
        row.postal_code = one.identity.postal_code
    row.refusals = [str(code) for code in one.refusals]
    row.state = Transfer.State.HELD if one.refusals else Transfer.State.RESERVED
    return row


def _take_over_if_new(row: Transfer, one: Candidate) -> bool:
    before = _snapshot(row)
    return _snapshot(_take_over(row, one)) != before


def _snapshot(row: Transfer) -> list[object]:
    return [getattr(row, name) for name in _SNAPSHOT]


def _note(action: str, run: Run, by: User, **details: object) -> None:
    record(action, "payout", run.id, actor=by, details=details)
