"""The union's account, the bank's file, and a state noted by hand."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from toile.ledger.bank_answers import LARGEST_FILE, Outcome
from toile.ledger.payment import SEPA_COUNTRIES
from toile.portal.ui.fields import BicField, IbanField
from toile.portal.ui.forms import Dressed


class PayerForm(Dressed, forms.Form):
    """From where the union pays, and its address as the bank has it."""

    holder = forms.CharField(label=_("Titulaire du compte"), max_length=70)
    iban = IbanField(
        label="IBAN", widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    bic = BicField(label="BIC", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    street = forms.CharField(label=_("Numéro et rue"), max_length=70)
    postal_code = forms.RegexField(
        r"^\d{5}$",
        label=_("Code postal"),
        error_messages={"invalid": _("Un code postal a cinq chiffres.")},
    )
    town = forms.CharField(label=_("Ville"), max_length=35)

    def clean_iban(self) -> str:
        """Keep accounts from which SEPA transfers leave."""
        iban = str(self.cleaned_data["iban"])
        if iban[:2] not in SEPA_COUNTRIES:
            raise ValidationError(
                _("Ce pays n’est pas dans la zone SEPA : donnez un compte qui y est.")
            )
        return iban


class AnswerForm(Dressed, forms.Form):
    """A file that the bank gave."""

    file = forms.FileField(
        label=_("Fichier de la banque"),
        help_text=_("pain.002, camt.053 ou camt.054, en XML."),
    )

    def clean_file(self) -> "File[bytes]":
        """Refuse what is larger than any answer."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("Ce fichier dépasse 10 Mo : demandez à la banque une période courte.")
            )
        return file


class SettleForm(Dressed, forms.Form):
    """What somebody read at the bank."""

    outcome = forms.ChoiceField(
        label=_("État"),
        choices=[
            (Outcome.EXECUTED.value, _("exécuté")),
            (Outcome.REJECTED.value, _("rejeté par la banque")),
            (Outcome.RETURNED.value, _("revenu")),
        ],
    )
    reason = forms.CharField(label=_("Motif"), max_length=200, required=False)
