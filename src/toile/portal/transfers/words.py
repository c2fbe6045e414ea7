"""What of a bank's file goes wrong, and what it did, in French."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.ledger.bank_answers import AnswerRefusal, Outcome
from toile.portal.transfers.services import Effect

_UNREADABLE: dict[str, Any] = {
    AnswerRefusal.EMPTY: _("Ce fichier est vide : téléchargez-le à nouveau."),
    AnswerRefusal.TOO_LARGE: _(
        "Ce fichier dépasse 10 Mo : demandez à la banque une période courte."
    ),
    AnswerRefusal.NOT_XML: _(
        "Ce fichier n’est pas du XML complet : téléchargez-le à nouveau à la banque."
    ),
    AnswerRefusal.DOCTYPE: _(
        "Ce fichier déclare un type de document (DOCTYPE), ce qu’aucune banque ne "
        "fait : il n’est pas lu. Vérifiez d’où il vient."
    ),
    AnswerRefusal.UNKNOWN_MESSAGE: _(
        "Ce n’est ni un pain.002, ni un camt.053, ni un camt.054 : demandez l’un des "
        "trois à la banque."
    ),
    AnswerRefusal.BROKEN: _(
        "Un état ou un montant de ce fichier ne se lit pas : rien n’a été changé. "
        "Demandez à la banque un fichier conforme à ISO 20022."
    ),
}
_OUTCOMES: dict[str, Any] = {
    Outcome.EXECUTED: _("exécuté"),
    Outcome.REJECTED: _("rejeté"),
    Outcome.RETURNED: _("revenu"),
    Outcome.PENDING: _("en cours"),
}
_EFFECTS: dict[str, Any] = {
    Effect.APPLIED: _("noté"),
    Effect.ALREADY: _("déjà connu"),
    Effect.PENDING: _("attend encore"),
    Effect.CONFLICT: _("contredit ce qui est connu : voyez avec la banque"),
    Effect.WRONG_AMOUNT: _("autre montant que celui ordonné : voyez avec la banque"),
}


def unreadable(refusal: str) -> str:
    """Say why a bank's file is not read, and what to do."""
    return str(_UNREADABLE.get(refusal, refusal))


def finding(found: dict[str, str]) -> dict[str, str]:
    """Say what a file tells of a transfer, and what that did."""
    return found | {
        "outcome": str(_OUTCOMES.get(found["outcome"], found["outcome"])),
        "effect_words": str(_EFFECTS.get(found["effect"], found["effect"])),
    }
