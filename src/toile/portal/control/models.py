"""What the edge had counted at each minute: the ground of the last hour's charts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EdgeSample(models.Model):
    """The edge's sums and the day's deliveries, once a minute; kept for two days.

    All numbers only rise, until the edge begins anew or the day ends.
    """

    at = models.DateTimeField(_("date"), unique=True)
    # {"ad/served": 12}: what became of requests, by door and outcome.
    outcomes = models.JSONField(_("issues"), default=dict)
    # {"404": 2}: requests that no door answered, by HTTP status.
    refused = models.JSONField(_("refus"), default=dict)
    # {"0.5": 130}: answers by the most milliseconds that they took.
    times = models.JSONField(_("durées"), default=dict)
    reached = models.BooleanField(_("l’edge a répondu"), default=True)
    impressions = models.PositiveBigIntegerField(_("impressions du jour"), default=0)
    spend_micros = models.BigIntegerField(_("dépense du jour"), default=0)

    class Meta:
        verbose_name = _("relevé de l’edge")
        verbose_name_plural = _("relevés de l’edge")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
