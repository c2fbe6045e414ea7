"""One entry of a document, field by field."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toile.portal.accountability.documents import Code, Document, Entry
from toile.portal.accountability.label import LONGEST_DESCRIPTION
from toile.portal.ui.forms import Dressed

LONGEST = 5_000


class EntryForm(Dressed, forms.Form):
    """The fields that people write, and why they change them."""

    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Pourquoi ce changement"),
        max_length=500,
        help_text=_("Gardé avec la version, et lisible dans le journal d’audit."),
    )

    def __init__(
        self,
        document: Document,
        entry: Entry,
        posted: QueryDict | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(posted, initial=initial)
        described = document.code is Code.LABEL and entry.key.endswith("description")
        names = document.written(entry)
        for column in names:
            self.fields[column.name] = forms.CharField(
                label=column.label,
                max_length=LONGEST_DESCRIPTION if described else LONGEST,
                widget=forms.Textarea(attrs={"rows": 4, "class": "textarea"}),
            )
        self.order_fields([*(column.name for column in names), "reason"])
