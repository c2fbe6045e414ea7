"""A creative: a poster, or a teaser with the poster that stands before it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toile.portal.accounts.keys import Keyed
from toile.portal.campaigns.models.campaign import Campaign
from toile.wire.media import is_media_name

MOST_WEIGHT = 9


def check_media_name(name: str) -> None:
    """Refuse what the media folder would never name a file: a path, above all."""
    if not is_media_name(name):
        raise ValidationError(
            _("« %(name)s » n’est pas le nom d’un fichier déposé."),
            params={"name": name},
        )


class Creative(Keyed):
    """Files are named by the SHA-256 of their content, inside the media folder.

    What was uploaded is never edited: another file is another creative.
    """

    class Kind(models.TextChoices):
        """What is shown."""

        POSTER = "poster", _("affiche")
        TEASER = "teaser", _("teaser")

    class Status(models.TextChoices):
        """Whether the creative may be served."""

        # With its context: Django's own "active" is another word in French.
        ACTIVE = "active", pgettext_lazy("création", "active")
        PAUSED = "paused", _("en pause")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="creatives")
    kind = models.CharField(_("genre"), max_length=6, choices=Kind, editable=False)
    name = models.CharField(_("nom"), max_length=160)
    poster_file = models.CharField(
        max_length=80, editable=False, validators=[check_media_name]
    )
    poster_mime = models.CharField(max_length=40, editable=False)
    poster_width = models.PositiveIntegerField(editable=False)
    poster_height = models.PositiveIntegerField(editable=False)
    poster_bytes = models.PositiveBigIntegerField(editable=False)
    teaser_file = models.CharField(
        max_length=80, blank=True, editable=False, validators=[check_media_name]
    )
    teaser_mime = models.CharField(max_length=40, blank=True, editable=False)
    teaser_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    teaser_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    teaser_bytes = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    teaser_duration_ms = models.PositiveIntegerField(
        null=True, blank=True, editable=False
    )
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )
    # Of creatives that take turns: how often this one comes for each of the others.
    weight = models.PositiveSmallIntegerField(
        _("poids"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEIGHT)],
    )
    # The poster for placements of one size: {"300x250": {file, mime, width, …}}.
    fits = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("création")
        verbose_name_plural = _("créations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="poster", teaser_file="")
                | models.Q(kind="teaser", teaser_bytes__gt=0, teaser_duration_ms__gt=0),
                name="a_teaser_has_its_file",
            )
        ]

    def __str__(self) -> str:
        return self.name
