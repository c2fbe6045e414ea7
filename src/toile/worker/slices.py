"""Where slices end: as far behind a click as nothing of its own spectator happens.

A slice costs three commits, whatever it holds. A click meets only what its spectator
did: the visits of others may be read before it, so that one slice takes many clicks.
"""

from collections.abc import Iterable, Mapping

import msgspec

from toile.wire.events import AnyEvent, Consent, Erasure, Rekeyed, Visit
from toile.wire.ids import Sid


class Waiting(msgspec.Struct, frozen=True):
    """A click that is judged once the pool's stream is read up to a time."""

    sid: Sid | None
    ready_ms: int


def ends(
    waiting: Iterable[Waiting], events: Iterable[AnyEvent], horizon_ms: int | None
) -> list[int]:
    """Tell where slices end that hold clicks, given in order of their times.

    ``events`` are the pool's next, up to the horizon if there is one: of what is
    behind it nobody knows yet, and so slices end before it. But at least one is given.
    """
    told = list(events)
    known_as = {
        event.previous: event.sid
        for event in told
        if isinstance(event, Rekeyed) and event.sid is not None
    }
    happens = _by_spectator(told, known_as)
    found: list[int] = []
    end: int | None = None
    # What must not be read before the clicks of the slice are judged.
    first_ms: float = float("inf")
    for click in waiting:
        ready = click.ready_ms
        if end is not None and horizon_ms is not None and ready >= horizon_ms:
            break
        if end is not None and ready >= first_ms:
            found.append(end)
            first_ms = float("inf")
        end = ready
        own = happens.get(known_as.get(click.sid, click.sid), ())
        first_ms = min([first_ms, *(at for at in own if at > ready)])
    return found if end is None else [*found, end]


def _by_spectator(
    events: Iterable[AnyEvent], known_as: Mapping[Sid | None, Sid]
) -> dict[Sid | None, list[int]]:
    happens: dict[Sid | None, list[int]] = {}
    for event in events:
        if not isinstance(event, Consent | Visit | Erasure | Rekeyed):
            continue
        if event.sid is not None:
            sid = known_as.get(event.sid, event.sid)
            happens.setdefault(sid, []).append(event.at_ms)
    return happens
