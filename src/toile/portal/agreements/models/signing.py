"""How an agreement was signed: codes on their way, proofs, papers, endings.

All but the codes only ever grow: the database refuses to change a row.
"""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.agreements.models.agreement import Agreement
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed


class Authority(models.TextChoices):
    """By what right somebody engages the organisation."""

    LEGAL = "legal", _("je la représente de par la loi ou les statuts")
    MANDATE = "mandate", _("j’ai reçu une délégation écrite de signature")


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


class SigningCode(Keyed):
    """A code that was mailed to whoever wants to sign; it fits one text and one person.

    Known by a keyed hash alone: who reads the database cannot sign with it.
    """

    VALID_FOR = datetime.timedelta(minutes=15)
    TRIES = 5

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    cinema = models.ForeignKey(
        Cinema, models.CASCADE, null=True, blank=True, related_name="+"
    )
    text_hash = models.CharField(_("empreinte (SHA-256)"), max_length=64)
    signer_name = models.CharField(_("signataire"), max_length=120)
    signer_function = models.CharField(_("fonction"), max_length=120)
    authority = models.CharField(_("pouvoir"), max_length=7, choices=Authority)
    code_hash = models.CharField(max_length=64)
    sent_to = models.EmailField(_("envoyé à"))
    sent_at = models.DateTimeField(_("envoyé le"))
    tries = models.PositiveSmallIntegerField(_("essais"), default=0)
    # Used, replaced by another, or tried too often.
    spent_at = models.DateTimeField(_("sans effet depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("code de signature")
        verbose_name_plural = _("codes de signature")
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["user", "sent_at"], name="codes_by_user")]

    def __str__(self) -> str:
        return f"{self.signer_name} – {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Tell whether the code still signs."""
        return self.spent_at is None and timezone.now() < self.sent_at + self.VALID_FOR


class Evidence(Keyed):
    """What proves a signature by code: no address of a machine is kept (GDPR 5(1)(c)).

    ``text_hash`` of the signature, the mailbox to which the code went, and that it
    came back, tell who signed; an IP address would add a person's whereabouts.
    """

    signature = models.OneToOneField(Signature, models.PROTECT, related_name="evidence")
    authority = models.CharField(_("pouvoir"), max_length=7, choices=Authority)
    sent_to = models.EmailField(_("code envoyé à"))
    sent_at = models.DateTimeField(_("code envoyé le"))
    agreed_to = models.TextField(_("consentement à signer"))

    class Meta:
        verbose_name = _("preuve de signature")
        verbose_name_plural = _("preuves de signature")

    def __str__(self) -> str:
        return str(self.signature)


class UnionAnswer(Keyed):
    """The union's own signature under an agreement, or its refusal."""

    agreement = models.OneToOneField(
        Agreement, models.PROTECT, related_name="union_answer"
    )
    accepted = models.BooleanField(_("signée"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("le"))
    reason = models.TextField(_("raison"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("réponse du syndicat")
        verbose_name_plural = _("réponses du syndicat")

    def __str__(self) -> str:
        return f"{self.agreement} – {self.by}"


class Paper(Keyed):
    """A file of an agreement: sealed by us, or a scan that somebody brought."""

    class Kind(models.TextChoices):
        """What the file is."""

        SIGNED = "signed", _("signée par la contrepartie, scellée")
        COUNTERSIGNED = "countersigned", _("signée par les deux parties, scellée")
        AMENDMENT = "amendment", _("avenant, scellé par le syndicat")
        SCAN = "scan", _("signée sur papier, numérisée")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="papers")
    kind = models.CharField(_("genre"), max_length=13, choices=Kind)
    content = models.BinaryField(_("contenu"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.agreement} – {self.get_kind_display()}"


class SealCertificate(Keyed):
    """A certificate by which we have sealed; a paper is judged by those alone."""

    fingerprint = models.CharField("SHA-256", max_length=64, unique=True)
    certificate = models.BinaryField(_("certificat (DER)"))
    since = models.DateTimeField(_("depuis"))

    class Meta:
        verbose_name = _("certificat du cachet")
        verbose_name_plural = _("certificats du cachet")
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class Termination(Keyed):
    """Who ended an agreement, why, from which day; kept even if it is taken back."""

    class Side(models.TextChoices):
        """Who ends it."""

        UNION = "union", _("le syndicat")
        COUNTERPART = "counterpart", _("la contrepartie")

    class Cause(models.TextChoices):
        """Why; all but the first end an agreement without notice (text 2026-12, §9)."""

        NOTICE = "notice", _("sans faute, avec préavis")
        CONSENT = "consent", _("collecte sans consentement valable")
        SECURITY = "security", _("atteinte à la sécurité ou à la clé")
        UNPAID = "unpaid", _("somme due non payée après mise en demeure")
        BREACH = "breach", _("autre manquement grave")
        CLOSED = "closed", _("cessation d’activité")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="terminations"
    )
    side = models.CharField(_("par"), max_length=11, choices=Side)
    cause = models.CharField(_("motif"), max_length=8, choices=Cause)
    reason = models.TextField(_("explication"), blank=True, max_length=1000)
    day = models.DateField(_("à partir du"))
    said_at = models.DateTimeField(_("dit le"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("résiliation")
        verbose_name_plural = _("résiliations")
        ordering = ["-said_at"]

    def __str__(self) -> str:
        return f"{self.agreement} – {self.day}"
