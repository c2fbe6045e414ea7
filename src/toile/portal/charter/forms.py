"""The fields of money: on what the fee is taken, its rate, its sharing, its caps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.charter.terms import Basis, SharingRule
from toile.portal.charter.words import CLICKS
from toile.portal.ui.fields import EurosField, PercentField

_RATE_OF = {
    Basis.CLICKS: "fee",
    Basis.SPEND: "spend_share",
    Basis.IMPRESSIONS: "impression_fee",
}
_OF_RATES = {
    "fee": "fee_micros",
    "spend_share": "spend_basis_points",
    "impression_fee": "impression_fee_micros",
}

_CAPS = ("cinema_cap", "campaign_cap")


class MoneyFields(forms.Form):
    """What is agreed of money, as people say it; one rate counts."""

    basis = forms.ChoiceField(
        label=_("La redevance est prise sur"),
        choices=Basis.choices,
        initial=Basis.CLICKS,
        help_text=_("Un seul taux compte : celui de l’assiette choisie."),
    )
    fee = EurosField(
        label=_("Redevance pour 1000 clics rémunérés"),
        required=False,
        least_micros=10_000,
        most_micros=100_000_000,
        help_text=_("Si elle est prise sur les clics : 0,40 € à l’origine."),
    )
    spend_share = PercentField(
        label=_("Part de la dépense média, en %"),
        required=False,
        help_text=_("Si elle est prise sur la dépense : par exemple 2,5."),
    )
    impression_fee = EurosField(
        label=_("Redevance pour 1000 impressions ciblées"),
        required=False,
        least_micros=10_000,
        most_micros=100_000_000,
        help_text=_("Si elle est prise sur les impressions des personnes du pool."),
    )
    sharing_rule = forms.ChoiceField(
        label=_("Partage entre les cinémas d’une même personne"),
        choices=SharingRule.choices,
    )
    cinema_cap = EurosField(
        label=_("Plafond par cinéma et par mois"),
        required=False,
        most_micros=1_000_000_000_000,
        help_text=_(
            "Vide : aucun. Ce qui dépasse reste dû au syndicat, pour tout le pool."
        ),
    )
    campaign_cap = EurosField(
        label=_("Plafond par campagne et par mois"),
        required=False,
        most_micros=1_000_000_000_000,
        help_text=_("Vide : aucun. Ce qui dépasse n’est pas dû par le distributeur."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the rate of the basis that was chosen; the others do not matter."""
        given = super().clean() or self.cleaned_data
        wanted = _RATE_OF.get(given.get("basis", ""))
        if wanted and not given.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, _("Écrivez le taux de l’assiette choisie."))
        for name in _OF_RATES:
            # What is wrong with a rate that does not count hinders nobody.
            if wanted and name != wanted and name in self.errors:
                del self.errors[name]
                given[name] = None
        return given

    @property
    def money(self) -> dict[str, Any]:
        """What was written, by the names of the columns, once it is valid."""
        given = self.cleaned_data
        own = _RATE_OF[given["basis"]]
        rates = {
            column: (given[name] or 0) if name == own else 0
            for name, column in _OF_RATES.items()
        }
        rates["fee_micros"] //= CLICKS
        caps = {f"{name}_micros": given[name] or 0 for name in _CAPS}
        chosen = {name: given[name] for name in ("basis", "sharing_rule")}
        return chosen | rates | caps


def initial_money(terms: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields begin with for these terms."""
    return {
        "basis": terms["basis"],
        "fee": terms["fee_micros"] * CLICKS or None,
        "spend_share": terms["spend_basis_points"] or None,
        "impression_fee": terms["impression_fee_micros"] or None,
        "sharing_rule": terms["sharing_rule"],
        "cinema_cap": terms["cinema_cap_micros"] or None,
        "campaign_cap": terms["campaign_cap_micros"] or None,
    }
