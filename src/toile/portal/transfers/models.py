"""Runs of transfers, whom each pays, who approved them, what the bank answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
from toile.portal.agreements.models import Agreement
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed
from toile.portal.payouts.models import BankAccount


class Payer(Keyed):
    """From which account the union pays; a change is a new row, the newest counts."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    street = models.CharField(_("rue"), max_length=160)
    postal_code = models.CharField(_("code postal"), max_length=5)
    town = models.CharField(_("ville"), max_length=120)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("donné le"))

    class Meta:
        verbose_name = _("compte payeur")
        verbose_name_plural = _("comptes payeurs")
        ordering = ["-given_at", "-id"]

    def __str__(self) -> str:
        return str(self.account)


class Run(Keyed):
    """One run: proposed, approved by two people, settled by what the bank answers."""

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("proposé")
        APPROVED = "approved", _("approuvé")
        DONE = "done", _("terminé")
        CANCELLED = "cancelled", _("annulé")

    state = models.CharField(
        _("état"), max_length=9, choices=State, default=State.PROPOSED
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposé le"))
    payer = models.ForeignKey(Payer, models.PROTECT, null=True, related_name="runs")
    approved_at = models.DateTimeField(_("approuvé le"), null=True)
    execute_on = models.DateField(_("à exécuter le"), null=True)
    file_hash = models.CharField(_("empreinte (SHA-256)"), max_length=64, blank=True)
    handed_over_at = models.DateTimeField(_("fichier remis le"), null=True)

    class Meta:
        verbose_name = _("reversement")
        verbose_name_plural = _("reversements")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("proposed", "cancelled"))
                | models.Q(approved_at__isnull=False, payer__isnull=False)
                & ~models.Q(file_hash=""),
                name="a_file_where_a_run_is_approved",
            )
        ]

    def __str__(self) -> str:
        return self.id


class RunApproval(Keyed):
    """One of the two approvals of a run."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="approvals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("donné le"))

    class Meta:
        verbose_name = _("accord à un reversement")
        verbose_name_plural = _("accords à un reversement")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "user"], name="two_people_approve_a_run"
            ),
            models.UniqueConstraint(
                fields=["run", "place"], name="one_approval_a_place"
            ),
            models.CheckConstraint(
                condition=models.Q(place__in=(1, 2)), name="two_approvals_a_run"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.place}"


class Transfer(Keyed):
    """What a run pays a cinema; while it is reserved no other run may pay it."""

    class State(models.TextChoices):
        """What became of it."""

        HELD = "held", _("écarté")
        RESERVED = "reserved", _("réservé")
        RELEASED = "released", _("retiré")
        EXECUTED = "executed", _("exécuté")
        REJECTED = "rejected", _("rejeté par la banque")
        RETURNED = "returned", _("revenu")

    run = models.ForeignKey(Run, models.PROTECT, related_name="transfers")
    position = models.PositiveIntegerField(_("rang"))
    reference = models.CharField(_("référence"), max_length=35, unique=True)
    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="transfers")
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, related_name="+"
    )
    account = models.ForeignKey(
        BankAccount, models.PROTECT, null=True, related_name="+"
    )
    # Net: what the ledger owes. The VAT that the invoice adds is paid with it.
    amount_micros = models.PositiveBigIntegerField(_("montant net (micro-euros)"))
    vat_micros = models.PositiveBigIntegerField(_("TVA (micro-euros)"), default=0)
    vat_regime = models.CharField(_("régime de TVA"), max_length=9, blank=True)
    vat_number = models.CharField(_("numéro de TVA"), max_length=14, blank=True)
    street = models.CharField(_("rue"), max_length=160, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    town = models.CharField(_("ville"), max_length=120, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=State)
    refusals = models.JSONField(_("refus"), default=list, blank=True)
    reason = models.CharField(_("motif"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("réglé le"), null=True)

    class Meta:
        verbose_name = _("virement")
        verbose_name_plural = _("virements")
        ordering = ["run", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["cinema"],
                condition=models.Q(state="reserved"),
                name="one_open_transfer_a_cinema",
            ),
            models.UniqueConstraint(
                fields=["run", "cinema"], name="one_transfer_a_cinema_and_run"
            ),
            models.CheckConstraint(
                condition=models.Q(state="held")
                | models.Q(account__isnull=False, agreement__isnull=False)
                | models.Q(state="released"),
                name="an_account_where_money_goes",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def total_micros(self) -> int:
        """What the bank is told to pay: net and VAT."""
        return self.amount_micros + self.vat_micros


class SecondLook(Keyed):
    """Somebody of the union made sure that a changed account is the cinema's."""

    account = models.OneToOneField(
        BankAccount, models.PROTECT, related_name="second_look"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("vérifié le"))

    class Meta:
        verbose_name = _("vérification d’un compte")
        verbose_name_plural = _("vérifications de comptes")

    def __str__(self) -> str:
        return str(self.account)


class BankAnswer(Keyed):
    """A file that the bank gave, known by its hash: what it said is applied once."""

    file_hash = models.CharField(_("empreinte (SHA-256)"), max_length=64, unique=True)
    kind = models.CharField(_("message"), max_length=35)
    name = models.CharField(_("nom du fichier"), max_length=120)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("remis le"))
    findings = models.JSONField(_("ce qu’il dit"), default=list)
    foreign = models.PositiveIntegerField(_("sans rapport"), default=0)
    runs = models.ManyToManyField(Run, related_name="answers")

    class Meta:
        verbose_name = _("réponse de la banque")
        verbose_name_plural = _("réponses de la banque")
        ordering = ["-given_at", "-id"]

    def __str__(self) -> str:
        return self.name
