"""All changes to cinemas, their sites and figures; nothing else writes their tables."""

from toile.portal.cinemas.services.cinemas import (
    add_cinema,
    ask_for_approval,
    change_cinema,
)
from toile.portal.cinemas.services.figures import (
    put_audience,
    put_choice_figures,
    put_site_figures,
)
from toile.portal.cinemas.services.listing import load_facts_once, put_list
from toile.portal.cinemas.services.sites import (
    add_site,
    change_site,
    pause_sites,
    resume_sites,
    set_site_status,
)

__all__ = [
    "add_cinema",
    "add_site",
    "ask_for_approval",
    "change_cinema",
    "change_site",
    "load_facts_once",
    "pause_sites",
    "put_audience",
    "put_choice_figures",
    "put_list",
    "put_site_figures",
    "resume_sites",
    "set_site_status",
]
