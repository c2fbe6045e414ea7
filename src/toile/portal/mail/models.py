"""The outbox, what hangs on a mail, and who wants none."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.keys import Keyed


class Kind(models.TextChoices):
    """What a person may refuse; mails about one's own account are no kind."""

    WEEKLY = "weekly", _("la lettre hebdomadaire")
    ALERT = "alert", _("les alertes")
    MESSAGE = "message", _("les messages du syndicat aux membres")


class Mail(Keyed):
    """One mail to one address."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("en attente")
        SENT = "sent", _("parti")
        FAILED = "failed", _("échoué")
        # The address had refused this kind: said here, sent nowhere.
        SKIPPED = "skipped", _("non envoyé (désinscription)")
        # No server is set: a demonstration, or an installation not finished yet.
        KEPT = "kept", _("gardé sur place")

    template = models.CharField(_("modèle"), max_length=80)
    recipient = models.EmailField(_("destinataire"))
    language = models.CharField(_("langue"), max_length=8)
    kind = models.CharField(_("genre"), max_length=8, choices=Kind, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    # Emptied after some days; what is said about the sending stays.
    text = models.TextField(_("texte"), blank=True)
    html = models.TextField("HTML", blank=True)
    emptied_at = models.DateTimeField(_("contenu effacé le"), null=True, blank=True)
    # The same at each attempt, so that a mail that left twice is shown once.
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    state = models.CharField(
        _("état"), max_length=8, choices=State, default=State.WAITING
    )
    made_at = models.DateTimeField(_("écrit le"))
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    next_at = models.DateTimeField(_("prochain essai"), null=True, blank=True)
    sent_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    error = models.CharField(_("raison"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("courrier")
        verbose_name_plural = _("courriers")
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["state", "next_at"], name="mail_by_due"),
            models.Index(fields=["-made_at", "-id"], name="mail_by_age"),
            models.Index(fields=["recipient"], name="mail_by_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"


class Attachment(Keyed):
    """A file that travels with a mail."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="attachments")
    name = models.CharField(_("nom"), max_length=120)
    media_type = models.CharField(_("type"), max_length=80)
    content = models.BinaryField(_("contenu"))

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")

    def __str__(self) -> str:
        return self.name


class Refusal(Keyed):
    """An address that no longer wants mails of a kind."""

    address = models.EmailField(_("adresse"))
    kind = models.CharField(_("genre"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("date"))

    class Meta:
        verbose_name = _("désinscription")
        verbose_name_plural = _("désinscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind"], name="one_refusal_an_address_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} – {self.get_kind_display()}"
