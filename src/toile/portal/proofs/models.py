"""What the portal keeps of the proofs of consent: no person is in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.models import Site
from toile.portal.keys import Keyed


class ProofDay(models.Model):
    """A day's answers of a site as they were proven; a projection of the worker's."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="proof_days")
    day = models.DateField(_("jour"))
    yes = models.PositiveBigIntegerField(_("acceptations"), default=0)
    no = models.PositiveBigIntegerField(_("refus"), default=0)
    withdrawals = models.PositiveBigIntegerField(_("retraits"), default=0)
    # Yeses whose tool named no version of its text.
    without_text = models.PositiveBigIntegerField(_("sans texte nommé"), default=0)
    # By code of ConsentRefusal: yeses that were told and not believed.
    refused = models.JSONField(_("non crus"), default=dict)

    class Meta:
        verbose_name = _("preuves d’une journée")
        verbose_name_plural = _("preuves des journées")
        constraints = [
            models.UniqueConstraint(fields=["site", "day"], name="one_row_a_proof_day")
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.day}"


class ProofSeal(models.Model):
    """The hash of a strand at a length. The database refuses to change or delete it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="proof_seals")
    strand = models.CharField(_("brin"), max_length=64)
    count = models.PositiveBigIntegerField(_("preuves"))
    head = models.CharField(_("empreinte"), max_length=64)
    at = models.DateTimeField(_("scellé le"))

    class Meta:
        verbose_name = _("scellé de preuves")
        verbose_name_plural = _("scellés de preuves")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "strand", "count"], name="one_seal_a_length"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.strand} {self.count}"


class ProofCheck(models.Model):
    """The last look at a site's strands: how many proofs, and what was wrong."""

    site = models.OneToOneField(Site, models.PROTECT, related_name="proof_check")
    at = models.DateTimeField(_("vérifié le"))
    proofs = models.PositiveBigIntegerField(_("preuves"))
    fault = models.CharField(_("défaut"), max_length=20, blank=True)
    strand = models.CharField(_("brin"), max_length=64, blank=True)
    place = models.PositiveBigIntegerField(_("à la preuve"), default=0)

    class Meta:
        verbose_name = _("vérification de preuves")
        verbose_name_plural = _("vérifications de preuves")

    def __str__(self) -> str:
        return f"{self.site} {self.at:%Y-%m-%d %H:%M}"


class ProofExport(Keyed):
    """A file of one site's proofs, asked for here and written by the pool's worker."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("en préparation")
        READY = "ready", _("prêt")
        FAILED = "failed", _("échoué")
        DROPPED = "dropped", _("effacé")

    site = models.ForeignKey(Site, models.PROTECT, related_name="proof_exports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("demandé le"))
    since = models.DateField(_("du"))
    until = models.DateField(_("au"))
    state = models.CharField(
        _("état"), max_length=7, choices=State, default=State.WAITING
    )
    made_at = models.DateTimeField(_("écrit le"), null=True, blank=True)
    proofs = models.PositiveBigIntegerField(_("preuves"), default=0)
    digest = models.CharField(_("empreinte du fichier"), max_length=64, blank=True)
    error = models.CharField(_("raison"), max_length=300, blank=True)
    body = models.BinaryField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("export de preuves")
        verbose_name_plural = _("exports de preuves")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "asked_at"], name="exports_waiting")]

    def __str__(self) -> str:
        return f"{self.site} {self.since} – {self.until}"
