"""The sentences of the contracts that follow the terms chosen; French, as they are."""

from collections.abc import Mapping
from typing import Any

from toile.ledger.accruals import WHOLE
from toile.portal.charter.terms import Basis, SharingRule
from toile.portal.charter.words import CLICKS
from toile.portal.ui.templatetags.figures import euros, fine_rate

_SHARED = {
    SharingRule.EQUAL: (
        "est partagée à parts égales entre les cinémas membres que la personne a "
        "visités pendant les {days} jours qui précèdent"
    ),
    SharingRule.LAST: (
        "revient au cinéma membre que la personne a visité en dernier pendant les "
        "{days} jours qui précèdent ; plusieurs cinémas visités ce même dernier jour "
        "se la partagent à parts égales, car l’heure n’est pas gardée"
    ),
    SharingRule.BY_VISITS: (
        "est partagée entre les cinémas membres que la personne a visités pendant les "
        "{days} jours qui précèdent, en proportion des pages de leurs sites qu’elle a "
        "vues avec son accord"
    ),
    SharingRule.EACH: (
        "est due en entier à chacun des cinémas membres que la personne a visités "
        "pendant les {days} jours qui précèdent : une campagne la doit autant de fois"
    ),
}
_SUMS = (
    "La somme des parts est toujours égale à la redevance ; ce que la division ne "
    "partage pas revient à l’un des cinémas, par un tirage que chacun peut refaire."
)


def rate_sentence(terms: Mapping[str, Any]) -> str:
    """What the operator owes, as the end of "La redevance est"."""
    basis = Basis(terms["basis"])
    if basis == Basis.SPEND:
        share = fine_rate(int(terms["spend_basis_points"]) / WHOLE)
        return (
            f"de {share} de ce que les campagnes dépensent en média auprès des "
            "personnes de la mutualisation, compté jour par jour ; un clic ne rapporte "
            "rien de plus"
        )
    if basis == Basis.IMPRESSIONS:
        fee = euros(int(terms["impression_fee_micros"]))
        return (
            f"de {fee} pour 1 000 annonces montrées à des personnes de la "
            "mutualisation, compté jour par jour ; un clic ne rapporte rien de plus"
        )
    fee_micros = int(terms["fee_micros"])
    return (
        f"de {euros(fee_micros * CLICKS)} pour 1 000 clics rémunérés de personnes de "
        f"la mutualisation, soit {euros(fee_micros)} le clic"
    )


def sharing_sentence(rule: str, window_days: int) -> str:
    """How the fee is shared, as the end of a sentence that begins "La redevance"."""
    words = _SHARED[SharingRule(rule)].format(days=window_days)
    return f"{words}." if rule == SharingRule.EACH else f"{words}. {_SUMS}"


def caps_sentence(terms: Mapping[str, Any]) -> str:
    """Where a month's earnings end, in whole sentences."""
    cinema, campaign = (
        int(terms["cinema_cap_micros"]),
        int(terms["campaign_cap_micros"]),
    )
    said = []
    if campaign:
        said.append(
            f"Une campagne doit au plus {euros(campaign)} par mois : ce qui dépasse "
            "n’est pas dû, et diminue la part de chaque cinéma en proportion."
        )
    if cinema:
        said.append(
            f"Un cinéma reçoit au plus {euros(cinema)} par mois : ce qui dépasse "
            "reste dû au syndicat, qui le garde pour la mutualisation et dit ce qu’il "
            "en fait."
        )
    if not said:
        return "Aucun plafond n’est convenu."
    said.append("Le plafond d’un mois est celui qui compte le premier jour du mois.")
    return " ".join(said)
