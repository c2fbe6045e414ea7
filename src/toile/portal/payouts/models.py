"""The stored ledger, double entry, and whom to pay: the database refuses changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.campaigns.models import LineItem
from toile.portal.cinemas.models import Cinema
from toile.portal.inventory.models import Exchange
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


class MediaPart(models.Model):
    """What is booked of a line's bills of an exchange in one part of a day.

    In thousandths of micro-euros, as the bills are; parts 0 to 3, by Paris.
    """

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="+")
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="+")
    day = models.DateField(_("jour"))
    part = models.PositiveSmallIntegerField(_("partie du jour"))
    cost_thousandths = models.BigIntegerField(_("coût média"), default=0)
    price_thousandths = models.BigIntegerField(_("dépense"), default=0)

    class Meta:
        verbose_name = _("achats comptabilisés d’une partie de journée")
        verbose_name_plural = _("achats comptabilisés par partie de journée")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "exchange", "day", "part"], name="one_row_a_media_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.exchange} {self.day} {self.part}"


class MediaCarry(models.Model):
    """What is booked of a line's bills of an exchange next: under a micro-euro each."""

    line = models.ForeignKey(LineItem, models.PROTECT, related_name="+")
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="+")
    cost_thousandths = models.PositiveSmallIntegerField(_("coût média"), default=0)
    price_thousandths = models.PositiveSmallIntegerField(_("dépense"), default=0)

    class Meta:
        verbose_name = _("reste d’achats à comptabiliser")
        verbose_name_plural = _("restes d’achats à comptabiliser")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "exchange"], name="one_row_a_media_carry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.exchange}"


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
