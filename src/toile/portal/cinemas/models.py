"""Cinemas, their sites, and the figures of each day."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.origins import clean_origins


def new_site_key() -> str:
    """Make a public pixel key: 16 URL-safe characters."""
    return secrets.token_urlsafe(12)


class Cinema(Keyed):
    """A cinema as the CNC knows it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cinemas"
    )
    name = models.CharField(_("nom"), max_length=160)
    cnc_number = models.CharField(_("numéro CNC"), max_length=10, blank=True)
    commune = models.CharField(_("commune"), max_length=120)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    departement = models.CharField(_("département"), max_length=3, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    screens = models.PositiveSmallIntegerField(_("écrans"), default=1)
    category = models.CharField(_("catégorie Art et Essai"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("cinéma")
        verbose_name_plural = _("cinémas")
        ordering = ["commune", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.commune}"


class Site(Keyed):
    """A web site of a cinema, known by its pixel key."""

    class Status(models.TextChoices):
        """Whether its reports are taken."""

        ACTIVE = "active", _("actif")
        PAUSED = "paused", _("en pause")
        SUSPENDED = "suspended", _("suspendu")

    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="sites")
    key = models.CharField(
        _("clé"), max_length=16, unique=True, default=new_site_key, editable=False
    )
    name = models.CharField(_("nom"), max_length=160)
    origins = models.JSONField(_("origines"), default=list)
    privacy_url = models.URLField(_("page de confidentialité"), blank=True)
    status = models.CharField(
        _("état"), max_length=9, choices=Status, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep only true origins, written as browsers write them."""
        self.origins = clean_origins(self.origins)


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

    def __str__(self) -> str:
        return f"{self.site} {self.day}"
