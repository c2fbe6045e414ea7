"""Who signs: organisations before the law."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.keys import Keyed


class LegalIdentity(Keyed):
    """Who an organisation is before the law and the tax office."""

    class VatRegime(models.TextChoices):
        """How its share is invoiced (SPECS §7.3)."""

        NORMAL = "normal", _("assujetti à la TVA (numéro de TVA)")
        FRANCHISE = "franchise", _("franchise en base (art. 293 B du CGI)")
        EXEMPT = "exempt", _("organisme public ou exonéré")

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="identity"
    )
    legal_name = models.CharField(_("raison sociale"), max_length=160)
    siret = models.CharField("SIRET", max_length=14)
    street = models.CharField(_("rue"), max_length=160)
    postal_code = models.CharField(_("code postal"), max_length=5)
    town = models.CharField(_("ville"), max_length=120)
    vat_regime = models.CharField(_("régime de TVA"), max_length=9, choices=VatRegime)
    vat_number = models.CharField(_("numéro de TVA"), max_length=14, blank=True)
    contact_name = models.CharField(_("personne à contacter"), max_length=120)

    class Meta:
        verbose_name = _("identité légale")
        verbose_name_plural = _("identités légales")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vat_regime="normal") ^ models.Q(vat_number=""),
                name="a_vat_number_where_vat_is_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.legal_name} ({self.siret})"
