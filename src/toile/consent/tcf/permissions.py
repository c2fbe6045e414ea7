"""What a bid request allows us to do, and why not more (docs/explain/consent.md).

Doubt means no: whatever is not exactly "GDPR does not apply" is judged as if it did.
"""

from collections.abc import Sequence
from functools import cache

import msgspec

from toile.consent.gpp import TCF_EU, tcf_section
from toile.consent.purposes import (
    CREATE_AD_PROFILES,
    MEASURE_AD_PERFORMANCE,
    STORE_ON_DEVICE,
    USE_AD_PROFILES,
    USE_LIMITED_DATA,
)
from toile.consent.refusals import ConsentRefusal
from toile.consent.tcf.cmps import cmp_of
from toile.consent.tcf.glance import glance
from toile.consent.tcf.legal import LegalBases, granted
from toile.consent.tcf.memo import Memo
from toile.consent.tcf.purposes import purpose_mask
from toile.consent.tcf.refusals import TcfRefusal
from toile.consent.tcf.vendors import Registration
from toile.consent.tcf.view import VendorView
from toile.wire.clock import MS_A_DAY

CLOCK_ERROR_MS = MS_A_DAY
"""Strings are dated by the day, in whichever zone their tool keeps."""

OLDEST_MS = 396 * MS_A_DAY
"""Thirteen months: the outer bound of a choice (SPECS §3.1)."""

# SPECS §2.3, the stricter table: which purposes each deed needs, all of them.
TARGET = purpose_mask(
    STORE_ON_DEVICE, USE_LIMITED_DATA, CREATE_AD_PROFILES, USE_AD_PROFILES
)
STORE = purpose_mask(STORE_ON_DEVICE)
CAP = purpose_mask(STORE_ON_DEVICE, USE_LIMITED_DATA)
MEASURE = purpose_mask(STORE_ON_DEVICE, MEASURE_AD_PERFORMANCE)
CONTEXTUAL = purpose_mask(USE_LIMITED_DATA)
_MATTERS = TARGET | STORE | CAP | MEASURE | CONTEXTUAL


class Permissions(msgspec.Struct, frozen=True, gc=False):
    """What may be done for one request."""

    target: bool = False
    """Choose an ad because the browser is in the pool."""
    store: bool = False
    """Set or read a cookie; match users with an exchange."""
    cap: bool = False
    """Count what an id was shown, to show it no more often than agreed."""
    measure: bool = False
    """Count impressions, views and clicks by id; attribute clicks to cinemas."""
    contextual: bool = False
    """Choose an ad by the page alone."""
    refusal: ConsentRefusal | None = None
    """Why it is not all; ``None``: nothing is refused that targeting takes."""
    tc_string: TcfRefusal | None = None
    """What is wrong with the TC string, if that is why."""

    @property
    def identified(self) -> bool:
        """Whether an id may be used for anything at all."""
        return self.target or self.store or self.cap or self.measure


ALL = Permissions(target=True, store=True, cap=True, measure=True, contextual=True)


