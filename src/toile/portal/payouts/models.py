"""The stored ledger, double entry, and whom to pay: the database refuses changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed


class Account(Keyed):
    """An account of the chart; a cinema's payable names its cinema."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    kind = models.CharField(_("genre"), max_length=32)
    cinema = models.ForeignKey(
        Cinema, models.PROTECT, null=True, blank=True, related_name="accounts"
    )

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Posting(models.Model):
    """A transaction; its key is its idempotency key (a click's ULID, say)."""

    id = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(_("date"), db_index=True)
    kind = models.CharField(_("genre"), max_length=32)
    memo = models.CharField(_("libellé"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("écriture")
        verbose_name_plural = _("écritures")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Entry(models.Model):
    """One side of a posting; the entries of a posting sum to zero."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    amount_micros = models.BigIntegerField(_("montant (micro-euros)"))
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("ligne d’écriture")
        verbose_name_plural = _("lignes d’écriture")
        ordering = ["posting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "position"], name="one_entry_a_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount_micros}"


class Balance(models.Model):
    """The sum of an account's entries, kept with each posting."""

    account = models.OneToOneField(
        Account, models.PROTECT, primary_key=True, related_name="balance"
    )
    amount_micros = models.BigIntegerField(_("solde (micro-euros)"), default=0)

    class Meta:
        verbose_name = _("solde")
        verbose_name_plural = _("soldes")

    def __str__(self) -> str:
        return f"{self.account} {self.amount_micros}"


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
