"""The funnel: shown, seen, clicked, and the film looked up at a member cinema."""

from django.utils.translation import gettext as _

from toile.lab import shown
from toile.portal.campaigns.measure import EffectSaid
from toile.portal.campaigns.report.told import Row, Step


def funnel(
    total: Row, effect: EffectSaid, least: int, *, pool: bool
) -> tuple[Step, ...]:
    """Tell each step with its share of the one before.

    The last step counts people, not pages: its share is the lab's own, of those of the
    pool who were served, and there is none while the lab cannot tell.
    """
    steps = (
        Step(
            code="impressions",
            label=_("Impressions"),
            number=total.impressions,
            share=None,
            definition=_("La publicité a commencé à s’afficher."),
        ),
        Step(
            code="views",
            label=_("Visibles"),
            number=total.views,
            share=total.viewable_rate,
            of=_("des impressions"),
            definition=_(
                "La moitié de la publicité au moins, une seconde à l’écran (norme MRC)."
            ),
        ),
        Step(
            code="clicks",
            label=_("Clics"),
            number=total.clicks,
            share=total.clicks / total.views if total.views else None,
            of=_("des affichages visibles"),
            definition=_("Tous les clics mesurés, rémunérés ou non."),
        ),
    )
    return (*steps, _looked_up(effect, least)) if pool else steps


def _looked_up(effect: EffectSaid, least: int) -> Step:
    number, note = None, _("pas encore mesuré")
    if effect.served is not None and effect.served_rate is not None:
        number = shown(round(effect.served * effect.served_rate), least)
        note = _("moins de %d") % least if number is None else ""
    return Step(
        code="looked_up",
        label=_("Page du film chez un cinéma"),
        number=number,
        share=effect.served_rate,
        of=_("des spectateurs du pool exposés") if effect.served_rate else "",
        note=note,
        definition=_(
            "Spectateurs du pool exposés qui ont regardé la page du film sur le site "
            "d’un cinéma membre dans les deux semaines, arrondis. Toute la campagne, "
            "quelle que soit la période."
        ),
    )
