"""What a reconciliation found, kept as it was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.keys import Keyed


class Check(Keyed):
    """One reconciliation of everything; ``report`` is ``ledger.checking.Report``."""

    began_at = models.DateTimeField(_("commencé le"))
    ended_at = models.DateTimeField(_("fini le"), db_index=True)
    wrong = models.PositiveIntegerField(_("écarts à traiter"))
    explained = models.PositiveIntegerField(_("écarts expliqués"))
    report = models.JSONField(_("rapport"))

    class Meta:
        verbose_name = _("rapprochement")
        verbose_name_plural = _("rapprochements")
        ordering = ["-ended_at", "-id"]

    def __str__(self) -> str:
        return f"{self.ended_at:%Y-%m-%d %H:%M} {self.wrong}"
