"""All changes to campaigns and their figures; nothing else writes their tables."""

from toile.portal.campaigns.services.campaigns import (
    add_campaign,
    add_flight,
    add_line,
    end,
    go_live,
    hold_draft,
    missing,
    note_decision,
    pause,
    set_holdout,
    set_near_you,
    submit,
)
from toile.portal.campaigns.services.creatives import add_creative
from toile.portal.campaigns.services.figures import (
    put_line_figures,
    put_refused_clicks,
    record_click,
)
from toile.portal.campaigns.services.lab import (
    put_campaign_effect,
    put_campaign_reach,
    put_reach_cells,
)

__all__ = [
    "add_campaign",
    "add_creative",
    "add_flight",
    "add_line",
    "end",
    "go_live",
    "hold_draft",
    "missing",
    "note_decision",
    "pause",
    "put_campaign_effect",
    "put_campaign_reach",
    "put_line_figures",
    "put_reach_cells",
    "put_refused_clicks",
    "record_click",
    "set_holdout",
    "set_near_you",
    "submit",
]
