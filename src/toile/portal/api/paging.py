"""Lists page by page: after which key, how many; ``next`` leads on (RFC 8288 too).

Keys sort by creation time, so that what is added while somebody reads comes last and
nothing is skipped or given twice.
"""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

from django.db.models import Model, QuerySet
from pydantic import Field

from toile.portal.api.shapes import AS_WHOLE, KEY_PATTERN, Asked, Told, Whole

LIMIT = 50
MOST = 200

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


class Paging(Asked):
    """Which part of a list; a list's own filters are fields of a subclass."""

    after: str | None = Field(
        None,
        pattern=KEY_PATTERN,
        description="Only what comes after this key: the `next` of the page before.",
    )
    limit: Whole = Field(
        LIMIT, ge=1, le=MOST, description="How many items a page holds at most."
    )


class NumberPaging(Asked):
    """The same for a list whose keys are numbers."""

    after: Annotated[int, Field(ge=0, le=10**15), AS_WHOLE] | None = Field(
        None,
        description="Only what comes after this key: the `next` of the page before.",
    )
    limit: Whole = Field(
        LIMIT, ge=1, le=MOST, description="How many items a page holds at most."
    )


class Page(Told, Generic[Item]):
    """A part of a list, in the order of its keys."""

    items: list[Item]
    next: str | None = Field(
        description="Ask again with `after=` this; null on the last page."
    )


def page_of(
    rows: QuerySet[Row],
    asked: Paging | NumberPaging,
    write: Callable[[Row], Item],
    **filters: object,
) -> Page[Item]:
    """Cut a page out of rows, in one query; filters that are ``None`` ask nothing."""
    wanted = {name: value for name, value in filters.items() if value is not None}
    found = rows.filter(**wanted).order_by("pk")
    if asked.after is not None:
        found = found.filter(pk__gt=asked.after)
    # One more than fits tells whether there is a next page.
    cut = list(found[: asked.limit + 1])
    more = len(cut) > asked.limit
    shown = cut[: asked.limit]
    return Page(
        items=[write(row) for row in shown],
        next=str(shown[-1].pk) if more else None,
    )
