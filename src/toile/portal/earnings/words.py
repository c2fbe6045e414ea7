"""What is noticed in a cinema's money, in French, with what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.ledger.anomalies import Anomaly

WORDS: dict[str, Any] = {
    Anomaly.UNPAID: _("dernier virement non abouti"),
    Anomaly.OWES: _("solde négatif"),
    Anomaly.SURGE: _("afflux de clics"),
    Anomaly.REVERSED: _("beaucoup de clics repris"),
    Anomaly.STOPPED: _("plus de clics"),
}
REMEDIES: dict[str, Any] = {
    Anomaly.UNPAID: _(
        "La banque l’a rejeté ou renvoyé : le montant est de nouveau dû. Demandez au "
        "cinéma de vérifier son compte, puis proposez un reversement."
    ),
    Anomaly.OWES: _(
        "Des clics déjà versés se sont révélés invalides : les prochains clics "
        "compensent. Rien à faire, sauf si le cinéma quitte le pool."
    ),
    Anomaly.SURGE: _(
        "Sept jours valent plus de cinq semaines ordinaires : une grande sortie, "
        "ou des robots. Regardez ses clics avant que l’attente de contrôle ne passe."
    ),
    Anomaly.REVERSED: _(
        "Plus d’un cinquième de ce qui a été gagné en 90 jours a été repris : demandez "
        "à l’opérateur d’où viennent ces clics."
    ),
    Anomaly.STOPPED: _(
        "Une centaine de clics par semaine, puis aucun depuis sept jours : vérifiez le "
        "pixel du site et les campagnes en cours."
    ),
}


def noticed(anomalies: tuple[Anomaly, ...]) -> list[tuple[str, str]]:
    """Say each in words, with its remedy."""
    return [(str(WORDS[one]), str(REMEDIES[one])) for one in anomalies]
