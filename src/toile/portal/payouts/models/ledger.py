"""The stored ledger, double entry, chained: the database refuses changes.

Entries are written first, then the posting that seals them: a trigger of the database
refuses one whose entries do not sum to zero, and entries added to a sealed one, even
by raw SQL (``payouts.triggers``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
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
    """A transaction; its key is its idempotency key (a click's ULID, say).

    ``at`` is the day it counts for; ``link`` is the number of its link of the chain
    (no foreign key: an index on ten million rows for a check that reads them all).
    """

    id = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(_("date"), db_index=True)
    kind = models.CharField(_("genre"), max_length=32)
    memo = models.CharField(_("libellé"), max_length=200, blank=True)
    link = models.BigIntegerField(_("maillon"), null=True)

    class Meta:
        verbose_name = _("écriture")
        verbose_name_plural = _("écritures")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Entry(models.Model):
    """One side of a posting; the entries of a posting sum to zero."""

    # Found by its posting through ``one_entry_a_position``. That both are there, the
    # database holds by triggers (PostgreSQL) and by foreign keys (SQLite).
    posting = models.ForeignKey(
        Posting,
        models.PROTECT,
        related_name="entries",
        db_index=False,
        db_constraint=False,
    )
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="entries", db_constraint=False
    )
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


class Link(models.Model):
    """One link of the chain: the postings of one transaction, and their hash."""

    number = models.BigIntegerField(_("numéro"), primary_key=True)
    written_at = models.DateTimeField(_("écrit le"))
    postings = models.PositiveIntegerField(_("écritures"))
    previous_hash = models.CharField(_("empreinte précédente"), max_length=64)
    hash = models.CharField(_("empreinte (SHA-256)"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("maillon du grand livre")
        verbose_name_plural = _("maillons du grand livre")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class ClosedPeriod(models.Model):
    """A month that takes no more postings; what comes late counts for the next one."""

    month = models.DateField(_("mois"), primary_key=True)
    ends_at = models.DateTimeField(_("jusqu’au"), unique=True)
    closed_at = models.DateTimeField(_("clos le"))
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_link = models.BigIntegerField(_("dernier maillon"))

    class Meta:
        verbose_name = _("mois clos")
        verbose_name_plural = _("mois clos")
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
