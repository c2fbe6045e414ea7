"""What is wrong, since when, and what people did about it; and from when on it is."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.keys import Keyed


class Alert(Keyed):
    """One thing that is, or was, wrong; ``facts`` fill the words of its kind."""

    class Kind(models.TextChoices):
        """What can be wrong; ``words`` says each in full."""

        EDGE_DOWN = "edge_down", _("edge muet")
        WORKER_LATE = "worker_late", _("comptage en retard")
        DISK_FULL = "disk_full", _("disque presque plein")
        DEAD_LETTERS = "dead_letters", _("événements illisibles")
        UNDER = "under", _("ligne en retard")
        OVER = "over", _("ligne en avance")
        SITE_SILENT = "site_silent", _("site muet")
        PLACEMENT_SILENT = "placement_silent", _("emplacement muet")
        INVALID_TRAFFIC = "invalid_traffic", _("trafic non valide")
        MONEY_DIFFERS = "money_differs", _("écart de comptes")

    kind = models.CharField(_("genre"), max_length=20, choices=Kind)
    subject_id = models.CharField(_("objet"), max_length=64, blank=True)
    subject = models.CharField(_("à propos de"), max_length=200, blank=True)
    facts = models.JSONField(_("faits"), default=dict)
    since = models.DateTimeField(_("depuis"))
    seen_at = models.DateTimeField(_("vue pour la dernière fois"))
    ended_at = models.DateTimeField(_("finie le"), null=True, blank=True)
    acknowledged = models.BooleanField(_("prise en charge"), default=False)
    snoozed_until = models.DateTimeField(_("en sommeil jusqu’à"), null=True, blank=True)
    told_at = models.DateTimeField(_("écrite le"), null=True, blank=True)

    class Meta:
        verbose_name = _("alerte")
        verbose_name_plural = _("alertes")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_alert_a_subject",
            )
        ]
        indexes = [models.Index(fields=["ended_at"], name="alert_by_end")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.subject}"


class Note(Keyed):
    """What somebody did about an alert, and why."""

    class Deed(models.TextChoices):
        """What can be done."""

        ACKNOWLEDGED = "acknowledged", _("a pris en charge")
        SNOOZED = "snoozed", _("a mis en sommeil")
        NOTED = "noted", _("a noté")

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="notes")
    at = models.DateTimeField(_("date"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    deed = models.CharField(_("fait"), max_length=12, choices=Deed)
    text = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("note d’alerte")
        verbose_name_plural = _("notes d’alerte")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.alert} {self.deed}"


class Thresholds(models.Model):
    """From when on something is wrong: one row."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    under_percent = models.PositiveSmallIntegerField(
        _("ligne en retard sous (% du rythme)"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    over_percent = models.PositiveSmallIntegerField(
        _("ligne en avance au-dessus de (% du rythme)"),
        default=120,
        validators=[MinValueValidator(101), MaxValueValidator(1000)],
    )
    silent_days = models.PositiveSmallIntegerField(
        _("site ou emplacement muet après (jours entiers)"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    late_minutes = models.PositiveSmallIntegerField(
        _("comptage en retard après (minutes)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    invalid_percent = models.PositiveSmallIntegerField(
        _("trafic non valide au-dessus de (% des clics)"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    free_gigabytes = models.PositiveSmallIntegerField(
        _("disque presque plein sous (Go libres)"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )

    class Meta:
        verbose_name = _("seuils d’alerte")
        verbose_name_plural = _("seuils d’alerte")

    def __str__(self) -> str:
        return str(_("Seuils d’alerte"))
