"""The CNC's list of cinemas: who could become a member."""

import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

_BETWEEN = re.compile(r"[^a-z0-9]+")
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints"}


def plain(text: str) -> str:
    """Write words without accents, capitals and signs, as they are looked for."""
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    words = _BETWEEN.sub(" ", letters.encode("ascii", "ignore").decode().lower())
    return " ".join(_SHORT.get(word, word) for word in words.split())


class ListedCinema(models.Model):
    """A row of the CNC's list; ``number`` is its "N° auto", with the region's digit."""

    number = models.CharField(_("numéro CNC"), primary_key=True, max_length=10)
    region = models.CharField(_("région CNC"), max_length=1)
    name = models.CharField(_("nom"), max_length=160)
    address = models.CharField(_("adresse"), max_length=160, blank=True)
    commune = models.CharField(_("commune"), max_length=120)
    insee = models.CharField(_("code INSEE"), max_length=5)
    departement = models.CharField(_("département"), max_length=3)
    screens = models.PositiveSmallIntegerField(_("écrans"))
    seats = models.PositiveIntegerField(_("fauteuils"), default=0)
    category = models.CharField(_("catégorie Art et Essai"), max_length=3, blank=True)
    labels = models.CharField(_("labels"), max_length=6, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    # Name, commune, département, number, without accents: what a search goes through.
    words = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = _("établissement de la liste du CNC")
        verbose_name_plural = _("liste des établissements du CNC")
        ordering = ["commune", "name"]
        indexes = [models.Index(fields=["departement"], name="listed_by_departement")]

    def __str__(self) -> str:
        return f"{self.name}, {self.commune}"
