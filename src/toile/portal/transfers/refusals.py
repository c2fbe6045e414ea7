"""Why a cinema is not paid, or a step of a run is not taken: codes, words, remedies."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.ledger.payment import PaymentRefusal
from toile.ledger.vat import SellerRefusal


class TransferRefusal(StrEnum):
    """Why the union's money does not leave for a cinema."""

    NO_ACCOUNT = "no_account"
    """Nobody said where to pay (issue 6, part 5)."""
    ACCOUNT_CHANGED = "account_changed"
    """Fraud changes the account just before a payout: a second look (``LOOK_DAYS``)."""
    NO_AGREEMENT = "no_agreement"
    """Only members are paid (issue 6, part 5; DESIGN §5.5)."""
    NO_IDENTITY = "no_identity"
    """A transfer names a legal person with its address (SPECS §7.2)."""
    BALANCE_FELL = "balance_fell"
    """Clicks were found invalid meanwhile: nobody is paid more than is owed."""


_WORDS: dict[str, tuple[Any, Any]] = {
    PaymentRefusal.IBAN_INVALID: (
        _("IBAN faux (clé de contrôle)"),
        _("Demandez au cinéma de recopier son RIB à la page « Banque »."),
    ),
    PaymentRefusal.NOT_SEPA: (
        _("compte hors de la zone SEPA"),
        _("Demandez au cinéma un compte de la zone SEPA."),
    ),
    PaymentRefusal.BIC_INVALID: (
        _("BIC faux"),
        _("Demandez au cinéma de recopier son RIB à la page « Banque »."),
    ),
    PaymentRefusal.NAME_EMPTY: (
        _("nom du titulaire illisible pour la banque"),
        _("Demandez au cinéma le titulaire tel qu’il est écrit sur son RIB."),
    ),
    PaymentRefusal.NAME_TOO_LONG: (
        _("nom du titulaire trop long (70 caractères)"),
        _("Demandez au cinéma de l’abréger comme le fait sa banque."),
    ),
    PaymentRefusal.ADDRESS_INCOMPLETE: (
        _("adresse incomplète"),
        _("Il faut une rue, un code postal et une ville : complétez l’identité."),
    ),
    PaymentRefusal.ADDRESS_TOO_LONG: (
        _("adresse trop longue pour la banque"),
        _("Abrégez la rue (70 caractères) ou la ville (35 caractères)."),
    ),
    PaymentRefusal.AMOUNT_NOT_POSITIVE: (
        _("rien à verser"),
        _("Retirez ce cinéma : il sera proposé quand son solde aura remonté."),
    ),
    PaymentRefusal.AMOUNT_NOT_CENTS: (
        _("montant qui n’est pas en centimes"),
        _("Retirez ce cinéma et proposez un nouveau reversement."),
    ),
    PaymentRefusal.AMOUNT_TOO_LARGE: (
        _("montant trop grand pour un virement SEPA"),
        _("Retirez ce cinéma et écrivez à votre banque."),
    ),
    TransferRefusal.NO_ACCOUNT: (
        _("aucun compte bancaire"),
        _("Demandez au cinéma de donner son RIB à la page « Banque »."),
    ),
    TransferRefusal.ACCOUNT_CHANGED: (
        _("compte bancaire changé récemment"),
        _("Appelez le cinéma à un numéro que vous connaissez, puis confirmez ici."),
    ),
    TransferRefusal.NO_AGREEMENT: (
        _("aucune convention en vigueur"),
        _("Faites signer une convention, ou réglez ce solde avec le cinéma."),
    ),
    TransferRefusal.NO_IDENTITY: (
        _("identité légale inconnue"),
        _("Demandez au cinéma de compléter son inscription."),
    ),
    SellerRefusal.REGIME_UNKNOWN: (
        _("régime de TVA inconnu"),
        _("Demandez au cinéma son régime de TVA."),
    ),
    SellerRefusal.SIRET_INVALID: (
        _("SIRET faux (clé de contrôle)"),
        _("Demandez au cinéma son SIRET : sa facture doit le porter."),
    ),
    SellerRefusal.VAT_NUMBER_INVALID: (
        _("numéro de TVA absent, faux, ou d’une autre entreprise"),
        _("Demandez au cinéma le numéro de TVA qui va avec son SIRET."),
    ),
    SellerRefusal.VAT_NOT_PAID: (
        _("la TVA payée n’est pas celle du régime d’aujourd’hui"),
        _("Réglez la différence avec le cinéma et votre comptable, hors du portail."),
    ),
    SellerRefusal.NO_MANDATE: (
        _("aucun mandat de facturation"),
        _(
            "Demandez au cinéma de signer le mandat à sa page « Factures » ; s’il "
            "préfère facturer lui-même, réglez ce solde sur sa facture."
        ),
    ),
    TransferRefusal.BALANCE_FELL: (
        _("le solde a baissé depuis la proposition"),
        _("Retirez ce cinéma : son nouveau solde sera proposé ensuite."),
    ),
}


def words_of(code: str) -> str:
    """Say a refusal in French; an unknown code is shown as it is."""
    return str(_WORDS.get(code, (code, ""))[0])


def remedy_of(code: str) -> str:
    """Say what to do about a refusal."""
    return str(_WORDS.get(code, ("", ""))[1])


class RefusedError(ValueError):
    """A step is not taken; the message says in French why, and what to do."""
