"""What of the bills of exchanges has been booked, and what is carried on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.models import LineItem
from toile.portal.inventory.models import Exchange


class MediaPart(models.Model):
    """What is booked of a line's bills of an exchange in one part of a day.

    In thousandths of micro-euros, as the bills are; parts 0 to 3, by Paris.
    """

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="+")
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    part = models.PositiveSmallIntegerField(_("partie du jour"))
    cost_thousandths = models.BigIntegerField(_("coût média"), default=0)
    price_thousandths = models.BigIntegerField(_("dépense"), default=0)

    class Meta:
        verbose_name = _("achats comptabilisés d’une partie de journée")
        verbose_name_plural = _("achats comptabilisés par partie de journée")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "exchange", "day", "part"], name="one_row_a_media_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.exchange} {self.day} {self.part}"


class MediaCarry(models.Model):
    """What is booked of a line's bills of an exchange next: under a micro-euro each."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="+")
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="+")
    cost_thousandths = models.PositiveSmallIntegerField(_("coût média"), default=0)
    price_thousandths = models.PositiveSmallIntegerField(_("dépense"), default=0)

    class Meta:
        verbose_name = _("reste d’achats à comptabiliser")
        verbose_name_plural = _("restes d’achats à comptabiliser")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "exchange"], name="one_row_a_media_carry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.exchange}"
