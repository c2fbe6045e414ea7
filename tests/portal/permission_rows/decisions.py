"""Who may open what of ``decisions``."""

from permission_rows import Given, Stage
from toile.portal.approvals.models import Approval
from toile.portal.decisions.dossiers import fingerprint
from toile.portal.films import services as films
from toile.wire.clock import now_ms
from toile.wire.ids import new_ulid

TABLE = """
url method answers
decisions:queue        GET    union
decisions:answers      GET    union
decisions:request      GET    union
decisions:request      POST   union
decisions:ask          POST   union
decisions:films        POST   union
decisions:site         GET    union
decisions:site         POST   union
"""

DEEDS = {"decisions:request", "decisions:films", "decisions:site", "decisions:ask"}


def given(stage: Stage) -> Given:
    """Films that wait for the union, and the Royal's site."""
    condor = stage.world.people.condor
    waiting, other, asked = (
        Approval.objects.get(
            subject_id=films.add_film(condor, title=title, allocine_id=number).id
        )
        for title, number in (("Pamfir", 293016), ("Aftersun", 1), ("Godland", 2))
    )
    decision = {"decision": "approve", "seen": fingerprint(waiting)}
    question = {"text": "Qui ?", "key": str(new_ulid(now_ms()))}
    return {
        "decisions:request": ((waiting.id,), decision),
        "decisions:films": ((), {"films": [other.id]}),
        "decisions:ask": ((asked.id,), question),
        "decisions:site": (
            (stage.world.site.id,),
            {"verdict": "suspended", "reason": "Le bandeau manque."},
        ),
    }
