"""The proof of a choice, as the journal keeps it (GDPR art. 7(1); CNIL 2020-092)."""

from toile.consent.purposes import ASKED
from toile.edge.pool.wing import PoolWing
from toile.wire.events import Consent, Device
from toile.wire.ids import Sid, Ulid, new_ulid
from toile.wire.tags import ConsentReport

_LONGEST_TEXT = 64


def proof(
    wing: PoolWing,
    site: Ulid,
    report: ConsentReport,
    now: int,
    sid: Sid | None,
    device: Device = "unknown",
) -> Consent:
    """Write down who asked, with which text, in whose name, and what was answered."""
    named = tuple(c.name for c in wing.plan.current.plan.controllers)
    return Consent(
        id=new_ulid(now),
        at_ms=now,
        site=site,
        choice=report.choice,
        tool=report.tool[:_LONGEST_TEXT],
        tool_version=report.tool_version[:_LONGEST_TEXT],
        text_version=report.text_version[:_LONGEST_TEXT],
        language=report.language[:_LONGEST_TEXT],
        purposes=ASKED,
        controllers=(*_own_name(wing, site), *named),
        device=device,
        sid=sid,
    )


def _own_name(wing: PoolWing, site: Ulid) -> tuple[str, ...]:
    member = wing.plan.current.by_id(site)
    return () if member is None else (member.name,)
