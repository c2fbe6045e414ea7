"""``toile doctor``: is everything as it must be, and if not, what to do about it.

Django must be set up before this is imported: the books are the portal's.
"""

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone

from toile.edge.ads.geography import Places
from toile.journal import verify
from toile.ops.doctor_keys import keys, keys_due, seal
from toile.ops.finding import Finding
from toile.ops.programs import answers
from toile.portal.audit.selectors import first_broken
from toile.portal.mail.selectors import counts as mail_counts
from toile.portal.mail.selectors import overdue
from toile.portal.payouts.services import Discrepancy, trial_balance
from toile.profiles import open_space
from toile.settings import Settings
from toile.wire import plan as plans
from toile.wire.audience import AEA, SIZES_TABLE, SMALLEST_TARGETABLE
from toile.wire.errors import ToileError
from toile.wire.plan import AdsPlan, PoolPlan

_ROOM_BYTES = 1 << 30
_MAIL_PATIENCE = datetime.timedelta(minutes=10)


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; a check that fails never hides those after it."""
    findings: list[Finding] = []
    for check in _CHECKS:
        findings += _safely(check, settings)
    return findings


def _safely(
    check: Callable[[Settings], Iterator[Finding]], settings: Settings
) -> list[Finding]:
    findings: list[Finding] = []
    try:
        findings.extend(check(settings))
    except (ToileError, OSError, ValueError) as error:
        findings.append(Finding(check.__name__.strip("_"), str(error)))
    except DatabaseError as error:
        wrong = f"{error}; look at DATABASE_URL, then run `toile manage migrate`"
        findings.append(Finding(check.__name__.strip("_"), wrong))
    return findings


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = _existing(settings.data)
    free = shutil.disk_usage(folder).free
    said = f"{free / (1 << 30):.1f} GiB free"
    if free < _ROOM_BYTES:
        yield Finding("disk", f"{said}; the journal needs room, make some")
    else:
        yield Finding("disk", note=said)


def _plans(settings: Settings) -> Iterator[Finding]:
    kinds: tuple[type[PoolPlan] | type[AdsPlan], ...] = (PoolPlan, AdsPlan)
    for kind in kinds:
        name = "plan pool" if kind is PoolPlan else "plan ads"
        path = settings.plan / f"{name.removeprefix('plan ')}.json"
        if not path.exists():
            yield Finding(name, "none published yet; start the worker")
            continue
        try:
            plan = plans.decode(path.read_bytes(), kind)
        except (ToileError, OSError, ValueError) as error:
            yield Finding(name, str(error))
            continue
        if isinstance(plan, PoolPlan):
            held = f"{len(plan.sites)} member sites"
        else:
            held = f"{len(plan.lines)} live lines"
        yield Finding(name, note=f"version {plan.version}, {held}")


def _journal(settings: Settings) -> Iterator[Finding]:
    for stream in ("pool", "ads"):
        report = verify(settings.journal, stream)
        wrong = str(report) if report.faults else ""
        yield Finding(f"journal {stream}", wrong, f"{report.records} records")


def _pool(settings: Settings) -> Iterator[Finding]:
    space = open_space(settings.profiles, "ads", (SIZES_TABLE,), read_only=True)
    size = int(space.get(SIZES_TABLE, AEA.encode()) or b"0")
    space.close()
    if size < SMALLEST_TARGETABLE:
        yield Finding(
            "segment Salles Art et Essai",
            f"{size} ids; under {SMALLEST_TARGETABLE} it may not be targeted: no ad "
            "will be served by the pool until more spectators accept",
        )
    else:
        yield Finding("segment Salles Art et Essai", note="large enough to be targeted")


def _books(_settings: Settings) -> Iterator[Finding]:
    faults = trial_balance()
    yield Finding("books", "; ".join(map(_discrepancy, faults)), "they balance")


def _discrepancy(fault: Discrepancy) -> str:
    return (
        f"{fault.subject}: {fault.found_micros} micro-euros where "
        f"{fault.expected_micros} are due"
    )


def _trail(_settings: Settings) -> Iterator[Finding]:
    broken = first_broken()
    if broken is None:
        yield Finding("trail", note="its chain is whole")
    else:
        yield Finding(
            "trail",
            f"entry {broken.id} of {broken.at:%Y-%m-%d %H:%M} UTC does not follow from "
            "those before it: the table was changed by hand; restore a backup and "
            "tell the cinemas",
        )


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.smtp:
        yield Finding("mail", note="no server is set: mails stay in the outbox")
        return
    counted = mail_counts()
    late = overdue(timezone.now() - _MAIL_PATIENCE)
    wrong = f"{late} wait since ten minutes and more; run `toile jobs`" if late else ""
    note = f"{counted['sent']} sent, {counted['waiting']} waiting"
    if counted["failed"]:
        note += f", {counted['failed']} failed: see /exploitation/"
    yield Finding("mail", wrong, note)


def _geography(settings: Settings) -> Iterator[Finding]:
    if settings.geography is None:
        yield Finding("geography", note="no database: lines with places never serve")
    elif not settings.geography.exists():
        yield Finding("geography", f"{settings.geography} is missing")
    else:
        Places(settings.geography, ())
        yield Finding("geography")


def _doors(settings: Settings) -> Iterator[Finding]:
    for name, host, port, path in (
        ("edge", settings.edge_host, settings.edge_port, "/readyz"),
        ("portal", settings.portal_host, settings.portal_port, "/healthz"),
    ):
        ready = answers(host, port, path)
        wrong = "" if ready else f"not ready on port {port}; start it, see its log"
        yield Finding(name, wrong)


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


_CHECKS = (
    keys,
    keys_due,
    seal,
    _disk,
    _plans,
    _journal,
    _pool,
    _books,
    _trail,
    _mail,
    _geography,
    _doors,
)
