"""Taking a job or a deed of the schedule, so that nobody else does it meanwhile.

A claim is one conditional UPDATE, which SQLite and PostgreSQL alike let only one
runner win. It is a lease: a runner that dies loses it by doing nothing.
"""

import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.jobs.models import Beat, Job
from toile.portal.jobs.registry import JobKind, kind_of
from toile.portal.jobs.schedule import Line

LEASE = datetime.timedelta(seconds=60)
_FIRST_PAUSE_SECONDS = 15
_LONGEST_PAUSE_SECONDS = 3600
_LOOKED_AT = 10
_AFTER_A_FAULT = datetime.timedelta(minutes=1)

State = Job.State


def claim_job() -> Job | None:
    """Take the job that is due for the longest, if there is one."""
    now = timezone.now()
    abandoned = Q(state=State.RUNNING, lease_until__lt=now)
    due = Q(state=State.WAITING, next_at__lte=now) | abandoned
    for job in Job.objects.filter(due).order_by("next_at")[:_LOOKED_AT]:
        found = Job.objects.filter(
            id=job.id,
            state=job.state,
            attempts=job.attempts,
            lease_until=job.lease_until,
        )
        kind = kind_of(job.kind)
        if job.state == State.RUNNING and kind and job.attempts >= kind.attempts:
            # It took its runner down each time: a further one would die as well.
            found.update(**_failed(_("Le programme s’est arrêté en cours de route.")))
            continue
        taken = found.update(
            state=State.RUNNING, attempts=F("attempts") + 1, lease_until=now + LEASE
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


def renew(job: Job) -> None:
    """Keep a job for another while."""
    _mine(job).update(lease_until=timezone.now() + LEASE)


def note(job: Job, done: int, total: int, message: str) -> None:
    """Note how far a job is, which keeps it as well."""
    _mine(job).update(
        done=done,
        total=total,
        message=message[:300],
        lease_until=timezone.now() + LEASE,
    )


def release(job: Job) -> None:
    """Give a job back untouched: its runner ends."""
    _mine(job).update(
        state=State.WAITING,
        attempts=F("attempts") - 1,
        next_at=timezone.now(),
        lease_until=None,
    )


def finish(job: Job) -> None:
    """Note that a job is done."""
    _mine(job).update(
        state=State.DONE, error="", lease_until=None, ended_at=timezone.now()
    )


def give_up(job: Job, reason: str) -> None:
    """Note that a job will not succeed."""
    _mine(job).update(**_failed(reason))


def try_later(job: Job, kind: JobKind, reason: str) -> None:
    """Put a job off, longer each time; give up after the last attempt of its kind."""
    if job.attempts >= kind.attempts:
        give_up(job, reason)
        return
    pause = _FIRST_PAUSE_SECONDS * 4 ** (job.attempts - 1)
    seconds = min(pause, _LONGEST_PAUSE_SECONDS)
    _mine(job).update(
        state=State.WAITING,
        error=reason[:500],
        next_at=timezone.now() + datetime.timedelta(seconds=seconds),
        lease_until=None,
    )


def known_beats() -> dict[str, Beat]:
    """Read when each deed of the schedule is due, in one question."""
    return Beat.objects.in_bulk()


def claim_beat(line: Line, beat: Beat | None) -> bool:
    """Take a deed of the schedule if it is due; a new one waits for its next time."""
    now = timezone.now()
    if beat is None:
        Beat.objects.get_or_create(
            name=line.name, defaults={"next_at": line.after(now)}
        )
        return False
    held = beat.lease_until is not None and beat.lease_until >= now
    if held or beat.next_at > now:
        return False
    found = Beat.objects.filter(
        name=beat.name, next_at=beat.next_at, lease_until=beat.lease_until
    )
    return bool(found.update(lease_until=now + LEASE))


def finish_beat(line: Line, error: str = "") -> None:
    """Note how a deed went; what failed does not wait for its next week."""
    now = timezone.now()
    after = line.after(now)
    if error:
        after = min(after, now + _AFTER_A_FAULT)
    Beat.objects.filter(name=line.name).update(
        next_at=after, lease_until=None, ended_at=now, error=error[:500]
    )


def _mine(job: Job) -> QuerySet[Job]:
    # A job that was taken over by another runner is no longer ours to change.
    return Job.objects.filter(id=job.id, state=State.RUNNING, attempts=job.attempts)


def _failed(reason: str) -> dict[str, object]:
    return {
        "state": State.FAILED,
        "error": reason[:500],
        "lease_until": None,
        "ended_at": timezone.now(),
    }
