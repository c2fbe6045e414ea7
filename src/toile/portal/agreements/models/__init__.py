"""Contracts, who signs them, and how they were signed."""

from toile.portal.agreements.models.agreement import (
    FEE_MICROS,
    RETENTION_DAYS,
    THRESHOLD_MICROS,
    WINDOW_DAYS,
    Agreement,
)
from toile.portal.agreements.models.identity import LegalIdentity
from toile.portal.agreements.models.signing import (
    Authority,
    Evidence,
    Paper,
    SealCertificate,
    Signature,
    SigningCode,
    Termination,
    UnionAnswer,
)

__all__ = [
    "FEE_MICROS",
    "RETENTION_DAYS",
    "THRESHOLD_MICROS",
    "WINDOW_DAYS",
    "Agreement",
    "Authority",
    "Evidence",
    "LegalIdentity",
    "Paper",
    "SealCertificate",
    "Signature",
    "SigningCode",
    "Termination",
    "UnionAnswer",
]
