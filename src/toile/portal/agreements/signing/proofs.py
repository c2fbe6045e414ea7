"""The page of evidence of a signature by code, and the sheet it closes."""

import datetime

from django.utils import timezone, translation

from toile.portal.agreements.models import SigningCode
from toile.portal.agreements.paper import Proof, Sheet, french_day
from toile.portal.agreements.texts import Contract

AGREED_TO = (
    "J’ai lu la convention, je l’accepte, je consens à la signer par voie "
    "électronique, et j’ai le pouvoir d’engager l’organisation."
)
"""The words beside the box; kept with each signature, French like the contract."""

_NOTES = (
    "Le code, à usage unique, ne se trouvait que dans le courrier envoyé à cette "
    "adresse ; il a été rendu depuis le compte de la personne, connectée au portail.",
    "L’adresse IP et l’appareil ne sont pas conservés : le code et le compte suffisent "
    "à la preuve (minimisation, art. 5(1)(c) du RGPD).",
    "Le cachet électronique du syndicat (PAdES-B-B, sans horodatage qualifié) scelle "
    "ce document ; la signature du syndicat est un second cachet, qui n’en change pas "
    "une lettre. La page « Vérifier un document » du portail contrôle l’un et l’autre.",
)


SEALED_ALONE = Proof(
    [("Scellé par", "le cachet électronique du syndicat (PAdES-B-B)")],
    (
        "Cet avenant a été annoncé par courrier à la contrepartie avant le jour où il "
        "compte (article 9 de la convention).",
    ),
)
"""The last page of a paper that the union alone signs."""


def sheet(contract: Contract, reference: str = "", proof: Proof | None = None) -> Sheet:
    """What is printed of a contract."""
    return Sheet(
        kind=contract.party.kind,
        version=contract.version,
        text=contract.text,
        text_hash=contract.text_hash,
        whose=contract.party.name,
        reference=reference,
        proof=proof,
    )


def proof_of(
    contract: Contract, code: SigningCode, reference: str, at: datetime.datetime
) -> Proof:
    """Who signed, when, with a code sent where, which text."""
    with translation.override("fr"):
        rows = [
            ("Convention", f"{reference}, texte {contract.version}"),
            ("Organisation", contract.party.organisation.name),
            ("Signataire", code.signer_name),
            ("Qualité", code.signer_function),
            ("Pouvoir", str(code.get_authority_display())),
            ("Compte au portail", code.user.email),
            ("Code envoyé à", code.sent_to),
            ("Code envoyé le", moment(code.sent_at)),
            ("Signé le", moment(at)),
            ("Consentement", AGREED_TO),
            ("Empreinte SHA-256 du texte", contract.text_hash),
        ]
    return Proof(rows, _NOTES)


def moment(at: datetime.datetime) -> str:
    """A moment to the second, with its zone."""
    return f"{french_day(at)}, {timezone.localtime(at):%H:%M:%S} (heure de Paris)"
