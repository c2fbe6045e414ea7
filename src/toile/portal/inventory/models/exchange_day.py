"""What an exchange asked, and what was bid and bought there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.inventory.models.exchange import Exchange


class ExchangeDay(models.Model):
    """A day of an exchange, all lines together (calendar of Paris): a projection.

    ``requests`` are those that could be read, ``bids`` and all that follows count
    impressions; a bid of which nothing is heard was neither won nor told as lost.
    """

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="days")
    day = models.DateField(_("jour"))
    requests = models.PositiveBigIntegerField(_("demandes"), default=0)
    bids = models.PositiveBigIntegerField(_("enchères faites"), default=0)
    wins = models.PositiveBigIntegerField(_("enchères gagnées"), default=0)
    lost = models.PositiveBigIntegerField(_("enchères perdues"), default=0)
    billed = models.PositiveBigIntegerField(_("facturées"), default=0)
    impressions = models.PositiveBigIntegerField(_("impressions"), default=0)
    cost_micros = models.BigIntegerField(_("coût média (micro-euros)"), default=0)
    price_micros = models.BigIntegerField(_("dépense (micro-euros)"), default=0)

    class Meta:
        verbose_name = _("journée d’une place de marché")
        verbose_name_plural = _("journées des places de marché")
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "day"], name="one_row_an_exchange_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.exchange} {self.day}"
