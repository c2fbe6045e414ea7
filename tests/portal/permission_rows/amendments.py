"""Who may open what of ``amendments``."""

import datetime

from permission_rows import Given, Stage
from toile.portal.agreements.members import Choice
from toile.portal.amendments.selectors import preview
from toile.portal.charter.selectors import Rules
from toile.portal.charter.services import write_rules
from toile.wire.clock import now_ms, paris_date

TABLE = """
url method answers
amendments:rules       GET    union
amendments:write       GET    union
amendments:write       POST   union
amendments:amend       GET    union
amendments:amend       POST   union
amendments:withdraw    POST   union
"""

DEEDS = {"amendments:write", "amendments:amend", "amendments:withdraw"}


def given(_stage: Stage) -> Given:
    """A version to come, another one to write, and the Royal's amendment."""
    today = paris_date(now_ms())
    rules = Rules()
    coming = write_rules(
        today + datetime.timedelta(days=30),
        today,
        None,
        **rules.terms | {"window_days": 60},
        smallest_cell=50,
        smallest_segment=100,
        reason="Assemblée générale",
    )
    found = preview(Choice(), coming.starts_on, today, operator=False)
    written = {
        "starts_on": (today + datetime.timedelta(days=60)).isoformat(),
        "fee": "0,40",
        "basis": rules.basis,
        "sharing_rule": rules.sharing_rule,
        "window_days": "30",
        "threshold": "25",
        "smallest_cell": "50",
        "smallest_segment": "100",
        "reason": "Conseil d’administration",
    }
    amended = {"from_day": coming.starts_on.isoformat(), "seen": found.seen}
    return {
        "amendments:write": ((), written),
        "amendments:amend": ((), amended),
        "amendments:withdraw": ((coming.pk,), {}),
    }
