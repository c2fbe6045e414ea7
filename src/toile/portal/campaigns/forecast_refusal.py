"""Why a forecast cannot be made: coded, with the sentence that a person reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ForecastRefusal(TextChoices):
    """The coded noes of a forecast; each label names the remedy."""

    NO_PLACEMENT = (
        "no_placement",
        _("Choisissez au moins un site : l’estimation part de ce qu’il offre."),
    )
    """Nothing is chosen that can be served."""

    NO_FIT = (
        "no_fit",
        _(
            "Aucun des emplacements choisis ne peut servir cette ligne : leurs centres "
            "d’intérêt sont autres, leur site est exclu, ou la ligne exige ce que rien "
            "n’y dit (âge, genre, mots ou sujet de la page). Retirez un critère, "
            "admettez la valeur inconnue, ou choisissez d’autres emplacements."
        ),
    )
    """Each of the chosen fails a criterion whatever is asked there."""

    BELOW_FLOOR = (
        "below_floor",
        _(
            "À ce prix, aucun de ces emplacements ne sert la campagne : relevez-le "
            "jusqu’à un prix plancher, ou choisissez d’autres emplacements."
        ),
    )
    """All that is chosen and could be served takes more (``NoBidReason``'s 510)."""

    NO_DAYS = (
        "no_days",
        _("Ces dates sont passées ou à l’envers : choisissez une fin après le début."),
    )
    """No day of the flight is still to come."""

    NO_PRICE = (
        "no_price",
        _("Donnez un prix pour mille impressions : l’estimation part de lui."),
    )
    """At no price nothing can be told of a budget."""

    NO_HISTORY = (
        "no_history",
        _(
            "Ces sites n’ont pas encore été observés : leur première journée "
            "d’activité donnera une estimation."
        ),
    )
    """No request was ever counted for the chosen placements."""

    NO_PLACE = (
        "no_place",
        _(
            "Aucune demande n’est venue de ces lieux : élargissez la zone, ou "
            "retirez-la."
        ),
    )
    """Geography is strict, and no request was located there."""

    NO_HOUR = (
        "no_hour",
        _(
            "Aucune des heures choisies ne tombe dans ces dates, ou personne ne lit "
            "ces sites à ces heures : élargissez-les."
        ),
    )
    """No request is expected in the dayparts of the days to come."""

    SMALL_CROWD = (
        "small_crowd",
        _(
            "Ce ciblage compte moins de spectateurs que les règles du pool n’en "
            "demandent : par respect de leur vie privée il n’est ni estimé ni servi. "
            "Élargissez la zone."
        ),
    )
    """No targeting of fewer ids than the rules say, 100 at least (DESIGN §5 rule 4)."""
