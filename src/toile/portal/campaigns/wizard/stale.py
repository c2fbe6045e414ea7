"""Telling that somebody else changed a step while its page was open."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _


class StaleAware(forms.Form):
    """A form that carries what it was drawn from; what changed meanwhile is told.

    ``stored`` is what the rows hold; a second sending, after the notice, is taken.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        stored: dict[str, Any],
        initial: dict[str, Any] | None = None,
    ) -> None:
        self._mark = mark(stored)
        shown = stored | (initial or {}) | {"seen": self._mark}
        super().__init__(data, initial=shown)

    def clean(self) -> dict[str, Any] | None:
        """Refuse once what was drawn from other values than are there now."""
        found = super().clean()
        seen = (found or {}).get("seen", "")
        if seen and seen != self._mark:
            # The next sending comes from what is there now.
            assert isinstance(self.data, QueryDict)
            renewed = self.data.copy()
            renewed["seen"] = self._mark
            self.data = renewed
            raise ValidationError(
                _(
                    "Cette étape a été modifiée ailleurs pendant que vous l’aviez sous "
                    "les yeux. Vos réponses sont encore là : vérifiez-les, puis "
                    "enregistrez de nouveau pour remplacer les autres."
                )
            )
        return found


def mark(stored: dict[str, Any]) -> str:
    """Fingerprint what rows hold."""
    text = json.dumps(stored, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
