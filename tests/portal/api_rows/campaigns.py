"""Which token may call what of ``campaigns``."""

import datetime
import hashlib

from api_rows import ApiGiven
from permission_rows import Stage
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.uploads.store import keep

TABLE = """
operation             audience
list_campaigns        distributors_and_both
get_campaign          of_condor_and_both
get_campaign_figures  of_condor_and_both
add_campaign          401 403 403 403 403 201 201 403 422 403 403 403 403 403 401
move_campaign         of_condor
list_flights          of_condor_and_both
add_flight            of_condor
list_lines            of_condor_and_both
add_line              of_condor
list_live_lines       operator
list_creatives        of_condor_and_both
add_creative          of_condor
get_poster            of_condor_and_both
get_teaser            of_condor_and_both
"""


def given(stage: Stage) -> ApiGiven:
    """Condor's live campaign with a teaser, and a draft that takes more."""
    world = stage.world
    live = {"campaign_id": world.campaign.id}
    name = f"{hashlib.sha256(b'teaser').hexdigest()}.mp4"
    keep(name, b"teaser")
    Creative.objects.filter(pk=world.creative.pk).update(
        kind="teaser",
        teaser_file=name,
        teaser_mime="video/mp4",
        teaser_bytes=6,
        teaser_duration_ms=1,
    )
    creative = {"creative_id": world.creative.id}
    suite = campaigns.add_campaign(world.people.condor, world.film, "Suite")
    week = world.line.flight
    flight = campaigns.add_flight(suite, "Semaine 2", week.starts_at, week.ends_at)
    draft = {"campaign_id": suite.id}
    dates = {
        "starts_at": week.ends_at.isoformat(),
        "ends_at": (week.ends_at + datetime.timedelta(days=7)).isoformat(),
    }
    line = {
        "name": "Ligne",
        "placements": [world.placement.id],
        "budget_micros": 1_000_000,
        "price_micros": 4_000_000,
    }
    return {
        "get_campaign": (live, None),
        "get_campaign_figures": (live, None),
        "add_campaign": ({}, {"film": world.film.id, "name": "Autre"}),
        "move_campaign": (live, {"move": "pause"}),
        "list_flights": (live, None),
        "add_flight": (draft, {"name": "Vague", **dates}),
        "list_lines": (live, None),
        "add_line": ({"flight_id": flight.id}, line),
        "list_creatives": (live, None),
        "add_creative": (draft, {"name": "B", "poster": stage.make_image("PNG")}),
        "get_poster": (creative, None),
        "get_teaser": (creative, None),
    }
