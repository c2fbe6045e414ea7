"""One table of a page: filtered, sorted, paged; or the file that was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from toile.lab import SMALLEST_SHOWN
from toile.portal.ui.tables.export import FORMATS, to_file
from toile.portal.ui.tables.filters import Filters

PER_PAGE = 25


class Table(tables.Table):
    """What every table of the portal derives from.

    ``label`` tells it from the other tables of its page, where there are any;
    ``least`` is the smallest crowd that it may show.
    """

    label: Any = ""

    def __init__(
        self, *args: object, least: int = SMALLEST_SHOWN, **given: object
    ) -> None:
        self.least = least
        super().__init__(*args, **given)


@dataclass(frozen=True)
class Listing:
    """A table ready to be shown by ``<c-listing>``.

    ``key`` names its region of the page and its parameters in the address. ``file`` is
    the answer when an export was asked for: the view gives it back at once.
    """

    key: str
    table: Table
    filters: Filters | None
    file: HttpResponse | None

    @property
    def total(self) -> int:
        """Rows that the filters let through."""
        return len(self.table.rows)

    @property
    def chosen(self) -> bool:
        """Tell whether a filter is set."""
        return self.filters is not None and self.filters.chosen

    @property
    def formats(self) -> Sequence[tuple[str, str]]:
        """The files that can be asked for: the parameter's value, and its name."""
        return FORMATS

    @property
    def export_parameter(self) -> str:
        """The parameter by which a file is asked for."""
        return f"{self.table.prefix}export"


def list_rows(
    request: HttpRequest,
    table: type[Table],
    rows: QuerySet[Any] | Iterable[Any],
    *,
    filters: type[Filters] | None = None,
    key: str = "liste",
    name: str = "toile",
    per_page: int = PER_PAGE,
    **given: Any,  # noqa: ANN401 - what the table takes
) -> Listing:
    """Filter, sort and page rows as the address says; a filter wants a queryset.

    ``name`` names the exported file. A second table of the same page needs another
    ``key``: its parameters then begin with it. What the address says wrongly (a page
    that is not there, an unknown column) is passed over.
    """
    narrowed = None
    if filters is not None:
        narrowed = filters(request.GET, queryset=rows)
        rows = narrowed.qs
    prefix = "" if key == "liste" else f"{key}-"
    made = table(rows, prefix=prefix, request=request, **given)
    tables.RequestConfig(request, paginate={"per_page": per_page}).configure(made)
    wanted = request.GET.get(f"{prefix}export", "")
    file = to_file(made, wanted, name) if wanted in dict(FORMATS) else None
    return Listing(key, made, narrowed, file)
