"""Sealing a PDF: PAdES-B-B, each seal added to the file, none replaced.

No time-stamp: an installation reaches no time-stamp authority by itself, so that the
time is the one that the seal's holder claims (ETSI EN 319 142-1, level B-B).
"""

import io
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import (
    InvisSigSettings,
    SigFieldSpec,
    SigSeedSubFilter,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from toile.portal.agreements.sealing.apart import apart
from toile.portal.agreements.sealing.keys import NoSealError, open_seal


def seal(
    pdf: bytes,
    path: Path,
    passphrase: bytes,
    *,
    field: str,
    name: str,
    reason: str,
) -> tuple[bytes, bytes]:
    """Seal a file in a field of its own; gives it with the seal's certificate (DER).

    ``name`` and ``reason`` stand in the signature for whoever opens it in a reader.
    Raises ``NoSealError``.
    """

    signer = open_seal(path, passphrase)
    # Out of the page, but printable: PDF/A wants no hidden field and PDF/UA none on
    # the page that is not in its structure.
    place = InvisSigSettings(
        set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True
    )
    made = PdfSigner(
        PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=name,
            reason=reason,
        ),
        signer=signer,
        new_field_spec=SigFieldSpec(
            field, invis_sig_settings=place, readable_field_name=reason
        ),
    )
    out = io.BytesIO()
    try:
        apart(
            lambda: made.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        )
    except (PdfError, ValueError) as error:
        raise NoSealError(f"{path}: it does not seal: {error}") from error
    assert signer.signing_cert is not None
    return out.getvalue(), signer.signing_cert.dump()
