"""Who may open what of ``sitechecks``."""

import tempfile
from pathlib import Path

from permission_rows import Given, Stage
from sitecheck_reports import report_of, take_pictures
from toile.portal.sitechecks import services

TABLE = """
url method audience
sitechecks:sites       GET    union
sitechecks:cinema      GET    of_the_royal_and_union
sitechecks:ask         POST   of_the_royal_and_union
sitechecks:check       GET    of_the_royal_and_union
sitechecks:proof       GET    of_the_royal_and_union
sitechecks:picture     GET    of_the_royal_and_union
"""

DEEDS = {"sitechecks:ask"}


def given(stage: Stage) -> Given:
    """A check of the Royal's site, with its pictures."""
    site = stage.world.site
    with tempfile.TemporaryDirectory() as taken:
        folder = Path(taken)
        check = services.keep(site, report_of(shots=take_pictures(folder)), folder)
    picture = check.pictures.first()
    assert picture is not None
    return {
        "sitechecks:cinema": ((stage.world.royal.id,), {}),
        "sitechecks:ask": ((stage.world.royal.id,), {"site": site.id}),
        "sitechecks:check": ((check.id,), {}),
        "sitechecks:proof": ((check.id,), {}),
        "sitechecks:picture": ((picture.id,), {}),
    }
