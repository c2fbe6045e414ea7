"""The web sites of a cinema, each with a pixel key of its own."""

import datetime
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models.cinema import Cinema
from toile.portal.cinemas.origins import clean_origins
from toile.portal.keys import Keyed


def new_site_key() -> str:
    """Make a public pixel key: 16 URL-safe characters."""
    return secrets.token_urlsafe(12)


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
    # The first day on which it reports again; none: until somebody says so.
    paused_until = models.DateField(_("reprise le"), null=True, blank=True)
    pause_reason = models.CharField(_("raison de la pause"), max_length=200, blank=True)
    # Why it is suspended, and whether a check or the union itself said so.
    suspension_reason = models.TextField(
        _("raison de la suspension"), max_length=1_000, blank=True
    )
    suspended_by_check = models.BooleanField(
        _("suspendu par une vérification"), default=False
    )
    # What it is made with, so that the tutorial fits (``cinemas.pixel``).
    maker = models.CharField(_("outil du site"), max_length=20, blank=True)
    consent_tool = models.CharField(
        _("outil de consentement"), max_length=20, blank=True
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

    def rests_on(self, day: datetime.date) -> bool:
        """Tell whether its cinema paused it for that day; a pause ends by itself."""
        if self.status != self.Status.PAUSED:
            return False
        return self.paused_until is None or day < self.paused_until

    def state_on(self, day: datetime.date) -> str:
        """Tell its state on a day: one whose pause is over is active again."""
        over = self.status == self.Status.PAUSED and not self.rests_on(day)
        return str(self.Status.ACTIVE) if over else self.status
