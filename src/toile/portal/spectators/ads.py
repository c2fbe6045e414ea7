"""Naming the ads that a browser was shown: film, distributor, what was asked for.

The page asks by the ids that the pool told its browser. What a distributor asked for
was shown with the ad already, behind « Pourquoi cette publicité ? ».
"""

from typing import Annotated, Any

import msgspec

from toile.portal.campaigns.criteria import describe
from toile.portal.spectators.selectors import shown_campaigns, shown_lines

Ids = Annotated[
    list[Annotated[str, msgspec.Meta(max_length=26)]], msgspec.Meta(max_length=500)
]


class Asked(msgspec.Struct):
    """The ids of lines and of campaigns."""

    lines: Ids = []
    campaigns: Ids = []


def explained(asked: Asked) -> dict[str, Any]:
    """Tell what is behind each id; one that is unknown is left out."""
    return {
        "lines": {
            line.id: {
                "film": line.flight.campaign.film.title,
                "distributor": line.flight.campaign.distributor.name,
                "criteria": describe(line),
            }
            for line in shown_lines(asked.lines)
        },
        "campaigns": {
            campaign.id: {
                "film": campaign.film.title,
                "distributor": campaign.distributor.name,
            }
            for campaign in shown_campaigns(asked.campaigns)
        },
    }
