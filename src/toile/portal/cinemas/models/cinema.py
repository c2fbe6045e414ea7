"""A cinema as the CNC knows it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.keys import Keyed


class Cinema(Keyed):
    """A cinema as the CNC knows it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cinemas"
    )
    name = models.CharField(_("nom"), max_length=160)
    cnc_number = models.CharField(_("numéro CNC"), max_length=10, blank=True)
    commune = models.CharField(_("commune"), max_length=120)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    address = models.CharField(_("adresse"), max_length=160, blank=True)
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
