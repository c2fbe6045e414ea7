"""Mandates, contests, the union's identity, the accountant's numbers, a month."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from toile.ledger.fec import Number
from toile.portal.agreements.forms import Named
from toile.portal.agreements.models import LegalIdentity
from toile.portal.ui.fields import SiretField, VatField
from toile.portal.ui.forms import Dressed

_ACCOUNT = re.compile(r"[1-7][0-9]{2}[0-9A-Z]{0,9}")


class SignerForm(Dressed, forms.Form):
    """Who signs the mandate, or takes it back."""

    name = Named(label=_("Nom et prénom du signataire"), max_length=120)
    function = Named(
        label=_("Qualité"),
        help_text=_("Par exemple gérante, directeur, maire, président·e."),
        max_length=120,
    )
    agreed = forms.BooleanField(
        label=_("J’ai lu ce texte, je le signe, et j’ai le pouvoir de le faire."),
        error_messages={"required": _("Cochez cette case pour signer.")},
    )


class RevokeForm(SignerForm):
    """Who takes the mandate back."""

    agreed = forms.BooleanField(
        label=_("Je révoque le mandat et j’ai le pouvoir de le faire."),
        error_messages={"required": _("Cochez cette case pour révoquer.")},
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **({"auto_id": "revoke_%s"} | given))


class BringForm(Dressed, forms.Form):
    """A mandate that was signed on paper."""

    name = Named(label=_("Nom et prénom du signataire"), max_length=120)
    function = Named(label=_("Qualité"), max_length=120)
    signed_on = forms.DateField(
        label=_("Signé le"), widget=forms.DateInput(attrs={"type": "date"})
    )
    scan = forms.FileField(
        label=_("Le mandat signé, en PDF"),
        help_text=_("Toutes les pages en un seul fichier, 8 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **({"auto_id": "bring_%s"} | given))


class ContestForm(Dressed, forms.Form):
    """What is wrong with an invoice."""

    reason = forms.CharField(
        label=_("Ce qui ne va pas"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(Dressed, forms.Form):
    """What the union answers to a contest."""

    words = forms.CharField(
        label=_("Votre réponse, que le cinéma lira"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    accepted = forms.ChoiceField(
        label=_("Décision"),
        choices=[
            ("no", _("maintenir la facture")),
            ("yes", _("l’annuler par un avoir et en établir une nouvelle")),
        ],
    )


class UnionIdentityForm(Dressed, forms.Form):
    """Who the union is before the law: the client of each invoice."""

    legal_name = Named(label=_("Raison sociale"), max_length=160)
    siret = SiretField(label="SIRET", max_length=40)
    street = Named(label=_("Numéro et rue"), max_length=160)
    postal_code = forms.RegexField(
        r"^\d{5}$",
        label=_("Code postal"),
        error_messages={"invalid": _("Un code postal a cinq chiffres.")},
    )
    town = Named(label=_("Ville"), max_length=120)
    vat_regime = forms.ChoiceField(
        label=_("Régime de TVA"),
        choices=LegalIdentity.VatRegime.choices,
        widget=forms.RadioSelect,
    )
    vat_number = VatField(label=_("Numéro de TVA"), required=False, max_length=40)
    contact_name = Named(label=_("Personne à contacter"), max_length=120)

    def clean(self) -> dict[str, Any]:
        """A VAT number goes with one regime."""
        given = super().clean() or {}
        if given.get("vat_regime") != LegalIdentity.VatRegime.NORMAL:
            given["vat_number"] = ""
        elif not given.get("vat_number") and "vat_number" not in self.errors:
            self.add_error(
                "vat_number", _("Assujetti à la TVA, vous avez un numéro : écrivez-le.")
            )
        return given


class NumbersForm(forms.Form):
    """A number and a label for each kind of account."""

    def __init__(
        self, numbers: Mapping[str, Number], data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data)
        self._kinds = list(numbers)
        for kind, now in numbers.items():
            self.fields[f"{kind}-number"] = forms.CharField(
                label=_("Numéro"), max_length=12, initial=now.number
            )
            self.fields[f"{kind}-label"] = Named(
                label=_("Libellé"), max_length=80, initial=now.label
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "input input-sm"

    def clean(self) -> dict[str, Any]:
        """An account begins with three digits of the chart."""
        given = super().clean() or {}
        for kind in self._kinds:
            number = str(given.get(f"{kind}-number", "")).upper()
            if number and not _ACCOUNT.fullmatch(number):
                self.add_error(
                    f"{kind}-number",
                    ValidationError(
                        _(
                            "%(number)s n’est pas un compte : trois chiffres du plan "
                            "comptable au moins, sans espace."
                        ),
                        params={"number": number},
                    ),
                )
        return given

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        """By kind: the two fields."""
        return [
            (kind, self[f"{kind}-number"], self[f"{kind}-label"])
            for kind in self._kinds
        ]

    @property
    def numbers(self) -> dict[str, Number]:
        """What was given, by kind."""
        given = self.cleaned_data
        return {
            kind: Number(given[f"{kind}-number"].upper(), given[f"{kind}-label"])
            for kind in self._kinds
        }


class MonthForm(Dressed, forms.Form):
    """One of the months that there are."""

    mois = forms.ChoiceField(label=_("Mois"))

    def __init__(self, months: list[datetime.date], chosen: str = "") -> None:
        super().__init__({"mois": chosen})
        field = self.fields["mois"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (f"{month:%Y-%m}", date_format(month, "F Y").capitalize())
            for month in months
        ]


def month_named(
    text: str, months: list[datetime.date], otherwise: datetime.date
) -> datetime.date:
    """Read a month as ``2026-11``; what is none of those there are is passed over."""
    return next((one for one in months if f"{one:%Y-%m}" == text), otherwise)