class Signals(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a bid request says of privacy, under OpenRTB's names, read leniently."""

    gdpr: int | None = None
    """Only 0 means that it does not apply."""
    tc: str = ""
    """``user.consent`` (2.6) or ``user.ext.consent`` (2.5)."""
    gpc: bool = False
    lmt: bool = False
    dnt: bool = False
    coppa: bool = False
    gpp: str = ""
    gpp_sid: Sequence[int] = ()


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What a TC string allows our vendor between two moments: what a memo keeps."""

    permissions: Permissions
    from_ms: int = 0
    until_ms: int = 1 << 62


def bid_permissions(
    signals: Signals,
    registration: Registration | None,
    now_ms: int,
    memo: Memo[Verdict] | None = None,
) -> Permissions:
    """Tell what a bid request allows. Raises nothing.

    ``registration`` is our entry on the vendor list, ``None`` if we have none. A memo
    holds for one registration: begin a new one with each new vendor list.
    """
    if signals.coppa:
        return _CHILD
    allowed = _by_law(signals, registration, now_ms, memo)
    if signals.lmt or signals.dnt:
        return _without_id(allowed, ConsentRefusal.LIMITED)
    sections = signals.gpp_sid
    if sections and any(section != TCF_EU for section in sections):
        return _without_id(allowed, ConsentRefusal.UNREAD_SECTION)
    if signals.gpc and allowed.target:
        return msgspec.structs.replace(
            allowed, target=False, refusal=ConsentRefusal.GPC
        )
    return allowed


_CHILD = Permissions(refusal=ConsentRefusal.CHILD)
_UNREGISTERED = Permissions(refusal=ConsentRefusal.NOT_ON_VENDOR_LIST)


def _by_law(
    signals: Signals,
    registration: Registration | None,
    now_ms: int,
    memo: Memo[Verdict] | None,
) -> Permissions:
    if signals.gdpr == 0 and TCF_EU not in signals.gpp_sid:
        return ALL
    if registration is None:
        return _UNREGISTERED
    carried = tcf_section(signals.gpp) if signals.gpp else None
    tc = signals.tc or carried or ""
    allowed = string_permissions(tc, registration, now_ms, memo)
    if carried is None or carried == tc:
        return allowed
    # Two strings that differ: only what both allow.
    return _both(allowed, string_permissions(carried, registration, now_ms, memo))


def permissions(tc: str, vendor: int, now_ms: int) -> Permissions:
    """Tell what a TC string alone allows a vendor by consent. Raises nothing."""
    return string_permissions(tc, Registration(vendor), now_ms)


def string_permissions(
    tc: str,
    registration: Registration,
    now_ms: int,
    memo: Memo[Verdict] | None = None,
) -> Permissions:
    """Tell what a TC string allows us by our entry on the vendor list."""
    verdict = memo.get(tc) if memo is not None else None
    if verdict is None:
        verdict = _judge(tc, registration)
        # A text that is too long to be read is too long to be remembered.
        if memo is not None and verdict is not _TOO_LONG:
            memo.put(tc, verdict)
    if now_ms < verdict.from_ms:
        return _FUTURE
    if now_ms > verdict.until_ms:
        return _OLD
    return verdict.permissions


def _invalid(refusal: TcfRefusal) -> Permissions:
    return Permissions(refusal=ConsentRefusal.TC_STRING, tc_string=refusal)


_FUTURE = _invalid(TcfRefusal.FROM_THE_FUTURE)
_OLD = _invalid(TcfRefusal.TOO_OLD)
_INVALID = {refusal: Verdict(_invalid(refusal)) for refusal in TcfRefusal}
_TOO_LONG = _INVALID[TcfRefusal.TOO_LONG]


def _judge(tc: str, registration: Registration) -> Verdict:
    view = glance(tc, registration.vendor)
    if isinstance(view, TcfRefusal):
        return _INVALID[view]
    if _tool_was_deleted(tc, view, registration):
        return _INVALID[TcfRefusal.DELETED_TOOL]
    bases = registration.bases(view.vendor_list_version)
    purposes = granted(view, bases) & _MATTERS
    why = None if purposes & TARGET == TARGET else _why(view, bases)
    return Verdict(
        _permissions(purposes, why),
        max(view.created_ms, view.last_updated_ms) - CLOCK_ERROR_MS,
        view.last_updated_ms + OLDEST_MS,
    )


# Thousands of strings allow the same: a memo of them holds it once.
@cache
def _permissions(purposes: int, why: ConsentRefusal | None) -> Permissions:
    return Permissions(
        purposes & TARGET == TARGET,
        purposes & STORE == STORE,
        purposes & CAP == CAP,
        purposes & MEASURE == MEASURE,
        purposes & CONTEXTUAL == CONTEXTUAL,
        why,
    )


def _tool_was_deleted(tc: str, view: VendorView, registration: Registration) -> bool:
    deleted = registration.deleted_tools
    since = deleted.get(cmp_of(tc)) if deleted else None
    return since is not None and max(view.created_ms, view.last_updated_ms) >= since


def _why(view: VendorView, bases: LegalBases) -> ConsentRefusal:
    """Name what stands against targeting, first in the order of evaluation."""
    if TARGET & ~(bases.consent | bases.interest):
        return ConsentRefusal.NOT_ON_VENDOR_LIST
    restricted = view.not_allowed | view.only_interest
    if view.disclosed is False:
        return ConsentRefusal.NOT_DISCLOSED
    if restricted & TARGET:
        return ConsentRefusal.RESTRICTED
    if not view.consent:
        return ConsentRefusal.NO_VENDOR_CONSENT
    return ConsentRefusal.NO_PURPOSE_CONSENT


def _without_id(allowed: Permissions, refusal: ConsentRefusal) -> Permissions:
    if not allowed.identified:
        return allowed
    return Permissions(contextual=allowed.contextual, refusal=refusal)


def _both(one: Permissions, other: Permissions) -> Permissions:
    return Permissions(
        one.target and other.target,
        one.store and other.store,
        one.cap and other.cap,
        one.measure and other.measure,
        one.contextual and other.contextual,
        one.refusal or other.refusal,
        one.tc_string or other.tc_string,
    )
