"""Screenings of the open programme, the films they name, and how imports went."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.cinemas.models import Cinema
from toile.portal.films.models import Film
from toile.portal.showtimes.matching.likeness import Likeness

LONGEST_CAUSE = 500


class NearYouRule(models.Model):
    """The union's switch for "À voir près de chez vous"; one row.

    ``revision`` rises with whatever changes what ads may tell, so that the worker sees
    at a glance whether it must look again.
    """

    enabled = models.BooleanField(_("en service"), default=True)
    revision = models.PositiveBigIntegerField(_("révision"), default=0)

    class Meta:
        verbose_name = _("règle « près de chez vous »")
        verbose_name_plural = _("règles « près de chez vous »")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_near_you_rule")
        ]

    def __str__(self) -> str:
        return str(_("en service") if self.enabled else _("arrêté"))


class Import(Keyed):
    """One reading of the programme: when, how much, and what went wrong."""

    class Status(models.TextChoices):
        """How it ended."""

        RUNNING = "running", _("en cours")
        DONE = "done", _("réussi")
        UNCHANGED = "unchanged", _("sans changement")
        FAILED = "failed", _("échoué")

    status = models.CharField(
        _("état"), max_length=9, choices=Status, default=Status.RUNNING
    )
    started_at = models.DateTimeField(_("commencé le"))
    ended_at = models.DateTimeField(_("terminé le"), null=True)
    cause = models.CharField(_("cause"), max_length=LONGEST_CAUSE, blank=True)
    read = models.PositiveIntegerField(_("séances lues"), default=0)
    kept = models.PositiveIntegerField(_("séances gardées"), default=0)
    twice = models.PositiveIntegerField(_("séances en double"), default=0)
    elsewhere = models.PositiveIntegerField(
        _("séances de cinémas non inscrits"), default=0
    )
    faulty = models.PositiveIntegerField(_("séances illisibles"), default=0)
    # What the source says of itself: for "has it changed?" and "how old is it?".
    source_at = models.DateTimeField(_("programme daté du"), null=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("import du programme")
        verbose_name_plural = _("imports du programme")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.get_status_display()}"

    @property
    def lag(self) -> datetime.timedelta | None:
        """How old the source was when it was read; ``None`` if it did not say."""
        if self.source_at is None:
            return None
        return max(self.started_at - self.source_at, datetime.timedelta())


class ImportFault(models.Model):
    """A record that could not be read: kept with the reason, so that none is lost."""

    reading = models.ForeignKey(Import, models.CASCADE, related_name="faults")
    record = models.CharField(_("fiche"), max_length=200)
    cause = models.CharField(_("cause"), max_length=LONGEST_CAUSE)

    class Meta:
        verbose_name = _("fiche illisible")
        verbose_name_plural = _("fiches illisibles")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.record}: {self.cause}"


class FilmMatch(Keyed):
    """A film as the programme names it, and which film of the catalogue it is.

    ``decided_by`` is the person who said so; until then each import judges anew.
    """

    class Status(models.TextChoices):
        """Only ``MATCHED`` ones are told in ads."""

        MATCHED = "matched", _("reconnu")
        DOUBTFUL = "doubtful", _("à confirmer")
        UNMATCHED = "unmatched", _("inconnu")
        REJECTED = "rejected", _("écarté")

    key = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=300)
    director = models.CharField(_("réalisation"), max_length=300, blank=True)
    film = models.ForeignKey(
        Film, models.SET_NULL, null=True, blank=True, related_name="matches"
    )
    status = models.CharField(
        _("état"), max_length=9, choices=Status, default=Status.UNMATCHED
    )
    likeness = models.CharField(
        _("ressemblance"), max_length=14, default=Likeness.NONE.value
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    seen_at = models.DateTimeField(_("vu le"))

    class Meta:
        verbose_name = _("film du programme")
        verbose_name_plural = _("films du programme")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.director})" if self.director else self.title


class Screening(models.Model):
    """A film in a member's cinema at a time; from the programme, never typed in."""

    cinema = models.ForeignKey(Cinema, models.CASCADE, related_name="screenings")
    match = models.ForeignKey(FilmMatch, models.CASCADE, related_name="screenings")
    starts_at = models.DateTimeField(_("début"))
    version = models.CharField(_("version"), max_length=6, blank=True)
    booking_url = models.URLField(_("réservation"), max_length=500, blank=True)
    source_id = models.CharField(_("numéro à la source"), max_length=80)

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cinema", "match", "starts_at", "version"],
                name="a_screening_is_held_once",
            )
        ]
        indexes = [
            models.Index(fields=["match", "starts_at"], name="screenings_of_a_film")
        ]

    def __str__(self) -> str:
        return f"{self.match}, {self.cinema}, {self.starts_at:%Y-%m-%d %H:%M}"
