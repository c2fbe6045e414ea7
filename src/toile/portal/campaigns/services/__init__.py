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
from toile.portal.campaigns.services.creatives import (
    add_creative,
    adjust_creative,
    remove_creative,
)
from toile.portal.campaigns.services.drafting import (
    abandon,
    begin,
    set_budget,
    set_criteria,
    set_dates,
    set_film,
    set_sites,
)
from toile.portal.campaigns.services.duplicates import duplicate
from toile.portal.campaigns.services.figures import (
    BoughtByLine,
    DecidedClick,
    put_line_exchange,
    put_line_figures,
    put_line_hour,
    put_line_place,
    put_refused_clicks,
    record_clicks,
)
from toile.portal.campaigns.services.lab import (
    put_campaign_effect,
    put_campaign_reach,
    put_reach_cells,
)
from toile.portal.campaigns.services.masters import (
    add_creative_from,
    add_poster,
    add_trailer,
    make_renditions,
    retry,
)
from toile.portal.campaigns.services.sharing import (
    make_link,
    note_opening,
    revoke_link,
)

__all__ = [
    "BoughtByLine",
    "DecidedClick",
    "abandon",
    "add_campaign",
    "add_creative",
    "add_creative_from",
    "add_flight",
    "add_line",
    "add_poster",
    "add_trailer",
    "adjust_creative",
    "begin",
    "duplicate",
    "end",
    "go_live",
    "hold_draft",
    "make_link",
    "make_renditions",
    "missing",
    "note_decision",
    "note_opening",
    "pause",
    "put_campaign_effect",
    "put_campaign_reach",
    "put_line_exchange",
    "put_line_figures",
    "put_line_hour",
    "put_line_place",
    "put_reach_cells",
    "put_refused_clicks",
    "record_clicks",
    "remove_creative",
    "retry",
    "revoke_link",
    "set_budget",
    "set_criteria",
    "set_dates",
    "set_film",
    "set_holdout",
    "set_near_you",
    "set_sites",
    "submit",
]
