"""What the operator types about the terms of auctions."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.inventory.models import CurrencyRate
from toile.portal.inventory.models.terms import MOST_PERCENT
from toile.portal.ui.forms import Dressed
from toile.wire.money import MICROS_A_EURO

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MOST_EUROS = 1_000


def _day(label: "_StrPromise") -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class MarginForm(Dressed, forms.Form):
    """A margin, and the day from which it counts."""

    percent = forms.IntegerField(
        label=_("Marge (%)"),
        min_value=0,
        max_value=MOST_PERCENT,
        help_text=_(
            "La part de ce que paie le distributeur qui reste à l’opérateur ; le reste "
            "est ce qu’une ligne peut offrir aux enchères."
        ),
    )
    starts_on = _day(_("Compte à partir du"))


class _RateField(forms.DecimalField):
    """What a unit is worth in euros, "0,9215"."""

    def clean(self, value: object) -> object:
        """Take a comma for a point."""
        return super().clean(str(value or "").strip().replace(",", "."))


class RateForm(Dressed, forms.Form):
    """A currency's rate on a day."""

    currency = forms.ChoiceField(
        label=_("Monnaie"), choices=CurrencyRate.Currency.choices
    )
    rate = _RateField(
        label=_("Une unité vaut, en euros"),
        required=False,
        min_value=Decimal("0.000001"),
        max_value=_MOST_EUROS,
        decimal_places=6,
        max_digits=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_(
            "Comme 0,9215. Vide : les demandes en cette monnaie n’ont plus de réponse."
        ),
    )
    day = _day(_("Taux du"))

    def clean_rate(self) -> int | None:
        """Give micro-euros."""
        rate: Decimal | None = self.cleaned_data["rate"]
        return None if rate is None else int(rate * MICROS_A_EURO)


class AdvertiserForm(Dressed, forms.Form):
    """A distributor's own site."""

    distributor = forms.ModelChoiceField(
        label=_("Distributeur"),
        queryset=Organisation.objects.filter(kind=Organisation.Kind.DISTRIBUTOR),
        empty_label=None,
    )
    website = forms.URLField(
        label=_("Adresse de son site"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_(
            "Les places de marché le reconnaissent à ce domaine, et les supports "
            "peuvent le refuser."
        ),
    )

    def clean_website(self) -> str:
        """Want a site of the web."""
        url: str = self.cleaned_data["website"]
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Donnez une adresse comme https://exemple.fr."))
        return url
