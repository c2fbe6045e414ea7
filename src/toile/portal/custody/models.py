"""The versions of the union's keys: when, by whom. The keys themselves are not here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed


class KeyVersion(Keyed):
    """One version, as the pool's machine tells of it."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    made_at = models.DateTimeField(_("créée le"))
    in_force_at = models.DateTimeField(_("en service depuis"))
    made_by = models.CharField(_("par"), max_length=200)
    until = models.DateTimeField(_("lue jusqu’au"), null=True)
    destroyed_at = models.DateTimeField(_("détruite le"), null=True)
    destroyed_by = models.CharField(_("détruite par"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("version des clés")
        verbose_name_plural = _("versions des clés")
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)
