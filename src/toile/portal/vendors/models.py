"""The lists as they were last read well, and every version of the vendor list."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TcfList(models.Model):
    """One of the lists: when it was tried and read, and what is needed of it."""

    class Kind(models.TextChoices):
        """Which list."""

        VENDORS = "vendors", _("fournisseurs (GVL)")
        PURPOSES = "purposes", _("finalités en français")
        TOOLS = "tools", _("outils de consentement (CMP)")

    class Status(models.TextChoices):
        """What came of the last try."""

        READ = "read", _("lue")
        FAILED = "failed", _("échec")

    kind = models.CharField(
        _("liste"), primary_key=True, max_length=8, choices=Kind, editable=False
    )
    status = models.CharField(_("état"), max_length=6, choices=Status)
    error = models.CharField(_("raison"), max_length=300, blank=True)
    tried_at = models.DateTimeField(_("dernier essai"))
    read_at = models.DateTimeField(_("dernière bonne lecture"), null=True)
    # Until then its server asks that it not be fetched again (Cache-Control).
    fresh_until = models.DateTimeField(_("fraîche jusqu’au"), null=True)
    # What it says of its own date.
    updated_at = models.DateTimeField(_("datée du"), null=True)
    facts = models.JSONField(_("contenu utile"), default=dict)

    class Meta:
        verbose_name = _("liste de l’IAB")
        verbose_name_plural = _("listes de l’IAB")

    def __str__(self) -> str:
        return self.get_kind_display()


class VendorListVersion(models.Model):
    """A version of the vendor list, kept as it came (compressed)."""

    version = models.PositiveIntegerField(_("version"), primary_key=True)
    policy_version = models.PositiveSmallIntegerField(_("version des règles"))
    updated_at = models.DateTimeField(_("datée du"))
    read_at = models.DateTimeField(_("lue le"))
    vendors = models.PositiveIntegerField(_("fournisseurs"))
    document = models.BinaryField(editable=False)
    # What our own entry says, as masks of purposes, and whose number was looked for.
    vendor = models.PositiveIntegerField(_("notre numéro"), default=0)
    consent = models.PositiveIntegerField(default=0)
    interest = models.PositiveIntegerField(default=0)
    flexible = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version de la liste des fournisseurs")
        verbose_name_plural = _("versions de la liste des fournisseurs")
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(self.version)
