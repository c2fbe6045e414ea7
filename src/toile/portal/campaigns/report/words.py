"""The report's sentences: the pace, the creatives, why there is nothing yet."""

import datetime
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toile.portal.campaigns.models import Campaign, Flight
from toile.portal.campaigns.report.plan import ON_TIME
from toile.portal.campaigns.report.told import CreativeRow
from toile.portal.ui.templatetags.figures import fine_rate


def pace_told(pace: float | None) -> str:
    """Say how a spending stands to the even plan."""
    if pace is None:
        return ""
    if abs(pace) <= ON_TIME:
        return _("à l’heure")
    percent = {"percent": f"{abs(pace) * 100:.0f}"}
    if pace > 0:
        return _("en avance de %(percent)s %%") % percent
    return _("en retard de %(percent)s %%") % percent


def comparison_told(best: CreativeRow, others: Sequence[CreativeRow]) -> str:
    """Say that a creative is clicked more than others; only if that is sure."""
    mine = fine_rate(best.click_rate)
    if len(others) > 1:
        return _(
            "« %(best)s » est plus cliquée que les autres créations du même format "
            "(%(mine)s) : la différence est sûre, à 95 chances sur 100."
        ) % {"best": best.name, "mine": mine}
    return _(
        "« %(best)s » est plus cliquée que « %(other)s » (%(mine)s contre %(theirs)s) "
        ": la différence est sûre, à 95 chances sur 100."
    ) % {
        "best": best.name,
        "other": others[0].name,
        "mine": mine,
        "theirs": fine_rate(others[0].click_rate),
    }


def why_empty(
    campaign: Campaign, flights: Sequence[Flight], now: datetime.datetime
) -> str:
    """Say why nothing was delivered, and what comes next."""
    status = Campaign.Status
    if campaign.status == status.DRAFT:
        return _("La campagne n’a pas commencé : elle n’est encore qu’un brouillon.")
    if campaign.status == status.SUBMITTED:
        return _(
            "La campagne n’a pas commencé : le syndicat ne s’est pas encore prononcé."
        )
    if campaign.status == status.APPROVED:
        return _(
            "La campagne n’a pas commencé : elle est accordée, il reste à la mettre en "
            "ligne."
        )
    if flights and flights[0].starts_at > now:
        return _(
            "La campagne n’a pas commencé : sa première vague part le %(day)s."
        ) % {"day": date_format(flights[0].first_day, "j F Y")}
    if campaign.status == status.PAUSED:
        return _("La campagne est en pause et n’a encore rien affiché.")
    if campaign.status == status.ENDED:
        return _("La campagne s’est terminée sans rien afficher.")
    return _(
        "La campagne est en ligne, mais rien n’a encore été affiché. Les premiers "
        "chiffres viennent en quelques secondes dès qu’un site la montre."
    )
