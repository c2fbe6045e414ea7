"""Asking for a job, asking again, and forgetting what is long done."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.jobs.models import Job
from toile.portal.jobs.registry import kind_of

_KEPT = datetime.timedelta(days=30)


@transaction.atomic
def enqueue(
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    owner: AbstractBaseUser | None = None,
    alone: bool = False,
) -> Job:
    """Ask for a job; it exists if the caller's transaction does.

    The same job that still waits is given back instead of a second one, so that a
    form sent twice asks once; with ``alone``, the same job that is being done too.
    """
    if kind_of(kind) is None:
        raise LookupError(f"no job is called {kind!r}: register it with jobs.job")
    given, now = dict(arguments or {}), timezone.now()
    owner_id = owner.pk if owner else None
    open_states = [Job.State.WAITING, *([Job.State.RUNNING] if alone else [])]
    waiting = Job.objects.filter(
        kind=kind, arguments=given, owner_id=owner_id, state__in=open_states
    ).first()
    if waiting:
        return waiting
    return Job.objects.create(
        kind=kind, arguments=given, owner_id=owner_id, made_at=now, next_at=now
    )


@transaction.atomic
def retry(job_id: str) -> Job:
    """Do a job that failed once more."""
    job = Job.objects.select_for_update().get(id=job_id)
    if job.state != Job.State.FAILED:
        raise ValidationError(_("Cette tâche n’a pas échoué : rien à recommencer."))
    job.state, job.attempts, job.error = Job.State.WAITING, 0, ""
    job.done, job.message, job.ended_at = 0, "", None
    job.next_at = timezone.now()
    job.save()
    return job


def forget_old_jobs() -> int:
    """Delete what ended long ago; tell how many."""
    before = timezone.now() - _KEPT
    deleted, _rows = Job.objects.filter(ended_at__lt=before).delete()
    return deleted
