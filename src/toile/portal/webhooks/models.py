"""Addresses that want to be told, what they are told, and how that went."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation


class Event(models.TextChoices):
    """What can be told."""

    APPROVAL_DECIDED = "approval.decided", _("le syndicat a répondu à une demande")
    CAMPAIGN_DELIVERY = "campaign.delivery", _("chiffres de la veille d’une campagne")
    STATEMENT_ISSUED = "statement.issued", _("un relevé est établi")
    INVOICE_ISSUED = "invoice.issued", _("une facture ou un avoir est établi")


TEST = "webhook.test"


class Endpoint(Keyed):
    """An address of an organisation's program."""

    class State(models.TextChoices):
        """Whether it is told anything."""

        ACTIVE = "active", _("actif")
        PAUSED = "paused", _("en pause")
        # It failed for days, or said that it is gone.
        DISABLED = "disabled", _("désactivé")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="webhooks"
    )
    url = models.CharField(_("adresse"), max_length=500)
    events = models.JSONField(_("événements"), default=list)
    # To sign with it, it must be readable; it is shown once.
    secret = models.CharField(max_length=100)
    state = models.CharField(
        _("état"), max_length=8, choices=State, default=State.ACTIVE
    )
    failing_since = models.DateTimeField(_("échoue depuis"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("créé le"))

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"], name="one_webhook_an_address"
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def event_labels(self) -> list[str]:
        """What it is told, in words."""
        return [str(Event(event).label) for event in self.events]


class Message(Keyed):
    """One thing told to one address; its id is the webhook-id of each attempt."""

    class State(models.TextChoices):
        """How the telling stands."""

        WAITING = "waiting", _("en attente")
        DONE = "done", _("remis")
        FAILED = "failed", _("échoué")

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="messages")
    event = models.CharField(_("événement"), max_length=32)
    # What happened, named so that it is told once however often it is noticed.
    key = models.CharField(max_length=120)
    # The very text that is signed and sent.
    body = models.TextField(_("contenu"))
    state = models.CharField(
        _("état"), max_length=8, choices=State, default=State.WAITING
    )
    made_at = models.DateTimeField(_("écrit le"))
    attempts_made = models.PositiveSmallIntegerField(_("essais"), default=0)
    next_at = models.DateTimeField(_("prochain essai"), null=True, blank=True)
    done_at = models.DateTimeField(_("remis le"), null=True, blank=True)

    class Meta:
        verbose_name = _("message de webhook")
        verbose_name_plural = _("messages de webhook")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["state", "next_at"], name="webhook_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "key"], name="one_message_an_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"

    def event_label(self) -> str:
        """Say what is told."""
        known = dict(Event.choices) | {TEST: _("essai")}
        return str(known.get(self.event, self.event))


class Attempt(Keyed):
    """One try to deliver a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(_("date"))
    status = models.PositiveSmallIntegerField(_("réponse"), null=True)
    duration_ms = models.PositiveIntegerField(_("durée (ms)"))
    error = models.CharField(_("ce qui ne va pas"), max_length=300, blank=True)
    answer = models.CharField(_("début de la réponse"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("essai de webhook")
        verbose_name_plural = _("essais de webhook")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.status or self.error}"
