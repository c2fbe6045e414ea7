"""What the worker counts for lines: projections, no person in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.models.creative import Creative
from toile.portal.campaigns.models.line import LineItem
from toile.portal.inventory.models import Exchange, Placement


class LineDay(models.Model):
    """A day's figures of a line, by creative and placement (calendar of Paris)."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="days")
    creative = models.ForeignKey(Creative, models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    impressions = models.PositiveBigIntegerField(_("impressions"), default=0)
    views = models.PositiveBigIntegerField(_("visibles"), default=0)
    clicks = models.PositiveBigIntegerField(_("clics"), default=0)
    billable_clicks = models.PositiveBigIntegerField(_("clics rémunérés"), default=0)
    spend_micros = models.BigIntegerField(_("dépense (micro-euros)"), default=0)
    teaser_starts = models.PositiveBigIntegerField(_("lectures"), default=0)
    teaser_completes = models.PositiveBigIntegerField(_("lectures entières"), default=0)

    class Meta:
        verbose_name = _("journée d’une ligne")
        verbose_name_plural = _("journées des lignes")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "creative", "placement", "day"],
                name="one_row_a_line_day",
            )
        ]
        # A forecast asks for the last weeks of some placements.
        indexes = [models.Index(fields=["placement", "day"], name="line_day_by_place")]

    def __str__(self) -> str:
        return f"{self.line} {self.day}"


class LineExchangeDay(models.Model):
    """What a line bid and bought on an exchange on a day (calendar of Paris).

    ``untold`` bills came without a price that could be read; ``losses`` holds the lost
    bids by OpenRTB's reason.
    """

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="exchange_days")
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    bids = models.PositiveBigIntegerField(_("enchères faites"), default=0)
    wins = models.PositiveBigIntegerField(_("enchères gagnées"), default=0)
    billed = models.PositiveBigIntegerField(_("facturées"), default=0)
    untold = models.PositiveBigIntegerField(_("facturées sans prix lisible"), default=0)
    impressions = models.PositiveBigIntegerField(_("impressions"), default=0)
    cost_micros = models.BigIntegerField(_("coût média (micro-euros)"), default=0)
    price_micros = models.BigIntegerField(_("dépense (micro-euros)"), default=0)
    losses = models.JSONField(_("enchères perdues"), default=dict, blank=True)

    class Meta:
        verbose_name = _("journée d’une ligne sur une place de marché")
        verbose_name_plural = _("journées des lignes sur les places de marché")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "exchange", "day"], name="one_row_a_line_exchange_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.exchange} {self.day}"


class RefusedClickDay(models.Model):
    """How many clicks of a line were not billed on a day, for one coded reason."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="refused_days")
    day = models.DateField(_("jour"))
    reason = models.CharField(_("motif"), max_length=40)
    count = models.PositiveBigIntegerField(_("nombre"), default=0)

    class Meta:
        verbose_name = _("clics refusés")
        verbose_name_plural = _("clics refusés")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "day", "reason"], name="one_row_a_refusal_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.day} {self.reason}"


class LineHour(models.Model):
    """What a line delivered within one hour of the clock of Paris."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="hours")
    day = models.DateField(_("jour"))
    hour = models.PositiveSmallIntegerField(_("heure"))
    impressions = models.PositiveBigIntegerField(_("impressions"), default=0)
    clicks = models.PositiveBigIntegerField(_("clics"), default=0)

    class Meta:
        verbose_name = _("heure d’une ligne")
        verbose_name_plural = _("heures des lignes")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "day", "hour"], name="one_row_a_line_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.day} {self.hour}"


class LinePlaceDay(models.Model):
    """Ads of a line served to a département on a day: fifties, told by the edge.

    Served, not shown: some were never seen. Where the ad went is told apart from to
    whom, so that it is no impression's own.
    """

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="places")
    departement = models.CharField(_("département"), max_length=3)
    day = models.DateField(_("jour"))
    served = models.PositiveBigIntegerField(_("servies"), default=0)

    class Meta:
        verbose_name = _("département d’une ligne")
        verbose_name_plural = _("départements des lignes")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "departement", "day"], name="one_row_a_line_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.departement} {self.day}"


class ClickTrail(models.Model):
    """One click that can be traced from a statement; it names no spectator."""

    id = models.CharField(primary_key=True, max_length=26)
    at = models.DateTimeField(_("date"), db_index=True)
    line = models.ForeignKey(LineItem, models.PROTECT, related_name="clicks")
    creative = models.ForeignKey(Creative, models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    reason = models.CharField(_("motif de refus"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("clic")
        verbose_name_plural = _("clics")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.id
