"""Signing an agreement: by a mailed code, or on paper; then it is the union's turn."""

from toile.portal.agreements.signing.codes import (
    may_sign,
    open_code,
    send_code,
    waiting_for,
)
from toile.portal.agreements.signing.deeds import sign_by_code
from toile.portal.agreements.signing.proofs import AGREED_TO, sheet
from toile.portal.agreements.signing.scans import bring_scan
from toile.portal.agreements.signing.union import countersign, refuse

__all__ = [
    "AGREED_TO",
    "bring_scan",
    "countersign",
    "may_sign",
    "open_code",
    "refuse",
    "send_code",
    "sheet",
    "sign_by_code",
    "waiting_for",
]
