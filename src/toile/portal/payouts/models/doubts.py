"""Clicks that may be invalid traffic, found after they were billed.

The evidence is counts: no id of a spectator, no address.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
from toile.portal.campaigns.models import LineItem
from toile.portal.inventory.models import Placement
from toile.portal.keys import Keyed


class Doubt(Keyed):
    """One finding of the daily look, and what was decided of it."""

    class Kind(models.TextChoices):
        """What was found."""

        ONE_ID = "one_id", _("un même navigateur, trop de clics")
        RATE = "rate", _("taux de clic anormal")
        BURST = "burst", _("rafale en une heure")

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("à juger")
        TAKEN_OUT = "taken_out", _("clics repris")
        KEPT = "kept", _("clics gardés")

    kind = models.CharField(_("constat"), max_length=10, choices=Kind)
    day = models.DateField(_("jour"))
    line = models.ForeignKey(
        LineItem, models.PROTECT, null=True, blank=True, related_name="+"
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hour = models.PositiveSmallIntegerField(_("heure"), null=True, blank=True)
    clicks = models.PositiveIntegerField(_("clics rémunérés"), default=0)
    shown = models.PositiveIntegerField(_("impressions"), default=0)
    # What is usual beside it: clicks for 10 000 impressions, or clicks of an hour.
    usual = models.PositiveIntegerField(_("d’ordinaire"), default=0)
    found_at = models.DateTimeField(_("trouvé le"))
    state = models.CharField(
        _("état"), max_length=10, choices=State, default=State.OPEN
    )
    taken = models.PositiveIntegerField(_("clics repris"), default=0)
    reason = models.TextField(_("motif"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("clics douteux")
        verbose_name_plural = _("clics douteux")
        ordering = ["-day", "-found_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "line", "placement"],
                condition=models.Q(kind="rate"),
                name="one_doubt_a_place",
            ),
            models.UniqueConstraint(
                fields=["day", "line", "hour"],
                condition=models.Q(kind="burst"),
                name="one_doubt_an_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"
