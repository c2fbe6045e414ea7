"""Contracts and their terms."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed

FEE_MICROS = 400  # 0.40 EUR for 1000 billable clicks (SPECS §7.1)
THRESHOLD_MICROS = 25_000_000
WINDOW_DAYS = 90


class Agreement(Keyed):
    """A signed contract; days are inclusive, by the calendar of Paris."""

    class Kind(models.TextChoices):
        """Between whom."""

        OPERATOR_UNION = "operator_union", _("opérateur–syndicat")
        UNION_CINEMA = "union_cinema", _("syndicat–cinéma")

    class SharingRule(models.TextChoices):
        """How a click's fee is divided."""

        EQUAL = "equal", _("à parts égales")

    kind = models.CharField(_("genre"), max_length=14, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("contrepartie")
    )
    cinema = models.ForeignKey(
        Cinema, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    reference = models.CharField(_("référence"), max_length=40)
    signed_on = models.DateField(_("signée le"))
    starts_on = models.DateField(_("en vigueur du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    terminated_on = models.DateField(_("résiliée le"), null=True, blank=True)
    fee_micros = models.PositiveBigIntegerField(
        _("redevance par clic (micro-euros)"), default=FEE_MICROS
    )
    sharing_rule = models.CharField(
        _("partage"), max_length=10, choices=SharingRule, default=SharingRule.EQUAL
    )
    window_days = models.PositiveSmallIntegerField(
        _("fenêtre d’attribution (jours)"), default=WINDOW_DAYS
    )
    threshold_micros = models.PositiveBigIntegerField(
        _("seuil de reversement (micro-euros)"), default=THRESHOLD_MICROS
    )

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ["-starts_on", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="operator_union", cinema__isnull=True)
                | models.Q(kind="union_cinema", cinema__isnull=False),
                name="a_cinema_where_a_cinema_signs",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def last_day(self) -> datetime.date:
        """The last day on which the agreement counts."""
        last = self.ends_on or datetime.date.max
        if self.terminated_on is None:
            return last
        return min(last, self.terminated_on - datetime.timedelta(days=1))

    def clean(self) -> None:
        """Refuse impossible dates and a second agreement for the same days."""
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("La convention finirait avant de commencer.")}
            )
        if self.cinema_id is None:
            return
        others = Agreement.objects.filter(cinema_id=self.cinema_id).exclude(pk=self.pk)
        for other in others:
            if self.starts_on <= other.last_day and other.starts_on <= self.last_day:
                raise ValidationError(
                    _(
                        "Ce cinéma a déjà la convention %(reference)s sur ces dates : "
                        "résiliez-la d’abord, ou choisissez d’autres dates."
                    ),
                    params={"reference": other.reference},
                )


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


class Signature(Keyed):
    """The proof of an electronic signature; the database refuses to change it.

    What was read is kept whole, with its hash; from where it was signed is not.
    """

    agreement = models.OneToOneField(
        Agreement, models.PROTECT, related_name="signature"
    )
    text_version = models.CharField(_("version du texte"), max_length=10)
    text = models.TextField(_("texte signé"))
    text_hash = models.CharField(_("empreinte (SHA-256)"), max_length=64)
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    signer_name = models.CharField(_("signataire"), max_length=120)
    signer_function = models.CharField(_("fonction"), max_length=120)
    signed_at = models.DateTimeField(_("signé le"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")

    def __str__(self) -> str:
        return f"{self.agreement} – {self.signer_name}"
