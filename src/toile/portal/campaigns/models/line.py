"""A line item: whom it addresses, where, for how much."""

from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.ads.delivery.caps import MOST_AN_HOUR
from toile.portal.accounts.keys import Keyed
from toile.portal.campaigns.models.campaign import Flight
from toile.portal.campaigns.written import check_dayparts, clean_words, write_hours
from toile.portal.inventory.agreed import clean_hosts
from toile.portal.inventory.models import Deal, Placement
from toile.wire.targeting import (
    AgeRange,
    Criterion,
    Daypart,
    DeviceClass,
    Gender,
    Geography,
    Unknown,
)

MOST_APART_SECONDS = 30 * 86_400

# The JSON columns hold the very shapes of ``wire.targeting``.
SHAPES: dict[str, Any] = {
    "geography": tuple[Geography, ...],
    "ages": tuple[AgeRange, ...],
    "genders": tuple[Gender, ...],
    "interests": tuple[str, ...],
    "devices": tuple[DeviceClass, ...],
    "dayparts": tuple[Daypart, ...],
    "languages": tuple[str, ...],
    "keywords": tuple[str, ...],
    "categories": tuple[str, ...],
    "categories_excluded": tuple[str, ...],
    "hosts_excluded": tuple[str, ...],
    "unknown": dict[Criterion, Unknown],
}
_EXAMPLES = {
    "geography": '[{"country": "FR", "departement": "83"}]',
    "ages": '[{"youngest": 25, "oldest": 49}]',
    "genders": '["female", "male"]',
    "interests": '["477", "480"]',
    "devices": '["mobile", "tablet"]',
    "dayparts": '[{"days": [4, 5, 6], "first": 18, "until": 23}]',
    "languages": '["fr"]',
    "keywords": '["cinéma", "festival"]',
    "categories": '["324"]',
    "categories_excluded": '["386"]',
    "hosts_excluded": '["exemple.com"]',
    "unknown": '{"ages": "strict"}',
}


CAPS = ("cap_impressions", "cap_an_hour", "cap_flight", "cap_apart_seconds")


class LineItem(Keyed):
    """Criteria, price and budget; ``pool`` is the option "Salles Art et Essai"."""

    class Pacing(models.TextChoices):
        """How a line spends over its flight."""

        EVEN = "even", _("régulière")
        FRONT = "front", _("plus forte au début")
        FAST = "fast", _("au plus vite")

    class Status(models.TextChoices):
        """Whether the line may be served."""

        ACTIVE = "active", _("active")
        PAUSED = "paused", _("en pause")

    flight = models.ForeignKey(Flight, models.CASCADE, related_name="lines")
    name = models.CharField(_("nom"), max_length=160)
    budget_micros = models.BigIntegerField(_("budget (micro-euros)"))
    price_micros = models.BigIntegerField(_("prix de 1000 impressions (micro-euros)"))
    pool = models.BooleanField(_("option Salles Art et Essai"), default=False)
    placements = models.ManyToManyField(
        Placement, related_name="lines", verbose_name=_("emplacements")
    )
    geography = models.JSONField(_("géographie"), default=list, blank=True)
    ages = models.JSONField(_("âges"), default=list, blank=True)
    genders = models.JSONField(_("genres"), default=list, blank=True)
    interests = models.JSONField(_("centres d’intérêt"), default=list, blank=True)
    cap_impressions = models.PositiveSmallIntegerField(
        _("impressions par personne"), null=True, blank=True
    )
    cap_days = models.PositiveSmallIntegerField(_("en jours"), default=1)
    # 0 asks nothing of these three.
    cap_an_hour = models.PositiveSmallIntegerField(
        _("impressions par personne et par heure"),
        default=0,
        validators=[MaxValueValidator(MOST_AN_HOUR)],
    )
    cap_flight = models.PositiveSmallIntegerField(
        _("impressions par personne en tout"), default=0
    )
    cap_apart_seconds = models.PositiveIntegerField(
        _("secondes entre deux impressions"),
        default=0,
        validators=[MaxValueValidator(MOST_APART_SECONDS)],
    )
    devices = models.JSONField(_("appareils"), default=list, blank=True)
    dayparts = models.JSONField(_("heures"), default=list, blank=True)
    languages = models.JSONField(_("langues"), default=list, blank=True)
    keywords = models.JSONField(_("mots de la page"), default=list, blank=True)
    categories = models.JSONField(_("sujets de la page"), default=list, blank=True)
    categories_excluded = models.JSONField(_("sujets exclus"), default=list, blank=True)
    hosts_excluded = models.JSONField(_("sites exclus"), default=list, blank=True)
    # What an unknown value does, where it is not the usual (``wire.targeting``).
    unknown = models.JSONField(_("valeurs inconnues"), default=dict, blank=True)
    pacing = models.CharField(
        _("diffusion"), max_length=5, choices=Pacing, default=Pacing.EVEN
    )
    shading = models.BooleanField(_("enchère au plus juste"), default=False)
    anonymous = models.BooleanField(_("enchères sans consentement"), default=False)
    deals = models.ManyToManyField(
        Deal, blank=True, related_name="lines", verbose_name=_("deals")
    )
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("ligne")
        verbose_name_plural = _("lignes")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget_micros__gte=0, price_micros__gte=0),
                name="a_line_costs_nothing_negative",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def parts_of_week(self) -> str:
        """The parts of the week as people write them."""
        return write_hours(self.dayparts)

    def clean(self) -> None:
        """Refuse criteria that the ads wing could not read or could not count."""
        faults: dict[str, Any] = {
            name: _(
                "Sans l’option « Salles Art et Essai », aucun identifiant n’est lié "
                "aux affichages : rien ne permet de compter ceux d’une même personne. "
                "Retirez cette limite, ou prenez l’option."
            )
            for name in CAPS
            if getattr(self, name) and not self.pool
        }
        if self.anonymous and self.pool:
            faults["anonymous"] = _(
                "L’option « Salles Art et Essai » demande le consentement de la "
                "personne : choisissez l’une ou l’autre."
            )
        self._clean_criteria(faults)
        if faults:
            raise ValidationError(faults)

    def _clean_criteria(self, faults: dict[str, Any]) -> None:
        """Keep criteria as the ads wing compares them; tell what it could not read."""
        for name, shape in SHAPES.items():
            try:
                read = msgspec.convert(getattr(self, name), shape)
                if name == "dayparts":
                    check_dayparts(read)
            except (msgspec.ValidationError, ValueError):
                faults[name] = ValidationError(
                    _("Ce critère se lit mal. Écrivez-le ainsi : %(example)s"),
                    params={"example": _EXAMPLES[name]},
                )
        for name, clean in (("keywords", clean_words), ("hosts_excluded", clean_hosts)):
            if name in faults:
                continue
            try:
                setattr(self, name, clean(getattr(self, name)))
            except ValidationError as error:
                faults[name] = error
