"""Mandates, invoices with their papers and contests, and the chart's numbers."""

from toile.portal.invoices.models.chart import AccountNumber
from toile.portal.invoices.models.invoice import (
    Contest,
    ContestAnswer,
    Invoice,
    InvoicePaper,
    Series,
)
from toile.portal.invoices.models.mandate import Mandate

__all__ = [
    "AccountNumber",
    "Contest",
    "ContestAnswer",
    "Invoice",
    "InvoicePaper",
    "Mandate",
    "Series",
]
