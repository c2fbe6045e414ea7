"""Who may open what of ``circulars``."""

from permission_rows import Given, Stage
from toile.portal.accounts.keys import new_key
from toile.portal.agreements.members import Choice
from toile.portal.circulars.selectors import audience, seen_of
from toile.portal.circulars.services import save_draft
from toile.wire.clock import now_ms, paris_date

TABLE = """
url method answers
circulars:list         GET    union
circulars:write        GET    union
circulars:write        POST   union
circulars:circular     GET    union
circulars:edit         GET    union
circulars:edit         POST   union
circulars:test         POST   union
circulars:send         POST   union
circulars:delete       POST   union
"""

DEEDS = {f"circulars:{deed}" for deed in ("write", "edit", "test", "send", "delete")}


def given(stage: Stage) -> Given:
    """A draft to all members."""
    scare = stage.world.people.users["scare"]
    draft = save_draft("Bonjour", "Une **nouvelle**.", Choice(), scare, new_key())
    seen = seen_of(draft, audience(Choice(), paris_date(now_ms())))
    written = {"subject": "Autre", "text": "Texte", "key": new_key()}
    return {
        "circulars:write": ((), written),
        "circulars:circular": ((draft.pk,), {}),
        "circulars:edit": ((draft.pk,), written),
        "circulars:test": ((draft.pk,), {}),
        "circulars:send": ((draft.pk,), {"seen": seen}),
        "circulars:delete": ((draft.pk,), {}),
    }
