"""A line item: whom it addresses, where, for how much."""

from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.campaigns.models.campaign import Flight
from toile.portal.inventory.models import Placement
from toile.wire.targeting import AgeRange, Gender, Geography

# The JSON columns hold the very shapes of ``wire.targeting``.
SHAPES: dict[str, Any] = {
    "geography": tuple[Geography, ...],
    "ages": tuple[AgeRange, ...],
    "genders": tuple[Gender, ...],
    "interests": tuple[str, ...],
}
_EXAMPLES = {
    "geography": '[{"country": "FR", "departement": "83"}]',
    "ages": '[{"youngest": 25, "oldest": 49}]',
    "genders": '["female", "male"]',
    "interests": '["477", "480"]',
}


class LineItem(Keyed):
    """Criteria, price and budget; ``pool`` is the option "Salles Art et Essai"."""

    class Status(models.TextChoices):
        """Whether the line may be served."""

        ACTIVE = "active", _("active")
        PAUSED = "paused", _("en pause")

    flight = models.ForeignKey(Flight, models.CASCADE, related_name="lines")
    name = models.CharField(_("nom"), max_length=160)
    budget_micros = models.BigIntegerField(_("budget (micro-euros)"))
    price_micros = models.BigIntegerField(_("prix de 1000 impressions (micro-euros)"))
    pool = models.BooleanField(_("option Salles Art et Essai"), default=False)
    placements = models.ManyToManyField(
        Placement, related_name="lines", verbose_name=_("emplacements")
    )
    geography = models.JSONField(_("géographie"), default=list, blank=True)
    ages = models.JSONField(_("âges"), default=list, blank=True)
    genders = models.JSONField(_("genres"), default=list, blank=True)
    interests = models.JSONField(_("centres d’intérêt"), default=list, blank=True)
    cap_impressions = models.PositiveSmallIntegerField(
        _("impressions par personne"), null=True, blank=True
    )
    cap_days = models.PositiveSmallIntegerField(_("en jours"), default=1)
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("ligne")
        verbose_name_plural = _("lignes")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget_micros__gte=0, price_micros__gte=0),
                name="a_line_costs_nothing_negative",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse criteria that the ads wing could not read or could not count."""
        faults: dict[str, Any] = {}
        if self.cap_impressions is not None and not self.pool:
            faults["cap_impressions"] = _(
                "Sans l’option « Salles Art et Essai », aucun identifiant n’est lié "
                "aux affichages : rien ne permet de compter ceux d’une même personne. "
                "Retirez cette limite, ou prenez l’option."
            )
        for name, shape in SHAPES.items():
            try:
                msgspec.convert(getattr(self, name), shape)
            except msgspec.ValidationError:
                faults[name] = ValidationError(
                    _("Ce critère se lit mal. Écrivez-le ainsi : %(example)s"),
                    params={"example": _EXAMPLES[name]},
                )
        if faults:
            raise ValidationError(faults)
