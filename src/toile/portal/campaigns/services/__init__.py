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
    set_near_you,
    submit,
)
from toile.portal.campaigns.services.creatives import add_creative
from toile.portal.campaigns.services.figures import (
    put_line_figures,
    put_refused_clicks,
    record_click,
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
    "put_line_figures",
    "put_refused_clicks",
    "record_click",
    "set_near_you",
    "submit",
]
