"""What checks of sites found, and the pictures that prove it."""

from functools import cached_property

import msgspec
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models import Site
from toile.portal.keys import Keyed
from toile.wire.sitecheck import SiteReport


class SiteCheck(Keyed):
    """One check of a site; the newest one tells how it stands."""

    class Result(models.TextChoices):
        """How the site stands: the heaviest of what was found."""

        OK = "ok", _("tout va bien")
        WARNING = "warning", _("à améliorer")
        FAULT = "fault", _("à corriger")
        UNKNOWN = "unknown", _("non vérifié")

    site = models.ForeignKey(Site, models.PROTECT, related_name="checks")
    # Who asked; nobody when it was the calendar.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("demandée par"),
    )
    at = models.DateTimeField(_("faite le"))
    result = models.CharField(_("résultat"), max_length=7, choices=Result)
    fires = models.BooleanField(_("collecte sans consentement"), default=False)
    respects = models.BooleanField(_("se tait comme il faut"), default=False)
    tool = models.CharField(_("outil de consentement"), max_length=20, blank=True)
    maker = models.CharField(_("outil du site"), max_length=20, blank=True)
    # ``wire.sitecheck.SiteReport`` as JSON.
    report = models.JSONField(_("rapport"))

    class Meta:
        verbose_name = _("vérification d’un site")
        verbose_name_plural = _("vérifications de sites")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["site", "-at"], name="sitecheck_by_site")]

    def __str__(self) -> str:
        return f"{self.site} – {self.get_result_display()}"

    @cached_property
    def told(self) -> SiteReport:
        """What was found."""
        return msgspec.convert(self.report, SiteReport)


class Picture(Keyed):
    """A picture of a site's banner; its file is named by the hash of its content."""

    class Moment(models.TextChoices):
        """When it was taken."""

        BEFORE = "before", _("avant tout choix")
        YES = "yes", _("après un oui")
        NO = "no", _("après un non")

    check_of = models.ForeignKey(SiteCheck, models.CASCADE, related_name="pictures")
    moment = models.CharField(_("moment"), max_length=6, choices=Moment)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    taken_at = models.DateTimeField(_("prise le"))
    bytes = models.PositiveIntegerField(_("octets"))
    width = models.PositiveSmallIntegerField(_("largeur"))
    height = models.PositiveSmallIntegerField(_("hauteur"))

    class Meta:
        verbose_name = _("image d’un bandeau")
        verbose_name_plural = _("images de bandeaux")
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.check_of} – {self.get_moment_display()}"
