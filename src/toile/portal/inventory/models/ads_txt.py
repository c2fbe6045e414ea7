"""The ads.txt files of the inventory's domains, as they were last read.

And the app-ads.txt of those whose publisher has apps: rows of their own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

OF_APPS = "app-ads.txt@"
"""What the key of a domain's app-ads.txt begins with: no domain does."""


class AdsTxt(models.Model):
    """What a domain declares about who may sell its space.

    ``body`` is the last good copy, as it was sent; empty if there was none, or if the
    last good answer was that there is no file.
    """

    class Status(models.TextChoices):
        """How the last reading went."""

        UNREAD = "unread", _("pas encore lu")
        READ = "read", _("lu")
        ABSENT = "absent", _("aucun fichier")
        FAILED = "failed", _("lecture échouée")

    # A root domain, or a subdomain that its root names (ads.txt 1.1 §5.5).
    domain = models.CharField(_("domaine"), primary_key=True, max_length=253)
    address = models.CharField(_("adresse"), max_length=300)
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.UNREAD
    )
    error = models.CharField(_("ce qui ne va pas"), max_length=300, blank=True)
    tried_at = models.DateTimeField(_("essayé le"), null=True, blank=True)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)
    body = models.BinaryField(_("contenu"), default=bytes, blank=True)
    # By system: how many accounts are [direct, resold]. A list shows many domains, and
    # a large publisher's file takes 20 ms to read.
    systems = models.JSONField(_("systèmes"), default=dict, blank=True)
    faults = models.PositiveIntegerField(_("lignes illisibles"), default=0)

    class Meta:
        verbose_name = _("ads.txt")
        verbose_name_plural = _("ads.txt")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain

    @property
    def host(self) -> str:
        """The domain that declares it."""
        return self.domain.removeprefix(OF_APPS)

    @property
    def known(self) -> bool:
        """Tell whether anything good was ever read, if only that there is no file."""
        return self.read_at is not None
