"""Invoices, credit notes and proformas on paper, the same bytes for the same words."""

from toile.portal.invoices.paper.setting import Sheet, Side, Table, to_pdf
from toile.portal.invoices.paper.sheets import facturx_pdf, invoice_sheet

__all__ = ["Sheet", "Side", "Table", "facturx_pdf", "invoice_sheet", "to_pdf"]
