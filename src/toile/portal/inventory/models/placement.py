"""Placements, and how often these are asked for."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.inventory.models.publisher import Publisher


def new_placement_key() -> str:
    """Make a public tag key: 16 URL-safe characters."""
    return secrets.token_urlsafe(12)


class Placement(Keyed):
    """A place on a publisher's site."""

    class Format(models.TextChoices):
        """How an ad stands there."""

        INSERT = "insert", _("encart")
        POPUP = "popup", _("pop-up")

    class Status(models.TextChoices):
        """Whether it may be served."""

        ACTIVE = "active", _("actif")
        PAUSED = "paused", _("en pause")

    class SoldBy(models.TextChoices):
        """Whether the page asks itself, or exchanges offer the place."""

        TAG = "tag", _("notre balise sur la page")
        EXCHANGE = "exchange", _("les places de marché")

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="placements")
    key = models.CharField(
        _("clé"), max_length=16, unique=True, default=new_placement_key, editable=False
    )
    name = models.CharField(_("nom"), max_length=160)
    format = models.CharField(_("format"), max_length=6, choices=Format)
    width = models.PositiveSmallIntegerField(_("largeur"))
    height = models.PositiveSmallIntegerField(_("hauteur"))
    sold_by = models.CharField(
        _("vendu par"), max_length=8, choices=SoldBy, default=SoldBy.TAG
    )
    # As exchanges name it in imp.tagid; none is any place of its size on the site.
    tag_id = models.CharField(
        _("nom chez les places de marché"), max_length=64, blank=True
    )
    # Ids of the IAB Audience Taxonomy 1.1 that the page's readers have.
    interests = models.JSONField(_("centres d’intérêt"), default=list, blank=True)
    # The least that its publisher takes: a line that pays less is not served there.
    floor_micros = models.BigIntegerField(
        _("prix plancher de 1000 impressions (micro-euros)"), default=0
    )
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("emplacement")
        verbose_name_plural = _("emplacements")
        ordering = ["publisher__name", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(floor_micros__gte=0),
                name="a_floor_is_nothing_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publisher} – {self.name}"

    @property
    def by_exchange(self) -> bool:
        """Tell whether exchanges offer it, and no tag of ours is on the page."""
        return self.sold_by == self.SoldBy.EXCHANGE

    def clean(self) -> None:
        """Refuse an exchange's name for a place that no exchange sells."""
        self.tag_id = self.tag_id.strip()
        if self.tag_id and not self.by_exchange:
            raise ValidationError(
                {
                    "tag_id": _(
                        "Ce nom ne vaut que pour un emplacement vendu par les places "
                        "de marché : effacez-le, ou changez de vendeur."
                    )
                }
            )


class SupplyDay(models.Model):
    """A day's requests for a placement, in all ("") or from one département.

    What the edge counted, no person in it: calendar of Paris, ``bands`` the requests of
    each four hours from midnight on. A row of a département tells only ``requests``.
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="supply")
    day = models.DateField(_("jour"))
    departement = models.CharField(_("département"), max_length=3, blank=True)
    requests = models.PositiveBigIntegerField(_("demandes"), default=0)
    members = models.PositiveBigIntegerField(_("demandes du pool"), default=0)
    served = models.PositiveBigIntegerField(_("servies"), default=0)
    members_served = models.PositiveBigIntegerField(_("servies au pool"), default=0)
    bands = models.JSONField(_("par tranche de quatre heures"), default=list)

    class Meta:
        verbose_name = _("journée d’un emplacement")
        verbose_name_plural = _("journées des emplacements")
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "departement", "day"], name="one_row_a_supply_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.placement} {self.day} {self.departement}".strip()
