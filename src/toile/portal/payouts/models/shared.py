"""What is whose of a day's billed clicks and targeted impressions, by every rule.

Sums in millionths (``ledger.attributed``), without any id: any rate can be laid over
them. The worker copies them; what is booked of them is beside.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.models import LineItem
from toile.portal.cinemas.models import Cinema


class SharedDay(models.Model):
    """A cinema's part of a line's day, within a window; 0 is the one agreed."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="+")
    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    window_days = models.PositiveSmallIntegerField(_("fenêtre (jours)"))
    clicks_equal = models.BigIntegerField(_("clics, parts égales"), default=0)
    clicks_last = models.BigIntegerField(_("clics, dernier"), default=0)
    clicks_by_visits = models.BigIntegerField(_("clics, pages vues"), default=0)
    clicks_each = models.BigIntegerField(_("clics, à chacun"), default=0)
    shown_equal = models.BigIntegerField(_("impressions, parts égales"), default=0)
    shown_last = models.BigIntegerField(_("impressions, dernier"), default=0)
    shown_by_visits = models.BigIntegerField(_("impressions, pages vues"), default=0)
    shown_each = models.BigIntegerField(_("impressions, à chacun"), default=0)

    class Meta:
        verbose_name = _("parts d’une journée")
        verbose_name_plural = _("parts des journées")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "cinema", "day", "window_days"],
                name="one_row_a_shared_day",
            )
        ]
        indexes = [
            models.Index(fields=["day", "window_days"], name="shared_day_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.cinema} {self.day}"


class AccrualDay(models.Model):
    """What is booked of a line's day where the fee is no click's."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    impressions = models.BigIntegerField(_("impressions"), default=0)
    spend_micros = models.BigIntegerField(_("dépense (micro-euros)"), default=0)
    attributed = models.BigIntegerField(_("impressions attribuées"), default=0)
    # By cinema id, in micro-euros: what the postings say in sum.
    owed = models.JSONField(_("dû"), default=dict)
    postings = models.PositiveIntegerField(_("écritures"), default=0)

    class Meta:
        verbose_name = _("redevance comptabilisée d’une journée")
        verbose_name_plural = _("redevances comptabilisées par journée")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "day"], name="one_row_an_accrual_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.day}"


class CapMonth(models.Model):
    """What the caps took off a month, as booked."""

    month = models.DateField(_("mois"), primary_key=True)
    # By "campaign|cinema", and by cinema, in micro-euros.
    campaigns = models.JSONField(_("coupé par campagne"), default=dict)
    cinemas = models.JSONField(_("coupé par cinéma"), default=dict)
    postings = models.PositiveIntegerField(_("écritures"), default=0)

    class Meta:
        verbose_name = _("plafonds d’un mois")
        verbose_name_plural = _("plafonds des mois")
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
