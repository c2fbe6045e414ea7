"""Who may open what of ``mail``: the mailbox is the demonstration's, 404 elsewhere."""

from permission_rows import Given, Stage
from toile.portal.mail.models import Kind
from toile.portal.mail.services import send
from toile.portal.mail.tokens import seal

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
mail:mailbox           GET    404  404  404  404  404  404  404  404  404  404  404  404  404  404  404
mail:mail              GET    404  404  404  404  404  404  404  404  404  404  404  404  404  404  404
mail:html              GET    404  404  404  404  404  404  404  404  404  404  404  404  404  404  404
mail:unsubscribe       GET    200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
mail:unsubscribe       POST   302  302  302  302  302  302  302  302  302  302  302  302  302  302  302
"""  # noqa: E501 - a table is read by its columns

DEEDS = {"mail:unsubscribe"}


def given(stage: Stage) -> Given:
    """A mail to the Royal, and the link at the foot of its weekly letter."""
    people = stage.world.people
    mail = send("accounts/notice", people.users["royal"].email, {"url": "https://x"})
    token = seal(people.users["royal"].email, Kind.WEEKLY)
    return {
        "mail:mail": ((mail.id,), {}),
        "mail:html": ((mail.id,), {}),
        "mail:unsubscribe": ((token,), {"kind": Kind.WEEKLY, "deed": "stop"}),
    }
