"""Who may open what of ``webhooks``: owners alone, each their organisation's."""

import json

from permission_rows import Given, Stage
from toile.portal.webhooks import services
from toile.portal.webhooks.models import Event, Message

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
webhooks:list          GET    in   200  403  403  200  200  403  403  200  200  403  403  200  200  403
webhooks:add           GET    in   200  403  403  200  200  403  403  200  200  403  403  200  200  403
webhooks:add           POST   in   302  403  403  302  302  403  403  302  302  403  403  302  302  403
webhooks:endpoint      GET    in   200  403  403  404  404  403  403  404  404  403  403  404  404  403
webhooks:message       GET    in   200  403  403  404  404  403  403  404  404  403  403  404  404  403
webhooks:test          POST   in   302  403  403  404  404  403  403  404  404  403  403  404  404  403
webhooks:renew         POST   in   302  403  403  404  404  403  403  404  404  403  403  404  404  403
webhooks:switch        POST   in   302  403  403  404  404  403  403  404  404  403  403  404  404  403
webhooks:remove        POST   in   302  403  403  404  404  403  403  404  404  403  403  404  404  403
webhooks:send_again    POST   in   302  403  403  404  404  403  403  404  404  403  403  404  404  403
"""  # noqa: E501 - a table is read by its columns

DEEDS = {
    f"webhooks:{name}"
    for name in ("add", "test", "renew", "switch", "remove", "send_again")
}


def given(stage: Stage) -> Given:
    """A webhook of the Royal with a message that failed."""
    royal, owner = stage.world.people.royal, stage.world.people.users["royal"]
    endpoint = services.subscribe(
        royal, "https://royal.example/toile", Event.values, owner
    )
    message = services.send_test(endpoint, owner)
    Message.objects.filter(id=message.id).update(
        state=Message.State.FAILED, next_at=None
    )
    assert json.loads(message.body)["type"] == "webhook.test"
    one, told = (endpoint.id,), (endpoint.id, message.id)
    return {
        "webhooks:add": (
            (),
            {"url": "https://x.example/", "events": [Event.APPROVAL_DECIDED]},
        ),
        "webhooks:endpoint": (one, {}),
        "webhooks:message": (told, {}),
        "webhooks:test": (one, {}),
        "webhooks:renew": (one, {}),
        "webhooks:switch": (one, {"to": "paused"}),
        "webhooks:remove": (one, {}),
        "webhooks:send_again": (told, {}),
    }
