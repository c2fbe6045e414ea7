"""Answers kept for a day, so that a request sent twice is done once."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.keys import Keyed
from toile.portal.tokens.models import ApiToken


class KeptAnswer(Keyed):
    """What was answered to an idempotency key; no status yet means under way."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(_("clé d’idempotence"), max_length=255)
    fingerprint = models.CharField(max_length=64)
    claimed_at = models.DateTimeField(_("date"), default=timezone.now, db_index=True)
    status = models.PositiveSmallIntegerField(_("état"), null=True)
    content_type = models.CharField(max_length=80, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name = _("réponse gardée")
        verbose_name_plural = _("réponses gardées")
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="one_answer_an_idempotency_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.status or '…'}"
