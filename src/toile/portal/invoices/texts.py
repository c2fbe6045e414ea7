"""The words of the mandate: French, as a contract is, and not translated."""

from toile.ledger.invoices import CONTEST_DAYS
from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.models import Cinema


def mandate_text(cinema: Cinema, name: str, function: str) -> str:
    """Write the mandate that somebody signs for a cinema."""
    identity = getattr(cinema.organisation, "identity", None)
    legal = identity.legal_name if identity else cinema.organisation.name
    siret = f", SIRET {identity.siret}" if identity else ""
    union = Organisation.objects.filter(kind=Organisation.Kind.UNION).first()
    return "\n\n".join(
        [
            f"{legal}{siret}, exploitant du cinéma {cinema}, représenté par {name}, "
            f"{function}, donne mandat à {union or 'au syndicat'} d’établir en son "
            "nom et pour son compte les factures et les avoirs de sa part des "
            "redevances (autofacturation, art. 289 I-2 du Code général des impôts).",
            "Chaque facture porte la mention « Autofacturation » et un numéro d’une "
            "série propre au cinéma, sans rupture. Elle lui est remise le jour où elle "
            f"est établie ; il dispose de {CONTEST_DAYS} jours pour la contester.",
            "Le cinéma reste responsable de ses obligations de facturation et de la "
            "TVA due. Il fait connaître sans délai tout changement de son identité ou "
            "de son régime de TVA. Il peut révoquer ce mandat à tout moment, pour les "
            "factures à venir.",
        ]
    )
