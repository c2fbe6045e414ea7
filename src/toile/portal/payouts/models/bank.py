"""Where organisations are paid."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.keys import Keyed


class BankAccount(Keyed):
    """Where an organisation is paid; a change is a new row, the newest one counts.

    The database refuses to change a row: where money went stays known.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="bank_accounts"
    )
    holder = models.CharField(_("titulaire du compte"), max_length=70)
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("donné le"))

    class Meta:
        verbose_name = _("compte bancaire")
        verbose_name_plural = _("comptes bancaires")
        ordering = ["-given_at", "-id"]

    def __str__(self) -> str:
        return f"{self.holder} {self.masked_iban}"

    @property
    def masked_iban(self) -> str:
        """Its country and last digits: enough to recognise it, too few to use it."""
        return f"{self.iban[:4]} •••• •••• {self.iban[-4:]}"

    @property
    def masked_bic(self) -> str:
        """The bank alone."""
        return f"{self.bic[:4]}••••"
