"""Terms of buying at auction: the operator's margin, and what currencies are worth."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.wire.money import Money, to_euros

MOST_PERCENT = 90


class AuctionMargin(Keyed):
    """The operator's part of what a distributor pays, from a day on.

    Of what is bought at auction; the last day that has come is the one that counts.
    """

    starts_on = models.DateField(_("compte à partir du"), unique=True)
    percent = models.PositiveSmallIntegerField(_("marge (%)"))
    made_at = models.DateTimeField(_("écrite le"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("marge sur les achats aux enchères")
        verbose_name_plural = _("marges sur les achats aux enchères")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__lte=MOST_PERCENT),
                name="a_margin_leaves_something_to_bid",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y} : {self.percent} %"


class CurrencyRate(models.Model):
    """What one unit of a currency is worth, as the operator wrote it down."""

    class Currency(models.TextChoices):
        """Those in which exchanges give floors and prices; the euro is ours."""

        USD = "USD", _("dollar américain")
        GBP = "GBP", _("livre sterling")
        CHF = "CHF", _("franc suisse")

    currency = models.CharField(
        _("monnaie"), primary_key=True, max_length=3, choices=Currency
    )
    micros = models.PositiveBigIntegerField(_("micro-euros pour une unité"))
    day = models.DateField(_("taux du"))

    class Meta:
        verbose_name = _("taux de change")
        verbose_name_plural = _("taux de change")
        ordering = ["currency"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(micros__gt=0), name="a_currency_is_worth_something"
            )
        ]

    def __str__(self) -> str:
        return self.currency

    @property
    def euros(self) -> Decimal:
        """What a unit is worth in euros, to the last decimal that was written."""
        return to_euros(Money(self.micros)).normalize()
