"""Signing an agreement: by a mailed code, or on paper; then it is the union's turn."""

from toile.portal.agreements.signing.amendments import (
    amendment_paper,
    is_amendment,
)
from toile.portal.agreements.signing.codes import (
    codes_of,
    may_sign,
    send_code,
    waiting_for,
)
from toile.portal.agreements.signing.deeds import sign_by_code
from toile.portal.agreements.signing.proofs import AGREED_TO, sheet
from toile.portal.agreements.signing.scans import bring_scan
from toile.portal.agreements.signing.union import countersign, refuse

__all__ = [
    "AGREED_TO",
    "amendment_paper",
    "bring_scan",
    "codes_of",
    "countersign",
    "is_amendment",
    "may_sign",
    "refuse",
    "send_code",
    "sheet",
    "sign_by_code",
    "waiting_for",
]
