"""The union's electronic seal: its key, sealing a PDF with it, judging a sealed PDF."""

from toile.portal.agreements.sealing.judging import Verdict, judge
from toile.portal.agreements.sealing.keys import (
    NoSealError,
    make_seal,
    seal_passphrase,
)
from toile.portal.agreements.sealing.seals import seal

__all__ = ["NoSealError", "Verdict", "judge", "make_seal", "seal", "seal_passphrase"]
