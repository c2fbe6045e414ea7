"""``toile audit``: the chains of the audit trail and of the ledger, followed whole.

A chain alone cannot tell that its end was cut off. What was noted of it earlier can:
the portal's own checks (``TrailCheck``), the link at which a month was closed, and the
hash that the union wrote down outside of the house (``--trail-hash``,
``--ledger-hash``).
"""

from dataclasses import dataclass
from typing import Annotated

import typer

from toile.ops.opening import open_django

audit_app = typer.Typer(help="The audit trail and the ledger's chain.")


@dataclass(frozen=True)
class Verdict:
    """What is said of one chain, and whether it holds."""

    name: str
    said: str
    whole: bool = True

    def __str__(self) -> str:
        return f"{'ok   ' if self.whole else 'WRONG'} {self.name}: {self.said}"


@audit_app.callback()
def _group() -> None:
    # A group of one command stays a group.
    pass


@audit_app.command(name="verify")
def verify(
    trail_hash: Annotated[
        str, typer.Option(help="A hash of the trail, noted earlier: must be in it.")
    ] = "",
    ledger_hash: Annotated[
        str, typer.Option(help="A hash of the ledger, noted earlier: must be in it.")
    ] = "",
) -> None:
    """Follow both chains from their first entry; ends with code 1 if one is broken."""
    open_django()
    verdicts = (verify_trail(trail_hash.strip()), verify_ledger(ledger_hash.strip()))
    for verdict in verdicts:
        print(verdict)
    if not all(verdict.whole for verdict in verdicts):
        raise typer.Exit(1)


def verify_trail(noted: str = "") -> Verdict:
    """Follow the trail to its end, and find in it what was noted of it."""
    from toile.portal.audit.chain import follow_all, unheld_checks
    from toile.portal.audit.models import AuditEntry

    found = follow_all()
    if found.broken_id is not None:
        return _broken(
            "trail", f"entry {found.broken_id}", "the one before it", found.entries
        )
    for check in unheld_checks():
        return Verdict(
            "trail",
            f"the check of {check.at:%Y-%m-%d %H:%M} UTC saw an entry {check.last_id} "
            "that is no longer there. Restore a backup and tell the union.",
            whole=False,
        )
    if noted and not AuditEntry.objects.filter(hash=noted).exists():
        return _lost("trail", noted)
    return Verdict("trail", _held(f"{found.entries} entries", found.last_hash))


def verify_ledger(noted: str = "") -> Verdict:
    """Follow the ledger's links to their end, and find the closed months in them."""
    from toile.portal.payouts.models import ClosedPeriod, Link
    from toile.portal.payouts.services import follow

    found = follow()
    if found.broken is not None:
        return _broken(
            "ledger", f"link {found.broken}", "what it seals", found.links, "links"
        )
    cut = ClosedPeriod.objects.filter(last_link__gt=found.links).first()
    if cut is not None:
        return Verdict(
            "ledger",
            f"{cut.month:%Y-%m} was closed at link {cut.last_link}, and there are only "
            f"{found.links}. Restore a backup and tell the union.",
            whole=False,
        )
    if noted and not Link.objects.filter(hash=noted).exists():
        return _lost("ledger", noted)
    counted = f"{found.links} links, {found.postings} postings"
    return Verdict("ledger", _held(counted, found.last_hash))


def _broken(
    name: str, where: str, what: str, count: int, unit: str = "entries"
) -> Verdict:
    said = (
        f"{where} does not follow from {what} ({count} {unit} before it hold). It was "
        "changed outside of Toile: restore a backup and tell the union."
    )
    return Verdict(name, said, whole=False)


def _lost(name: str, noted: str) -> Verdict:
    said = (
        f"no entry has the hash {noted[:64]} any more. The chain was rewritten or cut "
        "since it was noted: restore a backup and tell the union."
    )
    return Verdict(name, said, whole=False)


def _held(counted: str, last_hash: str) -> str:
    return f"{counted}, all in their place; the last hash is {last_hash}"
