"""Exchanges and deals: written down now, bid on once buying by auction is there."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.ads.exchanges.domains import host_of
from toile.portal.accounts.keys import Keyed
from toile.portal.inventory.models.placement import Placement
from toile.portal.inventory.models.publisher import Publisher


class Exchange(Keyed):
    """A marketplace (SSP) that will send bid requests."""

    name = models.CharField(_("nom"), max_length=160)
    # The word of its address: POST /openrtb/<slug>.
    slug = models.SlugField(_("nom court"), max_length=40, unique=True)
    # What its lines of an ads.txt begin with (ads.txt 1.1 §3.3, field 1).
    system = models.CharField(_("domaine dans les ads.txt"), max_length=253, blank=True)
    seat = models.CharField(_("siège d’acheteur"), max_length=64, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("adresse e-mail"), blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("place de marché")
        verbose_name_plural = _("places de marché")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Write its domain as DNS does."""
        given = self.system
        self.system = host_of(given)
        if given.strip() and "." not in self.system:
            raise ValidationError(
                {"system": _("Donnez un nom de domaine, comme exemple.com.")}
            )


class Deal(Keyed):
    """A private agreement on an exchange: a floor, dates, perhaps some placements."""

    class Status(models.TextChoices):
        """Whether it is to be bid on."""

        ACTIVE = "active", _("prêt")
        PAUSED = "paused", _("en pause")

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="deals")
    # As the exchange writes it in imp.pmp.deals.id (OpenRTB 2.6 §3.2.12).
    code = models.CharField(_("identifiant du deal"), max_length=64)
    name = models.CharField(_("nom"), max_length=160)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="deals"
    )
    placements = models.ManyToManyField(
        Placement,
        blank=True,
        related_name="deals",
        verbose_name=_("emplacements"),
    )
    floor_micros = models.BigIntegerField(
        _("prix plancher de 1000 impressions (micro-euros)"), default=0
    )
    starts_on = models.DateField(_("premier jour"), null=True, blank=True)
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        ordering = ["exchange__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "code"], name="one_deal_a_code_and_exchange"
            ),
            models.CheckConstraint(
                condition=models.Q(floor_micros__gte=0),
                name="a_deal_s_floor_is_nothing_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} – {self.name}"

    def clean(self) -> None:
        """Refuse dates that end before they begin."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("Le dernier jour vient avant le premier.")}
            )
