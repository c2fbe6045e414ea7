"""Deals: private agreements on an exchange."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.inventory.models.exchange import Exchange
from toile.portal.inventory.models.placement import Placement
from toile.portal.inventory.models.publisher import Publisher


class Deal(Keyed):
    """A private agreement on an exchange: a floor, dates, perhaps some placements."""

    class Status(models.TextChoices):
        """Whether it is to be bid on."""

        ACTIVE = "active", _("prêt")
        PAUSED = "paused", _("en pause")

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="deals")
    # As the exchange writes it in imp.pmp.deals.id (OpenRTB 2.6 §3.2.12).
    code = models.CharField(_("identifiant du deal"), max_length=64)
    name = models.CharField(_("nom"), max_length=160)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="deals"
    )
    placements = models.ManyToManyField(
        Placement,
        blank=True,
        related_name="deals",
        verbose_name=_("emplacements"),
    )
    floor_micros = models.BigIntegerField(
        _("prix plancher de 1000 impressions (micro-euros)"), default=0
    )
    starts_on = models.DateField(_("premier jour"), null=True, blank=True)
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        ordering = ["exchange__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "code"], name="one_deal_a_code_and_exchange"
            ),
            models.CheckConstraint(
                condition=models.Q(floor_micros__gte=0),
                name="a_deal_s_floor_is_nothing_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} – {self.name}"

    def clean(self) -> None:
        """Refuse dates that end before they begin."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("Le dernier jour vient avant le premier.")}
            )
