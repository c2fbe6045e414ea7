"""Whose clicks and impressions are: kept in sums; and one id that clicks too often."""

from typing import Any

from toile.ledger.attributed import UNIT
from toile.ledger.invalid import MOST_A_DAY
from toile.portal.payouts.models import Doubt, Posting, SharedDay
from toile.portal.payouts.movements import ever, owed_micros
from toile.wire.ids import new_ulid
from toile.worker.erasure import compact_ads, compact_pool

DAY = 24 * 3_600
AGREED = 0


def rows(house: Any, window: int) -> dict[str, tuple[int, ...]]:
    """By cinema: clicks, then impressions, by each rule, in thousandths."""
    names = {each.id: name for name, each in house.world.cinemas.items()}
    fields = [
        f"{kind}_{rule}"
        for kind in ("clicks", "shown")
        for rule in ("equal", "last", "by_visits", "each")
    ]
    found = SharedDay.objects.filter(window_days=window)
    return {
        names[cinema]: tuple(round(1_000 * part / UNIT) for part in parts)
        for cinema, *parts in found.values_list("cinema_id", *fields)
    }


def test_clicks_and_impressions_are_summed_by_every_rule_and_window(
    house: Any,
) -> None:
    shown = house.impression(1, house.at(11))
    house.tell(
        *(house.visit(1, "royal", house.at(n, days=-10)) for n in range(3)),
        house.visit(1, "eldorado", house.at()),
        house.visit(2, "lux", house.at()),
        house.click(1, house.at(10)),
        # Neither what is refused nor what is told again counts, nor who has no member.
        house.click(1, house.at(12)),
        house.click(2, house.at(12)),
        shown,
        shown,
        house.impression(2, house.at(11)),
        house.impression(None, house.at(11)),
    )
    agreed = {
        "royal": (500, 0, 750, 1000) * 2,
        "eldorado": (500, 1000, 250, 1000) * 2,
    }
    assert rows(house, AGREED) == rows(house, 30) == agreed
    assert rows(house, 7) == {"eldorado": (1000,) * 8}
    # An erasure takes the person out of the journal, and from nobody any money.
    house.tell(house.erasure(1, house.at(20)))
    compact_pool(house.settings.journal, house.stores.pool)
    compact_ads(house.settings.journal, house.stores.ads)
    house.stores.clear()
    house.catch_up()
    assert rows(house, AGREED) == agreed


def test_what_one_id_clicks_far_too_often_is_taken_out_at_once(house: Any) -> None:
    def clicks(person: int, number: int) -> list[Any]:
        return [
            house.click(person, house.at(40 * n + 10), campaign=new_ulid(1))
            for n in range(number)
        ]

    house.tell(
        house.visit(1, "royal", house.at()),
        house.visit(2, "royal", house.at()),
        *clicks(1, MOST_A_DAY + 1),
        *clicks(2, MOST_A_DAY),
    )
    doubt = Doubt.objects.get()
    assert (doubt.kind, doubt.state, doubt.taken) == ("one_id", "taken_out", 11)
    royal = house.world.cinemas["royal"]
    assert owed_micros(royal) == 10 * 400
    found = ever(royal)
    assert (found.gross_micros, found.reversed_micros) == (21 * 400, 11 * 400)
    house.catch_up()
    assert Posting.objects.filter(kind="reversal").count() == 11
    assert Doubt.objects.count() == 1
