"""The terms of money in words: what is taken, how it is shared, where it ends."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.ledger.accruals import WHOLE
from toile.portal.charter.terms import Basis, SharingRule
from toile.portal.ui.templatetags.figures import euros, fine_rate

CLICKS = 1_000


def described_terms(terms: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each term as label and value; ``terms`` by the names of the columns."""
    days = int(terms["window_days"])
    return [
        (_("Redevance"), rate_in_words(terms)),
        (_("Partage entre cinémas"), str(SharingRule(terms["sharing_rule"]).label)),
        (_("Plafond par cinéma et par mois"), _cap(terms["cinema_cap_micros"])),
        (_("Plafond par campagne et par mois"), _cap(terms["campaign_cap_micros"])),
        (_("Fenêtre d’attribution"), ngettext("%d jour", "%d jours", days) % days),
        (_("Seuil de reversement"), euros(int(terms["threshold_micros"]))),
    ]


def rate_in_words(terms: Mapping[str, Any]) -> str:
    """What is taken: a fee of clicks, a share of the spend, a fee of impressions."""
    basis = Basis(terms["basis"])
    if basis == Basis.SPEND:
        share = fine_rate(int(terms["spend_basis_points"]) / WHOLE)
        return _("%s de la dépense média") % share
    if basis == Basis.IMPRESSIONS:
        fee = euros(int(terms["impression_fee_micros"]))
        return _("%s pour 1000 impressions ciblées") % fee
    return _("%s pour 1000 clics rémunérés") % euros(int(terms["fee_micros"]) * CLICKS)


def rule_explained(rule: str) -> str:
    """What a sharing rule means, in one sentence, for who has never read it."""
    return {
        SharingRule.EQUAL: _(
            "Chaque cinéma que la personne a visité dans la fenêtre reçoit la même "
            "part. Trois cinémas : un tiers chacun."
        ),
        SharingRule.LAST: _(
            "Tout revient au cinéma visité en dernier. Plusieurs le même jour se "
            "partagent la redevance : l’heure n’est pas gardée."
        ),
        SharingRule.BY_VISITS: _(
            "Chacun reçoit en proportion des pages de ses sites que la personne a "
            "vues avec son accord."
        ),
        SharingRule.EACH: _(
            "Chaque cinéma visité reçoit la redevance entière. La campagne la doit "
            "autant de fois : trois cinémas, trois redevances."
        ),
    }[SharingRule(rule)]


def basis_explained(basis: str) -> str:
    """What a basis means."""
    return {
        Basis.CLICKS: _("Chaque clic qui passe les contrôles rapporte."),
        Basis.SPEND: _(
            "Une part de ce que la campagne dépense en média auprès des personnes du "
            "pool, jour par jour. Les clics ne rapportent rien de plus."
        ),
        Basis.IMPRESSIONS: _(
            "Chaque annonce montrée à une personne du pool rapporte. Les clics ne "
            "rapportent rien de plus."
        ),
    }[Basis(basis)]


def told_to_visitors(terms: Mapping[str, Any]) -> str:
    """What a visitor brings the cinemas, in the words of the rule that counts."""
    if Basis(terms["basis"]) != Basis.CLICKS:
        return _(
            "Les campagnes versent une redevance (%s) aux cinémas de la liste "
            "ci-dessus ; vos clics ne rapportent rien de plus."
        ) % rate_in_words(terms)
    fee = euros(int(terms["fee_micros"]))
    return {
        SharingRule.EQUAL: _(
            "Un clic rémunéré rapporte %s, partagés à parts égales entre les cinémas "
            "de la liste ci-dessus que vous avez consultés."
        ),
        SharingRule.LAST: _(
            "Un clic rémunéré rapporte %s au cinéma de la liste ci-dessus que vous "
            "avez consulté en dernier."
        ),
        SharingRule.BY_VISITS: _(
            "Un clic rémunéré rapporte %s, partagés entre les cinémas de la liste "
            "ci-dessus selon les pages que vous y avez vues."
        ),
        SharingRule.EACH: _(
            "Un clic rémunéré rapporte %s à chacun des cinémas de la liste ci-dessus "
            "que vous avez consultés."
        ),
    }[SharingRule(terms["sharing_rule"])] % fee


def rules_explained() -> list[tuple[str, str]]:
    """Each sharing rule as label and sentence."""
    return [(str(rule.label), rule_explained(rule)) for rule in SharingRule]


def bases_explained() -> list[tuple[str, str]]:
    """Each basis as label and sentence."""
    return [(str(one.label), basis_explained(one)) for one in Basis]


def _cap(micros: object) -> str:
    amount = int(str(micros))
    return euros(amount) if amount else _("aucun")
