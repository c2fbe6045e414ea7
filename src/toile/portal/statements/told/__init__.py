"""A statement as tables of typed cells: the page, the paper and the CSV write them."""

from toile.portal.statements.told.cells import Cell, Section
from toile.portal.statements.told.sections import membership_notes, sections_of
from toile.portal.statements.told.writing import WrittenSection, written

__all__ = [
    "Cell",
    "Section",
    "WrittenSection",
    "membership_notes",
    "sections_of",
    "written",
]
