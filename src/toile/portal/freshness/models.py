"""Up to when each stream is counted; the worker writes it, every page may show it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counted(models.Model):
    """One stream of the journal: "pool" or "ads"."""

    stream = models.CharField(primary_key=True, max_length=4)
    until = models.DateTimeField(_("compté jusqu’à"))

    class Meta:
        verbose_name = _("fraîcheur des chiffres")
        verbose_name_plural = _("fraîcheur des chiffres")

    def __str__(self) -> str:
        return f"{self.stream} {self.until:%Y-%m-%d %H:%M:%S}"
