"""A campaign for one film, and the flights (dates) it runs in."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation
from toile.portal.films.models import Film
from toile.wire.clock import PARIS

DEFAULT_HOLDOUT_PERCENT = 10
MOST_HOLDOUT_PERCENT = 50


class Campaign(Keyed):
    """What a distributor does for a film."""

    class Status(models.TextChoices):
        """From draft to end; ``services`` holds the moves that are allowed."""

        DRAFT = "draft", _("brouillon")
        SUBMITTED = "submitted", _("soumise au syndicat")
        APPROVED = "approved", _("accordée")
        LIVE = "live", _("en ligne")
        PAUSED = "paused", _("en pause")
        ENDED = "ended", _("terminée")

    distributor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="campaigns"
    )
    film = models.ForeignKey(Film, models.PROTECT, related_name="campaigns")
    name = models.CharField(_("nom"), max_length=160)
    status = models.CharField(
        _("état"), max_length=9, choices=Status, default=Status.DRAFT
    )
    holdout_percent = models.PositiveSmallIntegerField(
        _("groupe témoin (%)"),
        default=DEFAULT_HOLDOUT_PERCENT,
        validators=[
            MaxValueValidator(
                MOST_HOLDOUT_PERCENT,
                _("Le groupe témoin est de %(limit_value)d %% au plus."),
            )
        ],
        help_text=_(
            "Part des spectateurs du pool, tirée au sort, à qui la campagne n’est pas "
            "montrée : en les comparant aux autres, on mesure son effet. 0 : pas de "
            "mesure."
        ),
    )
    near_you = models.BooleanField(_("option À voir près de chez vous"), default=False)
    created = models.DateTimeField(_("créée le"), default=timezone.now)

    class Meta:
        verbose_name = _("campagne")
        verbose_name_plural = _("campagnes")
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(holdout_percent__lte=MOST_HOLDOUT_PERCENT),
                name="a_campaign_is_shown_to_half_at_least",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a campaign for somebody else's film."""
        if not (self.film_id and self.distributor_id):
            return  # the form says which is missing
        if self.film.distributor_id != self.distributor_id:
            raise ValidationError(
                {"film": _("Ce film n’est pas au catalogue de ce distributeur.")}
            )


class Flight(Keyed):
    """A stretch of time in which a campaign runs; the end is exclusive."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="flights")
    name = models.CharField(_("nom"), max_length=160)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))

    class Meta:
        verbose_name = _("vague")
        verbose_name_plural = _("vagues")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_flight_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_day(self) -> datetime.date:
        """The first day on which the flight runs, by the calendar of Paris."""
        return self.starts_at.astimezone(PARIS).date()

    @property
    def last_day(self) -> datetime.date:
        """The last one: a flight that ends at midnight ran until the day before."""
        last = self.ends_at - datetime.timedelta(microseconds=1)
        return last.astimezone(PARIS).date()
