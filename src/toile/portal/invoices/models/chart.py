"""Under which numbers the union's accountant wants our accounts to stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
from toile.portal.keys import Keyed


class AccountNumber(Keyed):
    """The number of a kind of account, where it is not the one of the start."""

    kind = models.CharField(_("genre"), max_length=32, unique=True)
    number = models.CharField(_("numéro de compte"), max_length=12)
    label = models.CharField(_("libellé"), max_length=80)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changé le"))

    class Meta:
        verbose_name = _("numéro de compte")
        verbose_name_plural = _("numéros de comptes")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"
