"""Who may open what of ``subject_requests``."""

import datetime
from typing import Any

from permission_rows import Given, Stage
from toile.portal.accounts.keys import new_key
from toile.portal.subject_requests import services
from toile.portal.subject_requests.models import SubjectRequest
from toile.wire.clock import now_ms, paris_date

TABLE = """
url method answers
subject_requests:list         GET    union
subject_requests:register     GET    union
subject_requests:register     POST   union
subject_requests:detail       GET    union
subject_requests:prolong      POST   union
subject_requests:answer       POST   union
subject_requests:close        POST   union
subject_requests:document     GET    union
"""

DEEDS = {
    f"subject_requests:{deed}" for deed in ("register", "prolong", "answer", "close")
}


def given(stage: Stage) -> Given:
    """An open request, and one that was answered with a document."""
    people, today = stage.world.people, paris_date(now_ms())
    scare, union = people.users["scare"], people.scare

    def asked() -> SubjectRequest:
        return services.register(request(today), union, scare, new_key())

    fresh, answered = asked(), asked()
    document = ("reponse.pdf", b"%PDF-1.7")
    services.answer(answered.pk, today, "Faite.", document, union, scare)
    day = today.isoformat()
    return {
        "subject_requests:register": ((), request(today) | {"key": new_key()}),
        "subject_requests:detail": ((fresh.pk,), {}),
        "subject_requests:prolong": (
            (fresh.pk,),
            {"prolong-told_on": day, "prolong-why": "Nombre de demandes"},
        ),
        "subject_requests:answer": (
            (fresh.pk,),
            {"answer-on": day, "answer-text": "Voir « Mes données »."},
        ),
        "subject_requests:close": ((answered.pk,), {}),
        "subject_requests:document": ((answered.pk,), {}),
    }


def request(received_on: datetime.date) -> dict[str, Any]:
    """What a letter says."""
    return {
        "kind": "access",
        "channel": "letter",
        "received_on": received_on,
        "person": "Camille",
        "contact": "1 rue du Port, Toulon",
        "text": "Que savez-vous de moi ?",
    }
