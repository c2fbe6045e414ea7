"""Tables that sort, filter, page and export, by django-tables2 and django-filter.

A view makes a ``Listing`` with ``list_rows``; a page shows it with ``<c-listing>``.
"""

from toile.portal.ui.tables.columns import (
    Count,
    Crowd,
    Day,
    Euros,
    FineRate,
    Link,
    Moment,
    Month,
    Rate,
    State,
    Text,
)
from toile.portal.ui.tables.filters import Filters, search
from toile.portal.ui.tables.listing import Listing, Table, list_rows

__all__ = [
    "Count",
    "Crowd",
    "Day",
    "Euros",
    "Filters",
    "FineRate",
    "Link",
    "Listing",
    "Moment",
    "Month",
    "Rate",
    "State",
    "Table",
    "Text",
    "list_rows",
    "search",
]
