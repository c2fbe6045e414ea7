"""The entries of the audit trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation


class AuditEntry(models.Model):
    """One deed. The database refuses to change or delete it (see migrations)."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("date"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(_("action"), max_length=64)
    subject_kind = models.CharField(_("genre"), max_length=32)
    subject_id = models.CharField(_("objet"), max_length=64)
    details = models.JSONField(_("détails"), default=dict)
    # Unique, so that even two writers who miss each other cannot fork the chain.
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entrée du journal d’audit")
        verbose_name_plural = _("journal d’audit")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id", "id"], name="deeds_of_a_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_id}"


class TrailCheck(models.Model):
    """One look at the chain: how far it came, and what it found."""

    at = models.DateTimeField(_("date"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    last_id = models.BigIntegerField(_("dernière entrée vérifiée"))
    last_hash = models.CharField(max_length=64)
    entries = models.PositiveBigIntegerField(_("entrées vérifiées"))
    broken_id = models.BigIntegerField(_("entrée rompue"), null=True)

    class Meta:
        verbose_name = _("vérification du journal")
        verbose_name_plural = _("vérifications du journal")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.last_id}"
