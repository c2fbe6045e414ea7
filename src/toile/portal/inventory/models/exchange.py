"""Exchanges: marketplaces that send bid requests, and what is agreed with them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.ads.exchanges.domains import host_of
from toile.portal.accounts.keys import Keyed
from toile.portal.inventory.agreed import (
    clean_hosts,
    clean_networks,
    clean_sync_url,
    clean_unsync_url,
)


class Exchange(Keyed):
    """A marketplace (SSP); the fields of ``wire.exchanges.Exchange``.

    No secret is kept that could be read again: of the shared one there is a digest,
    price keys are sealed with the operator's key.
    """

    class Version(models.TextChoices):
        """Which OpenRTB it speaks."""

        OLDER = "2.5", "OpenRTB 2.5"
        NEWER = "2.6", "OpenRTB 2.6"

    class Chain(models.TextChoices):
        """What its supply chains must be."""

        IGNORE = "ignore", _("sans contrôle")
        KNOWN = "known", _("le dernier vendeur est cette place de marché")
        COMPLETE = "complete", _("complète, du support à cette place de marché")

    class Bills(models.TextChoices):
        """What counts a banner."""

        NOTICE = "burl", _("l’avis de facturation (burl)")
        IMPRESSION = "impression", _("l’affichage lui-même")

    class Status(models.TextChoices):
        """Whether it is answered."""

        ACTIVE = "active", _("ouverte")
        PAUSED = "paused", _("en pause")

    name = models.CharField(_("nom"), max_length=160)
    # The word of its address: POST /openrtb/<slug>.
    slug = models.SlugField(_("nom court"), max_length=40, unique=True)
    status = models.CharField(
        _("état"), max_length=6, choices=Status, default=Status.ACTIVE
    )
    version = models.CharField(
        _("version"), max_length=3, choices=Version, default=Version.NEWER
    )
    # What its lines of an ads.txt begin with (ads.txt 1.1 §3.3, field 1).
    system = models.CharField(_("domaine dans les ads.txt"), max_length=253, blank=True)
    seat = models.CharField(_("siège d’acheteur"), max_length=64, blank=True)
    # SHA-256 in hex; the secret itself was shown once.
    secret_digest = models.CharField(
        _("empreinte du secret"), max_length=64, blank=True, editable=False
    )
    secret_made_at = models.DateTimeField(
        _("secret fait le"), null=True, blank=True, editable=False
    )
    networks = models.JSONField(_("réseaux"), default=list, blank=True)
    by_browser = models.BooleanField(_("par le navigateur (Prebid.js)"), default=False)
    queries_a_second = models.PositiveIntegerField(
        _("demandes par seconde, au plus"), default=0
    )
    hosts = models.JSONField(_("sites permis"), default=list, blank=True)
    ads_txt = models.BooleanField(_("exiger l’ads.txt"), default=False)
    supply_chain = models.CharField(
        _("chaîne de vente"), max_length=8, choices=Chain, default=Chain.IGNORE
    )
    # Sealed by ``ads.exchanges.vault``.
    price_keys = models.TextField(_("clés de prix"), blank=True, editable=False)
    price_keys_at = models.DateTimeField(
        _("clés de prix enregistrées le"), null=True, blank=True, editable=False
    )
    sync_url = models.CharField(_("adresse d’appariement"), max_length=500, blank=True)
    unsync_url = models.CharField(_("adresse d’oubli"), max_length=500, blank=True)
    explains = models.BooleanField(_("expliquer les refus"), default=False)
    bills = models.CharField(
        _("ce qui compte un encart"),
        max_length=10,
        choices=Bills,
        default=Bills.NOTICE,
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("adresse e-mail"), blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("place de marché")
        verbose_name_plural = _("places de marché")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shut(self) -> bool:
        """Tell whether it has no way to show who it is: then nothing is let in."""
        return not (self.secret_digest or self.networks or self.by_browser)

    def clean(self) -> None:
        """Write domains as DNS does, networks as CIDR; all faults at once."""
        faults: dict[str, ValidationError] = {}
        given = self.system
        self.system = host_of(given)
        if given.strip() and "." not in self.system:
            faults["system"] = ValidationError(
                _("Donnez un nom de domaine, comme exemple.com.")
            )
        for name, cleaned in (
            ("networks", clean_networks),
            ("hosts", clean_hosts),
            ("sync_url", clean_sync_url),
            ("unsync_url", clean_unsync_url),
        ):
            try:
                setattr(self, name, cleaned(getattr(self, name)))
            except ValidationError as error:
                faults[name] = error
        if self.ads_txt and not self.system and "system" not in faults:
            faults["system"] = ValidationError(
                _("Pour exiger l’ads.txt, donnez le domaine que les ads.txt citent.")
            )
        if self.supply_chain != self.Chain.IGNORE and not self.system:
            faults.setdefault(
                "system",
                ValidationError(
                    _(
                        "Pour contrôler la chaîne de vente, donnez le domaine qui la "
                        "clôt."
                    )
                ),
            )
        if faults:
            raise ValidationError(faults)
