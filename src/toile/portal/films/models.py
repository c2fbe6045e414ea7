"""Films as their distributors announce them, and the facts they are found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation
from toile.portal.approvals.models import Approval
from toile.portal.films.allocine import page_of


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
    visa = models.CharField(_("visa d’exploitation"), max_length=10, blank=True)
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
                violation_error_message=_(
                    "Ce film est déjà à votre catalogue : son numéro Allociné y est."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def year_words(self) -> str | None:
        """The year as it is written: no space in it."""
        return str(self.year) if self.year else None

    @property
    def approval_words(self) -> str:
        """Say how the newest request stands: needs ``with_approval``."""
        known = dict(Approval.Status.choices)
        return str(known.get(getattr(self, "approval", ""), _("pas encore demandé")))

    @property
    def allocine_url(self) -> str:
        """The film's page, where every click leads."""
        return page_of(self.allocine_id)


class FilmRecord(models.Model):
    """A film that exists, of whichever distributor: public facts to begin a form with.

    From the CNC's list of approved films and from Allociné's numbers; a row has a visa,
    a number, or both. ``key`` is what is searched: folded title and director.
    """

    visa = models.CharField(_("visa"), max_length=10, null=True, unique=True)
    allocine_id = models.PositiveBigIntegerField(
        _("numéro Allociné"), null=True, unique=True
    )
    title = models.CharField(_("titre"), max_length=200)
    director = models.CharField(_("réalisation"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("année"), null=True)
    key = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = _("fiche de film")
        verbose_name_plural = _("fiches de films")
        ordering = ["title", "year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visa__isnull=False)
                | models.Q(allocine_id__isnull=False),
                name="a_record_has_a_number",
            )
        ]

    def __str__(self) -> str:
        return self.title
