"""Who may open what of ``payouts``."""

from django.utils import timezone

from permission_rows import Given, Stage
from toile.portal.payouts.models import Doubt

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
payouts:cinemas        GET    in   200  200  200  302  403  403  403  403  403  403  403  403  403  403
payouts:cinema         GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
payouts:poster         GET    in   200  200  200  200  403  403  403  403  200  200  200  403  403  403
payouts:pool           GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
payouts:doubts         GET    in   403  403  403  403  403  403  403  403  200  200  200  200  403  403
payouts:decide_doubt   POST   in   403  403  403  403  403  403  403  403  302  302  403  302  403  403
"""  # noqa: E501 - a table is read by its columns

DEEDS = {"payouts:decide_doubt"}


def given(stage: Stage) -> Given:
    """The Royal's dashboard, the poster of a film shown to the pool, a finding."""
    doubt = Doubt.objects.create(
        kind=Doubt.Kind.BURST,
        day=timezone.localdate(),
        line=stage.world.line,
        hour=3,
        clicks=60,
        found_at=timezone.now(),
    )
    return {
        "payouts:cinema": ((stage.world.royal.id,), {}),
        "payouts:poster": ((stage.world.creative.id,), {}),
        "payouts:decide_doubt": ((doubt.pk,), {"decision": "keep", "reason": "Vu"}),
    }
