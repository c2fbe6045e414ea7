"""What each figure of a report counts: one text for page and paper."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from toile.portal.campaigns.report.told import Report

DEFINITIONS: dict[str, tuple[Promise, Promise]] = {
    "impressions": (
        gettext_lazy("Impressions"),
        gettext_lazy("La publicité a commencé à s’afficher ; chacune compte une fois."),
    ),
    "views": (
        gettext_lazy("Visibles"),
        gettext_lazy(
            "La moitié de la publicité au moins, une seconde à l’écran (norme MRC) ; "
            "la part est celle des impressions."
        ),
    ),
    "clicks": (
        gettext_lazy("Clics"),
        gettext_lazy(
            "Tous les clics mesurés, avant le filtre ; le taux est celui des "
            "impressions."
        ),
    ),
    "billable": (
        gettext_lazy("Clics rémunérés"),
        gettext_lazy(
            "Clics de spectateurs du pool qui ont passé le filtre : chacun rapporte "
            "une redevance aux cinémas. Les autres gardent leur motif de refus."
        ),
    ),
    "pace": (
        gettext_lazy("Rythme régulier"),
        gettext_lazy(
            "Le budget de chaque ligne, étalé également sur les dates de sa vague. "
            "L’avance ou le retard compare la dépense à ce plan, jusqu’à maintenant."
        ),
    ),
    "spend": (
        gettext_lazy("Dépense d’affichage"),
        gettext_lazy(
            "Le prix des impressions, tel qu’il était quand elles ont été servies."
        ),
    ),
    "fees": (
        gettext_lazy("Redevance aux cinémas"),
        gettext_lazy(
            "Ce que les clics rémunérés rapportent aux cinémas, en plus du budget "
            "d’affichage."
        ),
    ),
    "rates": (
        gettext_lazy("Taux de clic, entre"),
        gettext_lazy(
            "L’intervalle de Wilson à 95 % : le vrai taux y est 95 fois sur 100, si "
            "chaque affichage compte pour un. Seules les créations de même format, qui "
            "s’affichent tour à tour, se comparent."
        ),
    ),
    "departements": (
        gettext_lazy("Par département"),
        gettext_lazy(
            "Publicités servies dont le département est connu, comptées par paquets "
            "de 50 : un département où il y en a moins n’est pas montré. Certaines "
            "publicités servies ne s’affichent jamais."
        ),
    ),
    "hours": (
        gettext_lazy("Par heure"),
        gettext_lazy("À l’heure de Paris, tous les jours de la période ensemble."),
    ),
    "reach": (
        gettext_lazy("Couverture et répétition"),
        gettext_lazy(
            "Identifiants du pool qui ont vu la campagne, arrondis à deux chiffres ; "
            "jamais un groupe plus petit que les règles du pool ne le permettent. "
            "Toute la campagne, quelle que soit la période."
        ),
    ),
    "effect": (
        gettext_lazy("Effet mesuré"),
        gettext_lazy(
            "Une part des spectateurs, tirée au sort, n’a pas vu la campagne : l’effet "
            "est l’écart entre les deux groupes, avec l’intervalle de Newcombe à "
            "95 %. S’il contient zéro, le hasard suffit à l’expliquer."
        ),
    ),
}
_COSTS = {"spend", "fees"}


def definition(key: str) -> str:
    """Tell what a figure counts."""
    return str(DEFINITIONS[key][1])


def definitions(report: Report) -> list[tuple[str, str]]:
    """Terms and texts of the figures that a report shows."""
    hidden = set() if report.money is not None else _COSTS
    return [
        (str(term), str(text))
        for key, (term, text) in DEFINITIONS.items()
        if key not in hidden
    ]
