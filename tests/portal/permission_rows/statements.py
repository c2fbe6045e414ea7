"""Who may open what of ``statements``."""

from clock import TODAY
from permission_rows import Given, Stage
from statements_stage import MONTH, drawn
from toile.wire.calendar import write_month

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
statements:month        GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
statements:archive      GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
statements:statement    GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
statements:pdf          GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
statements:csv          GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
statements:cinema       GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
statements:provisional  GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
statements:trail        GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
"""  # noqa: E501 - a table is read by its columns

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """A statement of the Royal, and the month that goes on."""
    royal, month = stage.world.royal.id, write_month(MONTH)
    one = drawn(stage.world).id
    return {
        "statements:archive": ((month,), {}),
        "statements:statement": ((one,), {}),
        "statements:pdf": ((one,), {}),
        "statements:csv": ((one,), {}),
        "statements:cinema": ((royal,), {}),
        "statements:provisional": ((royal, write_month(TODAY)), {}),
        "statements:trail": ((royal, month), {}),
    }
