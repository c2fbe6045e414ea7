"""What the click filter must remember, in the pool space's ``CLICKED`` table.

Keys: ``i`` + impression (its token was used), ``a`` + aid + ``c`` + creative (last
click), ``a`` + aid + ``b`` + campaign (last billed), ``a`` + aid + ``k`` + click (all
that were billed, for the daily look). Values are milliseconds as decimal text. Two
days suffice: the filter and the look go back one (SPECS §6).
"""

from toile.ads.clicks.filter import Earlier, uses_token
from toile.ads.clicks.unbilled import UnbilledReason
from toile.ledger.invalid import too_many
from toile.pool.clicked import CLICKED, billed, of_id
from toile.profiles import Space, Update
from toile.wire.clock import MS_A_DAY
from toile.wire.events import Click
from toile.wire.ids import ID_BYTES, Aid

_KEPT_MS = 2 * MS_A_DAY
_PAID = b"k"
_WHOSE = len(of_id(Aid(bytes(ID_BYTES))))


def earlier(update: Update, click: Click) -> Earlier:
    """Look up the earlier clicks that bear on one."""
    used = update.get(CLICKED, _impression(click)) is not None
    if click.aid is None:
        return Earlier(clicked=used)
    return Earlier(
        clicked=used,
        same_creative_ms=_time(update, _creative(click, click.aid)),
        billed_ms=_time(update, _billed(click, click.aid)),
    )


def remember(
    update: Update, click: Click, reason: UnbilledReason | None, *, erased: bool
) -> None:
    """Remember a judged click for those that follow; of an erased id only its token."""
    at = str(click.at_ms).encode()
    if not uses_token(reason):
        return
    update.put(CLICKED, _impression(click), at)
    if click.aid is not None and click.cookie_aid == click.aid and not erased:
        update.put(CLICKED, _creative(click, click.aid), at)
        if reason is None:
            update.put(CLICKED, _billed(click, click.aid), at)
            update.put(CLICKED, _paid(click, click.aid), at)


def forget_clicks(update: Update, aid: Aid) -> None:
    """Forget all clicks of an id."""
    for key, _ in list(update.scan(CLICKED, of_id(aid))):
        update.delete(CLICKED, key)


def move_clicks(update: Update, earlier: Aid, aid: Aid) -> None:
    """Let the clicks of an id go on under another; of two, the later one counts."""
    prefix = b"a" + earlier
    for key, value in list(update.scan(CLICKED, prefix)):
        moved = b"a" + aid + key[len(prefix) :]
        before = update.get(CLICKED, moved)
        if before is None or int(before) < int(value):
            update.put(CLICKED, moved, value)
        update.delete(CLICKED, key)


def forget_old_clicks(space: Space, now_ms: int) -> None:
    """Forget what the filter no longer looks back to from the newest click read.

    Not from now: a worker that was away for days still has clicks of then to judge.
    """
    with space.update() as update:
        held = list(update.scan(CLICKED))
        newest = max((int(value) for _, value in held), default=now_ms)
        oldest = min(now_ms, newest) - _KEPT_MS
        for key, value in held:
            if int(value) < oldest:
                update.delete(CLICKED, key)


def _impression(click: Click) -> bytes:
    return b"i" + click.impression.encode()


def _creative(click: Click, aid: Aid) -> bytes:
    return of_id(aid) + b"c" + click.creative.encode()


def _billed(click: Click, aid: Aid) -> bytes:
    return billed(aid, click.campaign)


def _paid(click: Click, aid: Aid) -> bytes:
    return of_id(aid) + _PAID + click.id.encode()


def paid_too_often(space: Space) -> set[str]:
    """Name the billed clicks of ids that were billed for too many within a day."""
    by_id: dict[bytes, dict[str, int]] = {}
    for key, at in space.scan(CLICKED, of_id(Aid(b""))):
        whose, rest = key[:_WHOSE], key[_WHOSE:]
        if rest[:1] == _PAID:
            by_id.setdefault(whose, {})[rest[1:].decode()] = int(at)
    found: set[str] = set()
    for clicks in by_id.values():
        found |= too_many(clicks)
    return found


def _time(update: Update, key: bytes) -> int | None:
    value = update.get(CLICKED, key)
    return None if value is None else int(value)
