"""Who may open what of ``campaigns``."""

import hashlib

from permission_rows import Given, Stage
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.uploads.store import keep

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
campaigns:list         GET    in   403  403  403  403  200  200  200  200  200  200  200  200  403  403
campaigns:detail       GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:figures      GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:move         POST   in   403  403  403  403  302  302  403  404  403  403  403  403  403  403
campaigns:add_creative GET    in   403  403  403  403  200  200  200  404  403  403  403  403  403  403
campaigns:add_creative POST   in   403  403  403  403  302  302  403  404  403  403  403  403  403  403
campaigns:poster       GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:teaser       GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:live_lines   GET    in   403  403  403  403  403  403  403  403  403  403  403  200  403  403
"""  # noqa: E501 - a table is read by its columns

# Deeds that leave a mark of their own when they are allowed.
DEEDS = {"campaigns:move", "campaigns:add_creative"}


def given(stage: Stage) -> Given:
    """Condor's live campaign with a teaser, and a draft that takes one more."""
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
    draft = campaigns.add_campaign(world.people.condor, world.campaign.film, "Suite")
    upload = {"name": "B", "poster": stage.make_image("PNG")}
    return {
        "campaigns:detail": (live, {}),
        "campaigns:figures": (live, {}),
        "campaigns:move": (live, {"move": "pause"}),
        "campaigns:add_creative": ((draft.id,), upload),
        "campaigns:poster": ((world.creative.id,), {}),
        "campaigns:teaser": ((world.creative.id,), {}),
    }
