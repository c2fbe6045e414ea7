"""Who may open what of ``proofs``: the union every site, a cinema its own."""

import datetime

from permission_rows import Given, Stage
from toile.portal.proofs import services
from toile.wire.clock import now_ms, paris_date

# A file belongs to the organisation that asked for it.
OWN_FILE = "in   404  404  404  404  403  403  403  403  200  200  200  403  403  403"

TABLE = f"""
url method audience
proofs:sites     GET   cinemas_and_union
proofs:site      GET   of_the_royal_and_union
proofs:site      POST  of_the_royal_and_union
proofs:download  GET   {OWN_FILE}
"""

DEEDS = {"proofs:site"}


def given(stage: Stage) -> Given:
    """A site with a day of proofs, and a file that the union asked for."""
    people, site = stage.world.people, stage.world.site
    today = paris_date(now_ms())
    services.put_proof_day(site.id, today, yes=700, no=80, refused={"tc_string": 60})
    services.note_check(site.id, 840)
    export = services.ask_export(
        site, today, today, people.scare, people.users["scare"]
    )
    services.finish_export(export, b"PK", 3)
    days = {"since": today - datetime.timedelta(days=7), "until": today}
    return {
        "proofs:site": ((site.id,), days),
        "proofs:download": ((export.id,), {}),
    }
