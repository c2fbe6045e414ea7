"""Each mail that the portal can write, with the values of an example."""

import datetime
from typing import Any

_UNTIL = datetime.datetime(2026, 11, 27, 11, 30, tzinfo=datetime.UTC)

LETTERS: dict[str, dict[str, Any]] = {
    "accounts/invitation": {
        "name": "Camille",
        "inviter": "Aline du Royal",
        "organisation": "Le Royal & Cie",
        "role": "gestionnaire",
        "url": "http://localhost:8000/invitation/abc?a=1&b=2",
        "expires_at": _UNTIL,
    },
    "accounts/password_reset": {
        "name": "Camille",
        "url": "http://localhost:8000/mot-de-passe/abc/",
        "expires_at": _UNTIL,
    },
    "accounts/password_changed": {
        "name": "",
        "url": "http://localhost:8000/mot-de-passe/",
        "changed_at": _UNTIL,
    },
    "approvals/asked": {
        "name": "Victor",
        "organisation": "Condor",
        "kind": "campagne",
        "subject_name": "L'Ombre de Staline <sortie> & suites",
        "facts": [
            ["Film", "L'Ombre de Staline"],
            ["Vagues", "Semaine 1 : 13/11/2026–27/11/2026"],
        ],
        "url": "http://localhost:8000/accords/",
    },
    "approvals/decided": {
        "name": "Paul",
        "kind": "campagne",
        "subject_name": "Sortie nationale",
        "approved": False,
        "comment": "L’affiche est trop sombre.\nÉclaircissez-la 🎬 et redemandez.",
        "url": "http://localhost:8000/campagnes/01HZY/",
    },
    "webhooks/disabled": {
        "name": "Paul",
        "organisation": "Condor",
        "address": "https://exemple.fr/toile?a=1&b=2",
        "reason": "La réponse est 503 ; il faut une réponse 2xx.",
        "url": "http://localhost:8000/webhooks/01HZY/",
    },
}
