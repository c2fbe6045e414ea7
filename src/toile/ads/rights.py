"""How a past event of the ads stream forgets whom it was about."""

from collections.abc import Callable

import msgspec

from toile.wire.events import AnyEvent, Assignment, Click, Impression
from toile.wire.ids import Aid, ulid_time_ms


def without_person(
    event: AnyEvent, forgotten_ms: Callable[[Aid], int | None]
) -> AnyEvent:
    """Give an event back without its id, if that id was erased after it.

    An event is as old as the ad it is about: a tab that was left open tells of its ad
    long after. The event stays as an anonymous count; what a click earned is in the
    ledger already, which carries no id (DESIGN §5, rule 3).
    """
    if isinstance(event, Impression):
        if _erased(event.aid, ulid_time_ms(event.impression), forgotten_ms):
            return msgspec.structs.replace(event, aid=None)
        return event
    if isinstance(event, Assignment):
        if _erased(event.aid, event.at_ms, forgotten_ms):
            return msgspec.structs.replace(event, aid=None)
        return event
    if isinstance(event, Click):
        aid, cookie = (
            None if _erased(held, event.served_ms, forgotten_ms) else held
            for held in (event.aid, event.cookie_aid)
        )
        return msgspec.structs.replace(event, aid=aid, cookie_aid=cookie)
    return event


def anonymous(event: AnyEvent) -> AnyEvent:
    """Give an event of the ads stream back without its ids."""
    if isinstance(event, Impression | Assignment):
        return msgspec.structs.replace(event, aid=None)
    if isinstance(event, Click):
        return msgspec.structs.replace(event, aid=None, cookie_aid=None)
    return event


def _erased(
    aid: Aid | None, served_ms: int, forgotten_ms: Callable[[Aid], int | None]
) -> bool:
    until = None if aid is None else forgotten_ms(aid)
    return until is not None and served_ms <= until
