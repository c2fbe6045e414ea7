"""What the lab counts of people, already rounded and rid of small crowds.

Projections of the pool's profiles, written by the worker alone. No exact count of ids
and no id ever enters the database: whoever reads it reads what a page may show.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.models.campaign import Campaign


class ReachCell(models.Model):
    """How many ids a segment has, in all ("") or by département of their cinemas.

    ``ids`` is rounded to 50 at least (``lab.crowds.rounded``); crowds under 100 have no
    row. An id that visits cinemas of two départements is in both.
    """

    segment = models.CharField(_("segment"), max_length=20)
    departement = models.CharField(_("département"), max_length=3, blank=True)
    ids = models.PositiveIntegerField(_("spectateurs, arrondis"))
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("couverture du pool")
        verbose_name_plural = _("couvertures du pool")
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "departement"], name="one_cell_a_segment_and_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.segment} {self.departement}".strip()


class CampaignReach(models.Model):
    """How many ids of the pool saw a campaign, and how often.

    ``ids`` is ``None`` under 50. ``frequency`` lists classes as
    ``{"least": 1, "most": 1, "ids": 1200}``, ``most`` null in the last.
    """

    campaign = models.OneToOneField(
        Campaign, models.CASCADE, primary_key=True, related_name="reach"
    )
    ids = models.PositiveIntegerField(_("spectateurs, arrondis"), null=True)
    impressions = models.PositiveBigIntegerField(_("impressions au pool"), default=0)
    mean = models.FloatField(_("répétition moyenne"), null=True)
    frequency = models.JSONField(_("répartition"), default=list)
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("couverture d’une campagne")
        verbose_name_plural = _("couvertures des campagnes")

    def __str__(self) -> str:
        return str(self.campaign)


class CampaignEffect(models.Model):
    """Those served compared with those held out, as ``lab.lift.Effect`` tells it."""

    campaign = models.OneToOneField(
        Campaign, models.CASCADE, primary_key=True, related_name="effect"
    )
    verdict = models.CharField(_("verdict"), max_length=9)
    served = models.PositiveIntegerField(_("exposés, arrondis"), null=True)
    held_out = models.PositiveIntegerField(_("témoins, arrondis"), null=True)
    served_rate = models.FloatField(_("taux des exposés"), null=True)
    held_out_rate = models.FloatField(_("taux des témoins"), null=True)
    difference = models.FloatField(_("écart"), null=True)
    low = models.FloatField(_("borne basse"), null=True)
    high = models.FloatField(_("borne haute"), null=True)
    relative = models.FloatField(_("écart relatif"), null=True)
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("effet d’une campagne")
        verbose_name_plural = _("effets des campagnes")

    def __str__(self) -> str:
        return str(self.campaign)
