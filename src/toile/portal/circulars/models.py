"""A message to members, and to whom it went."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.cinemas.models import Cinema
from toile.portal.jobs.models import Job
from toile.portal.mail.models import Mail

LONGEST_SUBJECT = 120
LONGEST_TEXT = 10_000


class Circular(Keyed):
    """A message; a draft until it is sent, and never changed after."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("brouillon")
        SENDING = "sending", _("envoi en cours")
        SENT = "sent", _("envoyé")

    subject = models.CharField(_("objet"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("texte"), max_length=LONGEST_TEXT)
    # The fields of ``agreements.members.Choice``.
    choice = models.JSONField(_("destinataires"), default=dict, blank=True)
    state = models.CharField(
        _("état"), max_length=7, choices=State, default=State.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("modifié le"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    # Who sends it in the background; forgotten some weeks after.
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("message aux membres")
        verbose_name_plural = _("messages aux membres")
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.subject


class Delivery(Keyed):
    """One address that a message goes to, for which cinema."""

    class State(models.TextChoices):
        """How far it is; what becomes of the mail itself is the mail's to say."""

        WAITING = "waiting", _("à envoyer")
        WRITTEN = "written", _("écrit")
        FAILED = "failed", _("non envoyé")

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="deliveries")
    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="+")
    address = models.EmailField(_("adresse"))
    mail = models.OneToOneField(Mail, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("état"), max_length=7, choices=State, default=State.WAITING
    )
    error = models.CharField(_("raison"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("envoi")
        verbose_name_plural = _("envois")
        ordering = ["address"]
        constraints = [
            # Whatever happens, nobody gets the same message twice.
            models.UniqueConstraint(
                fields=["circular", "address"], name="a_message_once_an_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} – {self.circular}"

    @property
    def mail_state(self) -> str:
        """The code by which what became of it is coloured."""
        return self.mail.state if self.mail else self.state

    @property
    def mail_words(self) -> str:
        """What became of it."""
        if self.mail:
            return str(self.mail.get_state_display())
        if self.state == self.State.WRITTEN:
            return str(_("effacé"))
        return str(self.get_state_display())
