"""The union's keys are rotated: nobody leaves the pool by it; then they are gone."""

import base64
from typing import Any

import pytest

from toile.ads.delivery import caps
from toile.ads.delivery.caps import CAPS
from toile.journal import export, open_reader
from toile.ops import ceremony
from toile.ops.keys import custody_of
from toile.pool import exposures, moved, visits
from toile.pool.exposures import EXPOSURES
from toile.pool.rights import FORGOTTEN
from toile.pool.visits import PROFILES, Profile
from toile.portal.campaigns.models import ClickTrail
from toile.portal.custody.models import KeyVersion
from toile.wire.audience import AUDIENCE_TABLE, FORGOTTEN_TABLE, MOVED_TABLE
from toile.wire.events import Rekeyed
from toile.wire.ids import Aid, Sid, new_ulid
from toile.worker.erasure import compact_ads, compact_pool
from toile.worker.stores import open_stores

CAMILLE, DOMINIQUE = 1, 2


def rotate(house: Any) -> None:
    """Rotate, and let the minute pass after which the new version is in force."""
    house.keys.refresh()
    ceremony.rotate(house.settings, 90, "anne@scare.example", house.now())
    house.ahead_ms += ceremony.SOON_MS
    assert house.identity.version > 1


def seen_again(house: Any, sid: Sid, person: int) -> Rekeyed:
    """What the edge writes of a browser that it meets after a rotation."""
    now = house.now()
    return Rekeyed(id=new_ulid(now), at_ms=now, sid=house.sid(person), previous=sid)


def retire(house: Any, *, leaked: bool = False) -> ceremony.Retired:
    house.stop()
    return ceremony.retire(
        house.settings,
        lambda: open_stores(house.settings.profiles),
        "anne@scare.example",
        house.now(),
        leaked=leaked,
        settle_seconds=0,
    )


def profile(house: Any, sid: Sid) -> Profile | None:
    record = house.stores.pool.get(PROFILES, sid)
    return None if record is None else visits.decode(record)


def audience(house: Any) -> set[bytes]:
    return {key for key, _ in house.stores.ads.scan(AUDIENCE_TABLE)}


def life(house: Any) -> tuple[Sid, Aid]:
    """Camille visits, is shown an ad twice and is assigned, all before a rotation."""
    sid, aid = house.sid(CAMILLE), house.aid(CAMILLE)
    house.tell(
        house.visit(CAMILLE, "royal", house.at()),
        house.visit(DOMINIQUE, "eldorado", house.at()),
        house.impression(CAMILLE, house.at(5)),
        house.impression(CAMILLE, house.at(6)),
        house.assignment(CAMILLE, house.at(5)),
    )
    return sid, aid


def test_whoever_is_seen_again_takes_all_along(house: Any) -> None:
    sid, aid = life(house)
    rotate(house)
    assert audience(house) >= {aid}
    house.tell(
        seen_again(house, sid, CAMILLE), house.visit(CAMILLE, "royal", house.now())
    )
    assert house.sid(CAMILLE) != sid
    after = profile(house, house.sid(CAMILLE))
    assert after is not None
    assert [s.count for each in after.visits.values() for s in each.values()] == [2]
    assert profile(house, sid) is None
    pool, ads = house.stores.pool, house.stores.ads
    held = exposures.decode(pool.get(EXPOSURES, house.sid(CAMILLE)))
    assert [each.count for each in held.lines.values()] == [2]
    assert len(held.groups) == 1
    seen = caps.decode(ads.get(CAPS, house.aid(CAMILLE)))
    assert list(seen.whole.values()) == [2]
    assert ads.get(CAPS, aid) is None
    assert house.aid(CAMILLE) in audience(house)
    assert aid not in audience(house)
    # Until the next handover the browser still holds its earlier cookie.
    assert ads.get(MOVED_TABLE, aid) == house.aid(CAMILLE)


def test_being_told_twice_moves_nothing_twice(house: Any) -> None:
    sid, _ = life(house)
    rotate(house)
    again = seen_again(house, sid, CAMILLE)
    house.tell(again, again)
    first = profile(house, house.sid(CAMILLE))
    house.tell(seen_again(house, sid, CAMILLE))
    assert profile(house, house.sid(CAMILLE)) == first


def test_a_visit_and_an_impression_told_late_go_to_where_the_rest_is(
    house: Any,
) -> None:
    sid, aid = life(house)
    late = house.visit(CAMILLE, "eldorado", house.at(7))
    shown = house.impression(CAMILLE, house.at(8))
    rotate(house)
    house.tell(seen_again(house, sid, CAMILLE))
    house.tell(late, shown, edge="edge-1")
    after = profile(house, house.sid(CAMILLE))
    assert after is not None
    assert len(after.visits) == 2
    assert profile(house, sid) is None
    assert house.stores.ads.get(CAPS, aid) is None


@pytest.mark.parametrize("renewed", [False, True], ids=["old cookie", "new cookie"])
@pytest.mark.parametrize("seen", [False, True], ids=["not seen", "seen again"])
def test_a_click_in_flight_over_a_rotation_pays_the_right_cinema(
    house: Any, *, seen: bool, renewed: bool
) -> None:
    sid, aid = life(house)
    rotate(house)
    if seen:
        house.tell(seen_again(house, sid, CAMILLE))
    cookie = house.aid(CAMILLE) if renewed and seen else aid
    house.tell(house.click(CAMILLE, house.now(), aid=aid, cookie_aid=cookie))
    assert ClickTrail.objects.get().reason == ""
    # The very same ad pays nothing a second time, by whichever id it is told.
    house.tell(house.click(CAMILLE, house.now() + 1, aid=aid, cookie_aid=aid))
    assert sorted(each.reason for each in ClickTrail.objects.all())[1] != ""


