"""Who may open what of ``tokens``."""

from permission_rows import Given, Stage
from toile.portal.accounts.models import Membership
from toile.portal.accounts.seats import Seat
from toile.portal.tokens import services

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
tokens:list            GET    in   200  200  200  200  200  200  200  200  200  200  200  200  200  403
tokens:list            POST   in   422  422  403  422  302  302  403  302  302  302  403  302  422  403
tokens:revoke          POST   in   404  404  403  404  302  302  403  404  404  404  403  404  404  403
"""  # noqa: E501 - a table is read by its columns

DEEDS = {"tokens:list", "tokens:revoke"}


def given(stage: Stage) -> Given:
    """A token of Condor's, and a scope that cinemas and publishers are not offered."""
    seat = Seat(
        stage.world.people.users["condor"],
        Membership.objects.get(user=stage.world.people.users["condor"]),
    )
    token, _text = services.make_token(seat, "Rapport", ["campaigns:read"], 30)
    return {
        "tokens:list": (
            (),
            {"name": "Mien", "scopes": ["campaigns:read"], "days": "30"},
        ),
        "tokens:revoke": ((token.id,), {}),
    }
