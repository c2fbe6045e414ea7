"""Choosing members: all, or by place, category, state or name."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.members import (
    MEMBER_STATES,
    STATES,
    Choice,
    known_categories,
    members,
)
from toile.wire.geography import DEPARTEMENTS


class ChoiceFields(forms.Form):
    """The fields by which members are chosen; several forms carry them."""

    departements = forms.MultipleChoiceField(
        label=_("Départements"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    categories = forms.MultipleChoiceField(
        label=_("Catégorie Art et Essai"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    states = forms.MultipleChoiceField(
        label=_("État"),
        required=False,
        choices=[(code, STATES[code]) for code in MEMBER_STATES],
        widget=forms.CheckboxSelectMultiple,
    )
    cinemas = forms.MultipleChoiceField(
        label=_("Seulement ces cinémas"),
        required=False,
        help_text=_("Aucun : tous ceux qui répondent aux autres choix."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: datetime.date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        found = list(members(today).order_by("commune", "name"))
        there = sorted({one.departement for one in found if one.departement})
        self._offer("departements", [(code, _named(code)) for code in there])
        self._offer("categories", [(one, one) for one in known_categories()])
        self._offer(
            "cinemas", [(one.pk, f"{one.commune} – {one.name}") for one in found]
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    @property
    def choice(self) -> Choice:
        """What was chosen, once it is valid."""
        given = self.cleaned_data
        return Choice(
            departements=tuple(given["departements"]),
            categories=tuple(given["categories"]),
            states=tuple(given["states"]),
            cinemas=tuple(given["cinemas"]),
        )


def _named(code: str) -> str:
    known = DEPARTEMENTS.get(code)
    return f"{known.name} ({code})" if known else code
