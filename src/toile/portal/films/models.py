"""Films as their distributors announce them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation


class Film(Keyed):
    """A film; campaigns for it need the union's yes to its title."""

    class Rating(models.TextChoices):
        """The visas of the CNC."""

        ALL = "tous publics", _("tous publics")
        TEN = "-10", _("interdit aux moins de 10 ans")
        TWELVE = "-12", _("interdit aux moins de 12 ans")
        SIXTEEN = "-16", _("interdit aux moins de 16 ans")
        EIGHTEEN = "-18", _("interdit aux moins de 18 ans")

    distributor = models.ForeignKey(Organisation, models.PROTECT, related_name="films")
    title = models.CharField(_("titre"), max_length=200)
    director = models.CharField(_("réalisation"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    allocine_id = models.PositiveBigIntegerField(_("numéro Allociné"))
    synopsis = models.TextField(_("synopsis"), blank=True)
    rating = models.CharField(
        _("classification"), max_length=12, choices=Rating, default=Rating.ALL
    )

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["distributor", "allocine_id"],
                name="one_allocine_id_a_distributor",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def allocine_url(self) -> str:
        """The film's page, where every click leads."""
        return (
            f"https://www.allocine.fr/film/fichefilm_gen_cfilm={self.allocine_id}.html"
        )
