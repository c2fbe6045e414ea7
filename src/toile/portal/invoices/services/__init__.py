"""Giving mandates, issuing invoices and credit notes, contesting them."""

from toile.portal.invoices.services.chart import set_numbers
from toile.portal.invoices.services.contesting import answer, contest
from toile.portal.invoices.services.issuing import (
    Unissued,
    credit,
    issue,
    reissue,
)
from toile.portal.invoices.services.mandates import bring, revoke, sign
from toile.portal.invoices.services.papers import keep_paper, paper_of

__all__ = [
    "Unissued",
    "answer",
    "bring",
    "contest",
    "credit",
    "issue",
    "keep_paper",
    "paper_of",
    "reissue",
    "revoke",
    "set_numbers",
    "sign",
]
