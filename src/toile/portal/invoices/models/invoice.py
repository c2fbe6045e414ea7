"""Invoices and credit notes: numbered without gaps, issued once, never changed.

The database refuses a number that is not the next one of its series, and any change
of a row (``invoices.triggers``, ``audit.append_only``).
"""

import msgspec
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.ledger.invoices import Invoice as Written
from toile.ledger.invoices import InvoiceKind
from toile.portal.accounts.models import Organisation, User
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed
from toile.portal.transfers.models import Transfer
from toile.wire.money import MICROS_A_CENT


class Series(Keyed):
    """A cinema's own series of numbers, opened with its first invoice."""

    cinema = models.OneToOneField(Cinema, models.PROTECT, related_name="invoice_series")
    code = models.CharField(_("code"), max_length=20, unique=True)
    opened_at = models.DateTimeField(_("ouverte le"))

    class Meta:
        verbose_name = _("série de factures")
        verbose_name_plural = _("séries de factures")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Invoice(Keyed):
    """An invoice or a credit note, as it was issued."""

    class Kind(models.TextChoices):
        """What it is; the codes of UNTDID 1001."""

        INVOICE = InvoiceKind.INVOICE.value, _("facture")
        CREDIT_NOTE = InvoiceKind.CREDIT_NOTE.value, _("avoir")

    series = models.ForeignKey(Series, models.PROTECT, related_name="invoices")
    sequence = models.PositiveIntegerField(_("rang"))
    number = models.CharField(_("numéro"), max_length=35, unique=True)
    kind = models.CharField(_("genre"), max_length=3, choices=Kind)
    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="invoices")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invoices"
    )
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="invoices")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_note"
    )
    issued_on = models.DateField(_("date"))
    issued_at = models.DateTimeField(_("établie le"))
    first_day = models.DateField(_("du"))
    last_day = models.DateField(_("au"))
    vat_regime = models.CharField(_("régime de TVA"), max_length=9)
    net_cents = models.PositiveBigIntegerField(_("net (centimes)"))
    vat_cents = models.PositiveBigIntegerField(_("TVA (centimes)"))
    content = models.JSONField(_("contenu"))
    xml = models.BinaryField(_("XML"))
    xml_sha256 = models.CharField(_("empreinte du XML (SHA-256)"), max_length=64)

    class Meta:
        verbose_name = _("facture")
        verbose_name_plural = _("factures")
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "sequence"], name="one_invoice_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="389", corrects__isnull=True)
                | models.Q(kind="261", corrects__isnull=False),
                name="a_credit_note_names_its_invoice",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1, net_cents__gte=1),
                name="an_invoice_of_something",
            ),
        ]
        indexes = [models.Index(fields=["cinema", "issued_on"], name="invoices_of")]

    def __str__(self) -> str:
        return self.number

    @property
    def gross_cents(self) -> int:
        """What was paid, or came back."""
        return self.net_cents + self.vat_cents

    @property
    def net_micros(self) -> int:
        """The net, as all other money of the portal is shown."""
        return self.net_cents * MICROS_A_CENT

    @property
    def vat_micros(self) -> int:
        """The VAT, the same."""
        return self.vat_cents * MICROS_A_CENT

    @property
    def gross_micros(self) -> int:
        """What was paid, the same."""
        return self.gross_cents * MICROS_A_CENT

    @property
    def written(self) -> Written:
        """All that it says."""
        return msgspec.convert(self.content, Written)


class InvoicePaper(Keyed):
    """The PDF of an invoice with its XML inside, set once."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="paper")
    content = models.BinaryField(_("contenu"))
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("fait le"))

    class Meta:
        verbose_name = _("document d’une facture")
        verbose_name_plural = _("documents de factures")

    def __str__(self) -> str:
        return str(self.invoice)


class Contest(Keyed):
    """A cinema contests an invoice within its days, once, and says why."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="contest")
    reason = models.TextField(_("motif"), max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("contestée le"))

    class Meta:
        verbose_name = _("contestation")
        verbose_name_plural = _("contestations")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.invoice)


class ContestAnswer(Keyed):
    """What the union answers: it stands by the invoice, or takes it back."""

    contest = models.OneToOneField(Contest, models.PROTECT, related_name="answer")
    accepted = models.BooleanField(_("acceptée"))
    words = models.TextField(_("réponse"), max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("répondu le"))

    class Meta:
        verbose_name = _("réponse à une contestation")
        verbose_name_plural = _("réponses à des contestations")

    def __str__(self) -> str:
        return str(self.contest)
