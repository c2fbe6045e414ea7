"""The mandate by which the union writes a cinema's invoices; a row never changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed


class Mandate(Keyed):
    """A mandate that was given or taken back; of a cinema, the newest counts.

    Where there is none, the mandate in the signed agreement counts (its article 6).
    """

    class Deed(models.TextChoices):
        """What happened."""

        SIGNED = "signed", _("signé au portail")
        BROUGHT = "brought", _("signé sur papier, déposé")
        REVOKED = "revoked", _("révoqué")

    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="mandates")
    deed = models.CharField(_("acte"), max_length=7, choices=Deed)
    signer_name = models.CharField(_("signataire"), max_length=120)
    signer_function = models.CharField(_("fonction"), max_length=120)
    signed_on = models.DateField(_("signé le"))
    text = models.TextField(_("texte signé"), blank=True)
    document = models.BinaryField(_("document"), null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("noté le"))

    class Meta:
        verbose_name = _("mandat de facturation")
        verbose_name_plural = _("mandats de facturation")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deed="brought", document__isnull=False)
                | ~models.Q(deed="brought") & models.Q(document__isnull=True),
                name="a_document_where_one_was_brought",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cinema} – {self.get_deed_display()}"
