"""Filters above a table: sent by GET, so that what is found can be linked to."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import dress


class Filters(django_filters.FilterSet):
    """A filter set whose fields look like all others; unknown values filter nothing."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        dress(self.form, small=True)

    @property
    def chosen(self) -> bool:
        """Tell whether anything is filtered."""
        return any(self.data.get(name) for name in self.form.fields)


def search(*lookups: str, label: object = None) -> django_filters.CharFilter:
    """Make a search box: each word must be in one of these fields."""

    def narrow(rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        for word in text.split():
            rows = rows.filter(_anywhere(lookups, word))
        return rows

    return django_filters.CharFilter(method=narrow, label=label or _("Rechercher"))


def _anywhere(lookups: Sequence[str], word: str) -> Q:
    found = Q()
    for lookup in lookups:
        found |= Q(**{f"{lookup}__icontains": word})
    return found
