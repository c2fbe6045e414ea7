"""Who may open what of ``spectators``; a form is no JSON, which ``ads`` wants."""

from permission_rows import Given, Stage
from toile.wire.clock import now_ms
from toile.wire.ids import Ulid
from toile.wire.tokens import WhyToken

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
spectators:why         GET    200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
spectators:my_data     GET    200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
spectators:ads         POST   400  400  400  400  400  400  400  400  400  400  400  400  400  400  400
"""  # noqa: E501 - a table is read by its columns

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """A sealed answer to "why this ad"."""
    token = WhyToken(
        expires_ms=now_ms() + 60_000,
        line=Ulid(stage.world.line.id),
        placement=Ulid(stage.world.placement.id),
    )
    return {"spectators:why": ((stage.why_sealer.seal(token),), {})}
