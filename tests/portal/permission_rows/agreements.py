"""Who may open what of ``agreements``."""

import hashlib

from django.utils import timezone

from permission_rows import Given, Stage
from toile.portal.agreements.models import Agreement, Paper

# Of a cinema its responsible people sign, end and take back; of the union editors too.
SIGNS = "200  403  403  404  403  403  403  403  403  403  403  404  403  403"
TRIES = "422  403  403  404  403  403  403  403  403  403  403  404  403  403"
SEES = "200  200  200  404  403  403  403  403  200  200  200  404  403  403"
ENDS = "302  403  403  404  403  403  403  403  302  302  403  404  403  403"

TABLE = f"""
url method audience
agreements:joint        GET    everyone
agreements:verify       GET    everyone
agreements:verify       POST   422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
agreements:list         GET    union
agreements:own          GET    in 403 403 403 403 403 403 403 403 403 403 403 302 403 403
agreements:versions     GET    in 200 200 200 200 403 403 403 403 200 200 200 200 403 403
agreements:sign         GET    in {SIGNS}
agreements:sign         POST   in {TRIES}
agreements:draft        GET    in {SIGNS}
agreements:scan         POST   in {TRIES}
agreements:agreement    GET    in {SEES}
agreements:paper        GET    in {SEES}
agreements:countersign  POST   union
agreements:refuse       POST   union
agreements:end          POST   in {ENDS}
agreements:keep         POST   in {ENDS}
"""  # noqa: E501 - a table is read by its columns

# Deeds that leave a mark of their own when they are allowed.
DEEDS = {f"agreements:{deed}" for deed in ("countersign", "refuse", "end")}


def given(stage: Stage) -> Given:
    """The Royal's agreement with a paper, and the Eldorado's, which waits."""
    world = stage.world
    today = timezone.localdate()
    waiting = Agreement.objects.create(
        kind=Agreement.Kind.UNION_CINEMA,
        organisation=world.people.eldorado,
        cinema=world.eldorado,
        reference="C-2026-ELDO-1",
        stage=Agreement.Stage.AWAITING,
        signed_on=today,
        starts_on=today,
    )
    Paper.objects.create(
        agreement=world.agreement,
        kind=Paper.Kind.SCAN,
        content=b"%PDF-1.7",
        sha256=hashlib.sha256(b"%PDF-1.7").hexdigest(),
        made_at=timezone.now(),
    )
    one, own = (world.agreement.pk,), (world.royal.pk,)
    told = {"cause": "closed", "reason": "Fermeture.", "agreed": "on"}
    return {
        "agreements:sign": (own, {}),
        "agreements:draft": (own, {}),
        "agreements:scan": (own, {}),
        "agreements:agreement": (one, {}),
        "agreements:paper": (one, {}),
        "agreements:countersign": ((waiting.pk,), {}),
        "agreements:refuse": ((waiting.pk,), {"reason": "À corriger."}),
        "agreements:end": (one, {**told, "day": today.isoformat()}),
        "agreements:keep": (one, {}),
    }
