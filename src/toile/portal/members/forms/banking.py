"""Where a cinema is paid."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.ledger.payment import SEPA_COUNTRIES
from toile.portal.agreements.forms import Named
from toile.portal.ui.fields import BicField, IbanField
from toile.portal.ui.forms import Dressed

# Overseas France and the Crown dependencies have BICs of their own.
_SAME = {"FR": {"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "MC", "NC", "PF"}}
_BIC_COUNTRY = slice(4, 6)


class BankForm(Dressed, forms.Form):
    """The details of a RIB."""

    holder = Named(
        label=_("Titulaire du compte"),
        help_text=_("Exactement comme sur le RIB : la banque le compare à l’IBAN."),
        max_length=70,
    )
    iban = IbanField(
        label="IBAN",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = BicField(
        label="BIC",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_iban(self) -> str:
        """Keep accounts that a SEPA transfer reaches."""
        iban = str(self.cleaned_data["iban"])
        if iban[:2] not in SEPA_COUNTRIES:
            raise ValidationError(
                _("Ce pays n’est pas dans la zone SEPA : donnez un compte qui y est.")
            )
        return iban

    def clean(self) -> dict[str, str]:
        """The bank's code and the account are of one country."""
        given = super().clean() or {}
        iban, bic = given.get("iban", ""), given.get("bic", "")
        if iban and bic:
            country = bic[_BIC_COUNTRY]
            if country not in _SAME.get(iban[:2], {iban[:2]}):
                self.add_error(
                    "bic",
                    _("Ce BIC n’est pas du pays de l’IBAN : recopiez-le du même RIB."),
                )
        return given
