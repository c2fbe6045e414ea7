"""The proof of a choice, as the journal keeps it (GDPR art. 7(1); CNIL 2020-092)."""

import hashlib

from toile.consent import ConsentRefusal
from toile.consent.purposes import ASKED
from toile.edge.pool.wing import PoolWing
from toile.wire.events import Consent, Device
from toile.wire.ids import Sid, Ulid, new_ulid
from toile.wire.tags import ConsentReport

_LONGEST_TEXT = 64
# As the decoder's own bound (toile.consent.tcf): a longer one is none.
_LONGEST_TC_STRING = 8_192


def proof(
    wing: PoolWing,
    site: Ulid,
    report: ConsentReport,
    now: int,
    sid: Sid | None,
    device: Device = "unknown",
    refusal: ConsentRefusal | None = None,
) -> Consent:
    """Write down who asked, with which text, in whose name, and what was answered.

    With a ``refusal`` it is a yes that was told and is not believed: nobody's.
    """
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
        tc_string="" if refusal else _tc_string(report),
        tc_hash=_tc_hash(report),
        refusal=refusal or "",
    )


def _tc_string(report: ConsentReport) -> str:
    # Whole or not at all: one that was cut says something else. A no leaves no trace,
    # and a TC string is personal data (CJEU C-604/22).
    whole = report.choice != "no" and len(report.tc_string) <= _LONGEST_TC_STRING
    return report.tc_string if whole else ""


def _tc_hash(report: ConsentReport) -> str:
    if report.choice == "no" or not report.tc_string:
        return ""
    text = report.tc_string.encode(errors="surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _own_name(wing: PoolWing, site: Ulid) -> tuple[str, ...]:
    member = wing.plan.current.by_id(site)
    return () if member is None else (member.name,)