@pytest.mark.parametrize("how", ["erasure", "withdrawal"])
def test_erasure_reaches_what_was_written_under_both_ids(house: Any, how: str) -> None:
    sid, aid = life(house)
    rotate(house)
    house.tell(
        seen_again(house, sid, CAMILLE), house.visit(CAMILLE, "royal", house.now())
    )
    now = house.now()
    asked = house.erasure(CAMILLE, now)
    if how == "withdrawal":
        asked = house.consent(CAMILLE, "royal", "withdrawal", now)
    house.tell(asked)
    for each in (sid, house.sid(CAMILLE)):
        assert profile(house, each) is None
        assert house.stores.pool.get(FORGOTTEN, each) is not None
    assert not {aid, house.aid(CAMILLE)} & audience(house)
    assert house.stores.ads.get(FORGOTTEN_TABLE, aid) is not None
    assert not moved.pairs(house.stores.pool)
    compact_pool(house.settings.journal, house.stores.pool)
    compact_ads(house.settings.journal, house.stores.ads)
    house.stop()
    told = "\n".join(
        line.decode() if isinstance(line, bytes) else line
        for stream in ("pool", "ads")
        for line in export(open_reader(house.settings.journal, stream))
    )
    dominique = house.sid(DOMINIQUE)
    assert dominique != sid
    named = _writings(sid) + _writings(aid) + _writings(house.sid(CAMILLE))
    assert not [each for each in named if each in told]


def test_an_erasure_by_a_browser_that_was_not_seen_again_holds(house: Any) -> None:
    sid, aid = life(house)
    asked = house.erasure(CAMILLE, house.at(9))
    rotate(house)
    # As the edge writes it: one for each version that is read.
    house.tell(asked, house.erasure(CAMILLE, house.now()))
    assert profile(house, sid) is None
    assert aid not in audience(house)


def test_a_rebuild_over_a_rotation_finds_the_same(house: Any) -> None:
    sid, _ = life(house)
    rotate(house)
    house.tell(
        seen_again(house, sid, CAMILLE),
        house.visit(CAMILLE, "eldorado", house.now()),
        house.impression(CAMILLE, house.now()),
    )
    before = _everything(house)
    house.stores.clear()
    assert not audience(house)
    house.catch_up()
    assert _everything(house) == before


def test_a_version_is_destroyed_only_once_its_window_is_over(house: Any) -> None:
    life(house)
    rotate(house)
    with pytest.raises(ceremony.CeremonyError, match="still read"):
        retire(house)
    with pytest.raises(ceremony.CeremonyError, match="no more than two"):
        ceremony.rotate(house.settings, 90, "anne", house.now())


def test_a_destroyed_version_leaves_no_id_anywhere(house: Any) -> None:
    sid, aid = life(house)
    absent, absent_aid = house.sid(DOMINIQUE), house.aid(DOMINIQUE)
    rotate(house)
    again = seen_again(house, sid, CAMILLE)
    house.tell(again, house.visit(CAMILLE, "royal", house.now()))
    retired = retire(house, leaked=True)
    assert (retired.version, retired.ids) == (1, 2)
    house.catch_up()
    stores = house.stores
    gone = (sid, absent)
    for table in (PROFILES, EXPOSURES, FORGOTTEN):
        assert not [each for each in gone if stores.pool.get(table, each) is not None]
    assert audience(house) == {house.aid(CAMILLE)}
    assert not list(stores.ads.scan(MOVED_TABLE))
    compact_pool(house.settings.journal, stores.pool, house.now(), house.identity)
    compact_ads(house.settings.journal, stores.ads, house.now())
    house.stop()
    lines = [
        str(line)
        for stream in ("pool", "ads")
        for line in export(open_reader(house.settings.journal, stream))
    ]
    told = "\n".join(lines)
    for each in (*gone, aid, absent_aid):
        assert not [one for one in _writings(each) if one in told]
    # Rebuilt, the pool is what it was: who came back is in it, by what came after.
    house.stores.clear()
    house.catch_up()
    assert audience(house) == {house.aid(CAMILLE)}
    ring = custody_of(house.settings).keyring()
    assert [each.version for each in ring.ids] == [2]
    assert KeyVersion.objects.get(number=1).destroyed_at is not None


def test_a_click_by_a_destroyed_version_pays_nobody_and_stops_nothing(
    house: Any,
) -> None:
    _, aid = life(house)
    late = house.visit(CAMILLE, "royal", house.at(7))
    rotate(house)
    retire(house, leaked=True)
    house.tell(late, house.click(CAMILLE, house.now(), aid=aid, cookie_aid=aid))
    assert ClickTrail.objects.get().reason == "no_cinema"
    assert not house.worker.failing


def _writings(identifier: bytes) -> list[str]:
    return [identifier.hex(), base64.b64encode(identifier).decode()]


def _everything(house: Any) -> dict[str, Any]:
    pool, ads = house.stores.pool, house.stores.ads
    return {
        "profiles": dict(pool.scan(PROFILES)),
        "moved": dict(pool.scan(moved.MOVED)),
        "exposures": {
            key: exposures.decode(value) for key, value in pool.scan(EXPOSURES)
        },
        "audience": dict(ads.scan(AUDIENCE_TABLE)),
        "caps": {
            key: (seen.lines, seen.whole)
            for key, seen in ((k, caps.decode(v)) for k, v in ads.scan(CAPS))
        },
    }
