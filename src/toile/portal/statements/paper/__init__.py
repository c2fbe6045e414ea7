"""A statement on paper: PDF/A-2a and PDF/UA-1, the same bytes for the same figures."""

from toile.portal.statements.paper.setting import Press

__all__ = ["Press"]
