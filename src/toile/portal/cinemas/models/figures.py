"""What the worker counts for cinemas and sites: projections, no person in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models.cinema import Cinema
from toile.portal.cinemas.models.site import Site


class SiteDay(models.Model):
    """A day's figures of a site, by the calendar of Paris; a projection."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="days")
    day = models.DateField(_("jour"))
    visits = models.PositiveBigIntegerField(_("visites"), default=0)
    consents = models.PositiveBigIntegerField(_("acceptations"), default=0)
    refusals = models.PositiveBigIntegerField(_("refus"), default=0)
    withdrawals = models.PositiveBigIntegerField(_("retraits"), default=0)

    class Meta:
        verbose_name = _("journée d’un site")
        verbose_name_plural = _("journées des sites")
        constraints = [
            models.UniqueConstraint(fields=["site", "day"], name="one_row_a_site_day")
        ]
        # A year of the whole pool is summed by day from the index alone.
        indexes = [models.Index(fields=["day", "visits"], name="site_visits_by_day")]

    def __str__(self) -> str:
        return f"{self.site} {self.day}"


class SiteChoiceDay(models.Model):
    """A day's choices on a site, by consent tool and coarse class of device."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="choice_days")
    day = models.DateField(_("jour"))
    tool = models.CharField(_("outil de consentement"), max_length=20)
    device = models.CharField(_("appareil"), max_length=8)
    consents = models.PositiveBigIntegerField(_("acceptations"), default=0)
    refusals = models.PositiveBigIntegerField(_("refus"), default=0)

    class Meta:
        verbose_name = _("choix d’une journée")
        verbose_name_plural = _("choix des journées")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day", "tool", "device"], name="one_row_a_choice_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.day} {self.tool} {self.device}"


class CinemaAudience(models.Model):
    """Ids of the pool that visited a cinema within its window, as of a day.

    Both counts are rounded before they leave the pool (``lab.shown``): ``None`` is a
    crowd too small to tell.
    """

    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="audience")
    day = models.DateField(_("jour"))
    spectators = models.PositiveIntegerField(_("spectateurs"), null=True)
    pool = models.PositiveIntegerField(_("spectateurs du pool"), null=True)
    counted_at = models.DateTimeField(_("compté le"))

    class Meta:
        verbose_name = _("audience d’un cinéma")
        verbose_name_plural = _("audience des cinémas")
        constraints = [
            models.UniqueConstraint(
                fields=["cinema", "day"], name="one_row_an_audience_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cinema} {self.day}"

    @property
    def share(self) -> float | None:
        """Spectators among those of the pool, to a hundredth, of rounded counts."""
        if self.spectators is None or not self.pool:
            return None
        return min(1.0, round(self.spectators / self.pool, 2))
