"""DELETE /me, POST and DELETE /me/optout: erase, object, and take an objection back.

Answered once it is on disk, alike for a known browser, an unknown one and one erased
before. Each erasure has a number by which its state is told later.
"""

from toile.edge import answers
from toile.edge.pool.own_page import foreign_page, shared
from toile.edge.pool.wing import TID_COOKIE, PoolWing, forget_url, sids_of, tid_of
from toile.edge.server import Answer, Request, WhenDurable
from toile.pool.acknowledged import new_number
from toile.wire.clock import now_ms
from toile.wire.events import Erasure
from toile.wire.ids import new_ulid
from toile.wire.tags import Erased

_DOOR = "me"


def forget_me(wing: PoolWing, request: Request) -> Answer:
    """Erase all that is held on this browser; answered once that is on disk."""
    return _erase(wing, request, objects=False)


def object_to_all(wing: PoolWing, request: Request) -> Answer:
    """Erase all, and refuse whatever may come; answered once that is on disk."""
    # A page's script can post without a preflight, and its browser says whose it is.
    if answers.origin_of(request) != wing.portal_url:
        return foreign_page(wing, _DOOR)
    return _erase(wing, request, objects=True)


def take_back(wing: PoolWing, request: Request) -> Answer:
    """Take an objection back: whoever is asked again may say yes, as a new browser."""
    wing.counters.count(_DOOR, "objection_taken_back")
    dropped = (
        answers.drop_cookie(answers.OPTOUT_COOKIE),
        # An id that objected stays forgotten for good.
        answers.drop_cookie(TID_COOKIE),
    )
    return answers.empty((*shared(wing, request), *dropped))


def _erase(wing: PoolWing, request: Request, *, objects: bool) -> Answer:
    now, number = now_ms(), new_number()
    tid = tid_of(request)
    sids = () if tid is None else sids_of(wing, tid)
    headers = shared(wing, request)
    wing.counters.count(_DOOR, "objected" if objects else "erased")
    *earlier, last = sids or (None,)
    for sid in earlier:
        # Of one number one event: what was carried out under it is not done again.
        wing.journal.append(
            Erasure(id=new_ulid(now), at_ms=now, sid=sid, objects=objects)
        )
    durable = wing.journal.append(
        Erasure(id=new_ulid(now), at_ms=now, sid=last, number=number, objects=objects)
    )
    body = Erased(handover=forget_url(wing, sids, now), number=number)
    kept = (answers.set_optout(),) if objects else ()
    told = answers.json(body, (*headers, answers.drop_cookie(TID_COOKIE), *kept))
    return WhenDurable(durable, told, answers.unavailable(headers))
