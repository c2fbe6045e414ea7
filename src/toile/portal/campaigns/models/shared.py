"""A link by which somebody without an account reads one campaign's report."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import User
from toile.portal.campaigns.models.campaign import Campaign


class ReportLink(Keyed):
    """Who holds the token reads the report, until it expires or is revoked.

    Only the token's SHA-256 is kept: whoever reads this table cannot open a report.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="links")
    label = models.CharField(_("pour qui"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    with_money = models.BooleanField(_("montre les montants"), default=False)
    made_at = models.DateTimeField(_("créé le"))
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Never, if there is none.
    expires_at = models.DateTimeField(_("échéance"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)

    class Meta:
        verbose_name = _("lien de partage")
        verbose_name_plural = _("liens de partage")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.label

    def state(self, now: datetime.datetime) -> str:
        """Tell whether the link opens: ``active``, ``revoked`` or ``expired``."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "active"
