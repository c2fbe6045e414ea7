"""The good poster and the trailer of a film, and what Toile makes of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.films.models import Film


class Master(Keyed):
    """A file as the distributor gave it; it is never served, its renditions are.

    ``file`` lies in the media folder's ``masters``, which the edge does not serve.
    """

    class Kind(models.TextChoices):
        """What it is."""

        POSTER = "poster", _("affiche")
        TRAILER = "trailer", _("bande-annonce")

    class State(models.TextChoices):
        """How far its renditions are."""

        WAITING = "waiting", _("en attente")
        RUNNING = "running", _("en préparation")
        DONE = "done", _("prêt")
        FAILED = "failed", _("échoué")

    film = models.ForeignKey(Film, models.CASCADE, related_name="masters")
    kind = models.CharField(_("genre"), max_length=7, choices=Kind)
    name = models.CharField(_("nom du fichier"), max_length=160)
    file = models.CharField(max_length=80, editable=False)
    bytes = models.PositiveBigIntegerField(editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    duration_ms = models.PositiveIntegerField(null=True, editable=False)
    # The excerpt that becomes the teaser.
    from_ms = models.PositiveIntegerField(_("début de l’extrait"), default=0)
    length_ms = models.PositiveIntegerField(_("durée de l’extrait"), default=0)
    state = models.CharField(
        _("état"), max_length=7, choices=State, default=State.WAITING
    )
    percent = models.PositiveSmallIntegerField(_("avancement"), default=0)
    fault = models.CharField(_("ce qui ne va pas"), max_length=500, blank=True)
    added_at = models.DateTimeField(_("déposé le"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("fichier de film")
        verbose_name_plural = _("fichiers de films")
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come of itself."""
        return self.state in (self.State.DONE, self.State.FAILED)


class Rendition(models.Model):
    """A file made of a master for places of one size, or for all (``size`` "")."""

    master = models.ForeignKey(Master, models.CASCADE, related_name="renditions")
    size = models.CharField(_("emplacements"), max_length=11, blank=True)
    file = models.CharField(max_length=80, editable=False)
    mime = models.CharField(max_length=40, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    bytes = models.PositiveBigIntegerField(editable=False)
    duration_ms = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("déclinaison")
        verbose_name_plural = _("déclinaisons")
        ordering = ["size"]
        constraints = [
            models.UniqueConstraint(
                fields=["master", "size"], name="one_rendition_a_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.master} {self.size}".strip()
