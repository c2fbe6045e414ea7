"""What is to be done, how far it is, and when the clock's deeds were last done."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.keys import Keyed


class Job(Keyed):
    """One piece of work, with its progress."""

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", _("en attente")
        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        FAILED = "failed", _("échoué")

    kind = models.CharField(_("genre"), max_length=64)
    arguments = models.JSONField(_("arguments"), default=dict, blank=True)
    # Who asked, and may look; nobody when the house asked itself.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("demandé par"),
    )
    state = models.CharField(
        _("état"), max_length=8, choices=State, default=State.WAITING
    )
    done = models.PositiveIntegerField(_("fait"), default=0)
    total = models.PositiveIntegerField(_("en tout"), default=0)
    message = models.CharField(_("où il en est"), max_length=300, blank=True)
    error = models.CharField(_("ce qui ne va pas"), max_length=500, blank=True)
    # Where the result is to be seen.
    result_url = models.CharField(_("résultat"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    made_at = models.DateTimeField(_("demandé le"))
    next_at = models.DateTimeField(_("prochain essai"))
    # While a runner lives it moves this on; past it, another may take the job.
    lease_until = models.DateTimeField(_("tenu jusqu’à"), null=True, blank=True)
    ended_at = models.DateTimeField(_("fini le"), null=True, blank=True)

    class Meta:
        verbose_name = _("tâche")
        verbose_name_plural = _("tâches")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["state", "next_at"], name="job_by_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Beat(models.Model):
    """When something of the schedule is due next, and how it went last."""

    name = models.CharField(_("nom"), primary_key=True, max_length=64)
    next_at = models.DateTimeField(_("prochaine fois"))
    lease_until = models.DateTimeField(_("tenu jusqu’à"), null=True, blank=True)
    ended_at = models.DateTimeField(_("fini le"), null=True, blank=True)
    error = models.CharField(_("ce qui ne va pas"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
