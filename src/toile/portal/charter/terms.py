"""What may be agreed of money: on what the fee is taken, and how it is shared."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toile.ledger.accruals import WHOLE

MONEY = (
    "basis",
    "fee_micros",
    "spend_basis_points",
    "impression_fee_micros",
    "sharing_rule",
    "cinema_cap_micros",
    "campaign_cap_micros",
)
"""What is agreed between the operator and the union, by the names of the columns."""


class SharingRule(models.TextChoices):
    """How a fee is divided among the cinemas of an id (``ledger.sharing``)."""

    EQUAL = "equal", gettext_lazy("à parts égales")
    LAST = "last", gettext_lazy("au dernier cinéma visité")
    BY_VISITS = "by_visits", gettext_lazy("selon les pages vues")
    EACH = "each", gettext_lazy("la redevance entière à chacun")


class Basis(models.TextChoices):
    """On what the fee is taken."""

    CLICKS = "clicks", gettext_lazy("les clics rémunérés")
    SPEND = "spend", gettext_lazy("la dépense média")
    IMPRESSIONS = "impressions", gettext_lazy("les impressions ciblées")


RATES = {
    Basis.CLICKS: "fee_micros",
    Basis.SPEND: "spend_basis_points",
    Basis.IMPRESSIONS: "impression_fee_micros",
}
"""The one rate that counts by each basis; the others are 0."""


def check_rates(terms: Mapping[str, Any]) -> None:
    """Refuse terms with another rate than their basis's, or a share over the whole.

    Raises ``ValidationError`` that names the column.
    """
    own = RATES[Basis(terms["basis"])]
    for column in RATES.values():
        if column != own and terms[column]:
            raise ValidationError(
                {column: _("Un seul taux compte : celui de l’assiette choisie.")}
            )
    if terms["spend_basis_points"] > WHOLE:
        raise ValidationError(
            {"spend_basis_points": _("Au plus 100 % de la dépense média.")}
        )


def one_rate(name: str) -> models.CheckConstraint:
    """Hold in the database that the rates of the other bases are 0."""
    condition = models.Q()
    for basis, own in RATES.items():
        others = {column: 0 for column in RATES.values() if column != own}
        condition |= models.Q(basis=basis.value, **others)
    return models.CheckConstraint(
        condition=condition & models.Q(spend_basis_points__lte=WHOLE), name=name
    )
