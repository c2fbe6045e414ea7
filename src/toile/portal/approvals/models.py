"""What the union is asked, and what it answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation

LONGEST_COMMENT = 2_000


class Approval(Keyed):
    """One request to the union, about one subject, with its decision."""

    class Kind(models.TextChoices):
        """What can be asked for."""

        CINEMA = "cinema", _("cinéma")
        FILM = "film", _("film")
        CAMPAIGN = "campaign", _("campagne")

    class Status(models.TextChoices):
        """How the request stands."""

        PENDING = "pending", _("en attente")
        APPROVED = "approved", _("accordé")
        REFUSED = "refused", _("refusé")
        # The subject changed before the union answered; a newer request stands for it.
        LAPSED = "lapsed", _("caduc")

    kind = models.CharField(_("genre"), max_length=8, choices=Kind)
    subject_id = models.CharField(_("objet"), max_length=26)
    subject_name = models.CharField(_("nom"), max_length=200)
    # What was shown to the union when it decided: [label, value] pairs.
    facts = models.JSONField(_("éléments"), default=list, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("demandeur")
    )
    status = models.CharField(
        _("état"), max_length=8, choices=Status, default=Status.PENDING
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(_("demandé le"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True)
    comment = models.TextField(_("commentaire"), blank=True)

    class Meta:
        verbose_name = _("accord préalable")
        verbose_name_plural = _("accords préalables")
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(status="pending"),
                name="one_pending_request_a_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} « {self.subject_name} »"


class Comment(Keyed):
    """A word between the union and who asked, on one request."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("écrit le"))
    text = models.TextField(_("message"), max_length=LONGEST_COMMENT)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:80]
