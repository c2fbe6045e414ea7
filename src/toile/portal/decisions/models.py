"""What the union said of a site that reports strangely."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.cinemas.models import Site

LONGEST_REASON = 1_000


class SiteVerdict(Keyed):
    """One decision about a site; the newest one counts."""

    class Verdict(models.TextChoices):
        """What was decided."""

        SUSPENDED = "suspended", _("suspendu")
        LIFTED = "lifted", _("suspension levée")
        # Looked at and found in order: the same signs stay quiet for a while.
        LEFT = "left", _("laissé en service")

    site = models.ForeignKey(Site, models.PROTECT, related_name="verdicts")
    verdict = models.CharField(_("décision"), max_length=9, choices=Verdict)
    reason = models.TextField(_("motif"), max_length=LONGEST_REASON)
    # The codes of the signs that were seen then (``decisions.signs``).
    signs = models.JSONField(_("signes"), default=list, blank=True)
    at = models.DateTimeField(_("décidé le"))
    # Nobody when a check of the site decided (``sitechecks``).
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("décision sur un site")
        verbose_name_plural = _("décisions sur des sites")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.site} – {self.get_verdict_display()}"
