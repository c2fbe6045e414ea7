"""Judging a sealed PDF: whole, unaltered, and sealed by us; never an exception.

A stranger's file is parsed here: whatever it does to the parser is an answer, too.
"""

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from toile.portal.agreements.sealing.apart import apart

MOST_BYTES = 2 * 1024 * 1024
"""A paper sealed here weighs a tenth of a megabyte; no stranger's is read for long."""
_MOST_SEALS = 8


class State(StrEnum):
    """What a file is (ETSI EN 319 102-1 §5.1.3, in the portal's words)."""

    VALID = "valid"
    NOT_A_PDF = "not_a_pdf"
    TOO_BIG = "too_big"
    UNSEALED = "unsealed"
    ALTERED = "altered"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class SealFound:
    """One seal of a file: its claimed name, reason and time."""

    name: str
    reason: str
    at: datetime.datetime | None
    fingerprint: str


@dataclass(frozen=True)
class Verdict:
    """How a file is judged, and the seals in it, the oldest first."""

    state: State
    seals: Sequence[SealFound] = field(default=())


def judge(content: bytes, certificates: Iterable[bytes]) -> Verdict:
    """Judge a file by the certificates (DER) that are ours."""
    if len(content) > MOST_BYTES:
        return Verdict(State.TOO_BIG)
    if not content.startswith(b"%PDF-"):
        return Verdict(State.NOT_A_PDF)
    try:
        known = list(certificates)
        return apart(lambda: _judge(content, known))
    except Exception:  # noqa: BLE001 - a parser given anything raises anything
        return Verdict(State.NOT_A_PDF)


def _judge(content: bytes, certificates: list[bytes]) -> Verdict:
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        return Verdict(State.NOT_A_PDF)
    found = reader.embedded_regular_signatures
    if not found:
        # Read to its pages: what has none is no document.
        return Verdict(State.UNSEALED if _pages(reader) else State.NOT_A_PDF)
    if len(found) > _MOST_SEALS:
        return Verdict(State.FOREIGN)
    seals = tuple(_described(one) for one in found)
    ours = [_sealed_by(one, certificates) for one in found]
    if not all(ours):
        return Verdict(State.FOREIGN, seals)
    try:
        holds = all(_holds(one, certificates) for one in found)
        whole = holds and _last_word(found[-1])
    except Exception:  # noqa: BLE001 - what we sealed can be read: this was changed
        whole = False
    return Verdict(State.VALID if whole else State.ALTERED, seals)


def _pages(reader: PdfFileReader) -> int:
    pages: Any = reader.root["/Pages"]
    return int(pages["/Count"])


def _described(one: EmbeddedPdfSignature) -> SealFound:
    told: Any = one.sig_object
    certificate: Any = one.signer_cert
    return SealFound(
        name=str(told.get("/Name", "")),
        reason=str(told.get("/Reason", "")),
        at=one.self_reported_timestamp,
        fingerprint=certificate.sha256.hex(),
    )


def _sealed_by(one: EmbeddedPdfSignature, certificates: list[bytes]) -> bool:
    return one.signer_cert.dump() in certificates


def _holds(one: EmbeddedPdfSignature, certificates: list[bytes]) -> bool:
    # Judged as of the claimed time: a certificate that has run out since sealed well.
    status = validate_pdf_signature(
        one,
        ValidationContext(
            trust_roots=[Certificate.load(each) for each in certificates],
            moment=one.self_reported_timestamp,
            allow_fetching=False,
        ),
    )
    return bool(status.bottom_line)


def _last_word(last: EmbeddedPdfSignature) -> bool:
    last.compute_integrity_info()  # type: ignore[no-untyped-call]
    return last.coverage == SignatureCoverageLevel.ENTIRE_FILE
