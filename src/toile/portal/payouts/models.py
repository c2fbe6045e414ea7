"""The stored ledger: double entry, append-only (the database refuses changes)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.cinemas.models import Cinema


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
