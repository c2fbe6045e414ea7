"""What the worker tells of the proofs, and the exports that people ask for."""

import datetime
import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Site
from toile.portal.proofs.models import ProofCheck, ProofDay, ProofExport, ProofSeal

KEPT_DAYS = 7
"""So long a written export stays to be fetched."""

MOST_WAITING = 3
"""So many exports of one organisation wait at a time."""


def put_proof_day(
    site_id: str, day: datetime.date, *, refused: dict[str, int], **figures: int
) -> None:
    """Set a day's figures of a site; the worker holds the sums."""
    ProofDay.objects.update_or_create(
        site_id=site_id, day=day, defaults={**figures, "refused": refused}
    )


def seal(
    site_id: str, strand: str, count: int, head: str, at: datetime.datetime
) -> None:
    """Keep the hash of a strand for good; one length is sealed once."""
    ProofSeal.objects.get_or_create(
        site_id=site_id,
        strand=strand,
        count=count,
        defaults={"head": head, "at": at},
    )


def note_check(
    site_id: str, proofs: int, fault: str = "", strand: str = "", place: int = 0
) -> None:
    """Keep what the last look at a site's strands found; a new fault is a deed."""
    before = ProofCheck.objects.filter(site_id=site_id).first()
    ProofCheck.objects.update_or_create(
        site_id=site_id,
        defaults={
            "at": timezone.now(),
            "proofs": proofs,
            "fault": fault,
            "strand": strand,
            "place": place,
        },
    )
    if fault and (before is None or before.fault != fault):
        details = {"fault": fault, "strand": strand, "place": place}
        name = Site.objects.get(id=site_id).name
        record("proofs.broken", "site", site_id, details={"name": name, **details})


@transaction.atomic
def ask_export(
    site: Site,
    since: datetime.date,
    until: datetime.date,
    organisation: Organisation,
    by: User,
) -> ProofExport:
    """Ask the pool's worker for a file of a site's proofs."""
    waiting = ProofExport.State.WAITING
    asked = ProofExport.objects.filter(organisation=organisation, state=waiting)
    if asked.count() >= MOST_WAITING:
        raise ValidationError(
            _("%d exports sont déjà en préparation : attendez qu’ils soient prêts.")
            % MOST_WAITING
        )
    made = ProofExport.objects.create(
        site=site,
        organisation=organisation,
        asked_by=by,
        asked_at=timezone.now(),
        since=since,
        until=until,
    )
    _note("proofs.export_asked", made, by)
    return made


def next_waiting() -> ProofExport | None:
    """Give the export that has waited longest."""
    rows = ProofExport.objects.filter(state=ProofExport.State.WAITING)
    return rows.select_related("site__cinema").order_by("asked_at", "id").first()


@transaction.atomic
def finish_export(export: ProofExport, body: bytes, proofs: int) -> None:
    """Keep the written file, and its hash in the trail."""
    export.state = ProofExport.State.READY
    export.body = body
    export.proofs = proofs
    export.digest = hashlib.sha256(body).hexdigest()
    export.made_at = timezone.now()
    export.save()
    _note("proofs.exported", export, None, proofs=proofs, sha256=export.digest)


def fail_export(export: ProofExport, why: str) -> None:
    """Note why there is no file."""
    export.state = ProofExport.State.FAILED
    export.error = why[:300]
    export.made_at = timezone.now()
    export.save()


def drop_old_exports(now: datetime.datetime) -> int:
    """Empty the files of a week ago; that they were made stays."""
    old = now - datetime.timedelta(days=KEPT_DAYS)
    rows = ProofExport.objects.filter(state=ProofExport.State.READY, made_at__lt=old)
    return rows.update(state=ProofExport.State.DROPPED, body=None)


def _note(
    action: str,
    export: ProofExport,
    by: User | None,
    **details: object,
) -> None:
    record(
        action,
        "site",
        export.site_id,
        actor=by,
        organisation=export.organisation,
        details={
            "name": export.site.name,
            "export": export.id,
            "since": export.since.isoformat(),
            "until": export.until.isoformat(),
            **details,
        },
    )
