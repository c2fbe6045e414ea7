"""A person's request, what was answered, and the document that went with it."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed

LONGEST_TEXT = 5_000


class SubjectRequest(Keyed):
    """One request; open until it is closed, and late once its day has passed."""

    class Kind(models.TextChoices):
        """Which right is asked for, by the article of the GDPR."""

        ACCESS = "access", _("accès (art. 15)")
        RECTIFY = "rectify", _("rectification (art. 16)")
        ERASE = "erase", _("effacement (art. 17)")
        PORTABILITY = "portability", _("portabilité (art. 20)")
        OBJECT = "object", _("opposition (art. 21)")

    class Channel(models.TextChoices):
        """How it came."""

        LETTER = "letter", _("courrier")
        MAIL = "mail", _("courriel")
        OTHER = "other", _("autre")

    number = models.PositiveIntegerField(_("numéro"), unique=True)
    kind = models.CharField(_("droit demandé"), max_length=12, choices=Kind)
    channel = models.CharField(_("reçue par"), max_length=6, choices=Channel)
    received_on = models.DateField(_("reçue le"))
    due_on = models.DateField(_("répondre avant le"))
    person = models.CharField(_("qui demande"), max_length=200)
    contact = models.CharField(_("où lui répondre"), max_length=300)
    text = models.TextField(_("ce qui est demandé"), max_length=LONGEST_TEXT)
    prolonged_on = models.DateField(_("prolongation annoncée le"), null=True)
    prolonged_why = models.TextField(_("motif"), max_length=LONGEST_TEXT, blank=True)
    answered_on = models.DateField(_("répondu le"), null=True)
    answer = models.TextField(_("réponse"), max_length=LONGEST_TEXT, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("demande d’une personne")
        verbose_name_plural = _("demandes des personnes")
        ordering = ["-received_on", "-number"]

    def __str__(self) -> str:
        return f"n° {self.number} – {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        """Whether something remains to be done."""
        return self.closed_at is None

    def is_late(self, today: datetime.date) -> bool:
        """Whether no answer was given in time, or none will have been."""
        return (self.answered_on or today) > self.due_on


class AnswerDocument(Keyed):
    """The document that an answer was, or went with; read by the union alone."""

    request = models.OneToOneField(
        SubjectRequest, models.CASCADE, related_name="document"
    )
    name = models.CharField(_("nom du fichier"), max_length=150)
    content = models.BinaryField(_("contenu"))

    class Meta:
        verbose_name = _("document d’une réponse")
        verbose_name_plural = _("documents des réponses")

    def __str__(self) -> str:
        return self.name
