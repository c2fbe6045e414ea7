"""For which days an export is asked."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed

LONGEST_DAYS = 400
"""Thirteen months: older proofs name nobody, and are asked for in a second export."""


class ExportForm(Dressed, forms.Form):
    """From one day to another, both included."""

    since = forms.DateField(
        label=_("Du"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Au"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and more than thirteen months at a time."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if not since or not until:
            return given
        if since > until:
            self.add_error("until", _("Ce jour est avant le premier."))
        elif until - since > datetime.timedelta(days=LONGEST_DAYS):
            self.add_error("since", _("Treize mois au plus : demandez deux fichiers."))
        return given
