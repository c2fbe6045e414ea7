"""The token of a program; its text itself is kept nowhere."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.keys import Keyed


class ApiToken(Keyed):
    """A program acts for an organisation, as the person who made its token may."""

    class Status(models.TextChoices):
        """Whether a token still opens anything."""

        ACTIVE = "active", _("actif")
        EXPIRED = "expired", _("expiré")
        REVOKED = "revoked", _("révoqué")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="api_tokens",
        verbose_name=_("créé par"),
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("nom"), max_length=80)
    # How people tell their tokens apart; too short to guess the rest by.
    prefix = models.CharField(_("début"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("droits"), default=list)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    expires_at = models.DateTimeField(_("expire le"))
    last_used_at = models.DateTimeField(_("dernier usage"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)

    class Meta:
        verbose_name = _("jeton")
        verbose_name_plural = _("jetons")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def status(self) -> str:
        """Tell whether the token still opens anything, as the pages name it."""
        if self.revoked_at:
            return self.Status.REVOKED
        expired = self.expires_at <= timezone.now()
        return self.Status.EXPIRED if expired else self.Status.ACTIVE

    @property
    def status_words(self) -> str:
        """The same in words."""
        return str(self.Status(self.status).label)
