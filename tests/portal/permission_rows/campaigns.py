"""Who may open what of ``campaigns``."""

import datetime
import hashlib

from django.utils import timezone

from permission_rows import Given, Stage
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Creative, Master, Rendition, ReportLink
from toile.portal.campaigns.uploads.store import keep

TABLE = """
url method audience
campaigns:list          GET    of_all_who_run
campaigns:new           GET    distributors
campaigns:new           POST   condor_alone
campaigns:detail        GET    of_condor_and_both
campaigns:figures       GET    of_condor_and_both
campaigns:report_pdf    GET    of_condor_and_both
campaigns:report_file   GET    of_condor_and_both
campaigns:clicks        GET    of_condor_and_both
campaigns:links         GET    of_condor
campaigns:links         POST   of_condor
campaigns:revoke_link   POST   of_condor
campaigns:shared        GET    everyone
campaigns:shared_pdf    GET    everyone
campaigns:settings      GET    of_condor_and_both
campaigns:creatives     GET    of_condor_and_both
campaigns:exchanges     GET    of_condor_and_both
campaigns:write         POST   of_condor_and_union
campaigns:preview       GET    of_condor_and_both
campaigns:preview_frame GET    of_condor_and_both
campaigns:move          POST   of_condor
campaigns:duplicate     GET    of_condor
campaigns:duplicate     POST   of_condor
campaigns:abandon       POST   of_condor
campaigns:add_creative  GET    of_condor
campaigns:add_creative  POST   of_condor
campaigns:adjust        POST   of_condor
campaigns:remove        POST   of_condor
campaigns:film_step     GET    of_condor
campaigns:film_step     POST   of_condor
campaigns:dates_step    GET    of_condor
campaigns:dates_step    POST   of_condor
campaigns:criteria_step GET    of_condor
campaigns:criteria_step POST   of_condor
campaigns:sites_step    GET    of_condor
campaigns:sites_step    POST   of_condor
campaigns:creatives_step GET   of_condor
campaigns:creatives_step POST  of_condor
campaigns:budget_step   GET    of_condor
campaigns:budget_step   POST   of_condor
campaigns:review_step   GET    of_condor
campaigns:review_step   POST   of_condor
campaigns:forecast      GET    of_condor
campaigns:poster        GET    of_condor_and_both
campaigns:teaser        GET    of_condor_and_both
campaigns:masters       GET    of_condor
campaigns:masters       POST   of_condor
campaigns:masters_state GET    of_condor
campaigns:retry_master  POST   of_condor
campaigns:rendition     GET    of_condor
campaigns:live_lines    GET    operator
"""

# Deeds that leave a mark of their own when they are allowed.
DEEDS = {
    "campaigns:links",
    "campaigns:revoke_link",
    "campaigns:new",
    "campaigns:write",
    "campaigns:move",
    "campaigns:duplicate",
    "campaigns:abandon",
    "campaigns:add_creative",
    "campaigns:adjust",
    "campaigns:remove",
    "campaigns:film_step",
    "campaigns:dates_step",
    "campaigns:criteria_step",
    "campaigns:sites_step",
    "campaigns:creatives_step",
    "campaigns:budget_step",
    "campaigns:review_step",
    "campaigns:masters",
    "campaigns:retry_master",
}
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ2"
SPARE_KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ3"


def given(stage: Stage) -> Given:
    """Condor's live campaign with a teaser, and a draft that is all but ready."""
    world = stage.world
    live = (world.campaign.id,)
    name = f"{hashlib.sha256(b'teaser').hexdigest()}.mp4"
    keep(name, b"teaser")
    Creative.objects.filter(pk=world.creative.pk).update(
        kind="teaser",
        teaser_file=name,
        teaser_mime="video/mp4",
        teaser_bytes=6,
        teaser_duration_ms=1,
    )
    draft = campaigns.duplicate(
        world.campaign, "Suite", datetime.date(2099, 1, 1), "0" * 26
    )
    one = (draft.id,)
    creative = draft.creatives.get()
    master = _poster(stage)
    spare = Rendition.objects.get(master=master)
    wide = stage.make_image("PNG", 900, 1200)
    found: Given = {
        f"campaigns:{name}": (live, {})
        for name in (
            "detail",
            "figures",
            "settings",
            "creatives",
            "preview",
            "report_pdf",
            "clicks",
        )
    }
    link, token = campaigns.make_link(
        world.campaign, "Presse", 30, True, SPARE_KEY, world.people.users["condor"]
    )
    # Opened already, or its first opening would be noted.
    ReportLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    return found | {
        "campaigns:report_file": ((*live, "xlsx"), {}),
        "campaigns:links": (live, {"key": KEY, "label": "Exploitant", "days": "7"}),
        "campaigns:revoke_link": ((link.id,), {}),
        "campaigns:shared": ((token,), {}),
        "campaigns:shared_pdf": ((token,), {}),
        "campaigns:new": (
            (),
            {"key": KEY, "film": world.film.id, "name": "Troisième vague"},
        ),
        "campaigns:exchanges": (live, {}),
        "campaigns:write": (live, {"key": KEY, "text": "Bonjour"}),
        "campaigns:preview_frame": ((world.creative.id, world.placement.id), {}),
        "campaigns:move": (live, {"move": "pause"}),
        "campaigns:duplicate": (live, {"key": KEY, "name": "B", "first": "2099-01-01"}),
        "campaigns:abandon": (one, {}),
        "campaigns:add_creative": (
            one,
            {"name": "B", "poster": stage.make_image("PNG")},
        ),
        "campaigns:adjust": (
            (world.creative.id,),
            {"status": "active", "weight": "3"},
        ),
        "campaigns:remove": ((creative.id,), {}),
        "campaigns:film_step": (one, {"film": world.film.id, "name": "Autre nom"}),
        "campaigns:dates_step": (one, {"first": "2099-01-01", "last": "2099-01-31"}),
        "campaigns:criteria_step": (one, {"where": "france", "holdout_percent": "10"}),
        "campaigns:sites_step": (one, {"placements": world.placement.id}),
        "campaigns:creatives_step": (one, {"name": "C", "poster": master.id}),
        "campaigns:budget_step": (one, {"budget": "900", "price": "8"}),
        "campaigns:review_step": (one, {"key": KEY, "text": ""}),
        "campaigns:forecast": (one, {}),
        "campaigns:poster": ((world.creative.id,), {}),
        "campaigns:teaser": ((world.creative.id,), {}),
        "campaigns:masters": (
            (world.film.id,),
            {"kind": "poster", "key": KEY, "file": wide},
        ),
        "campaigns:masters_state": ((world.film.id,), {}),
        "campaigns:retry_master": ((master.id,), {}),
        "campaigns:rendition": ((str(spare.id),), {}),
    }


def _poster(stage: Stage) -> Master:
    name = f"{hashlib.sha256(b'affiche').hexdigest()}.png"
    keep(name, stage.make_image("PNG"))
    master = Master.objects.create(
        film=stage.world.film,
        kind="poster",
        name="affiche.png",
        file=name,
        bytes=9,
        width=900,
        height=1200,
        state="done",
        percent=100,
    )
    Rendition.objects.create(
        master=master, file=name, mime="image/png", width=300, height=250, bytes=9
    )
    return master
