"""A rebuild fills in what a database put back lacks of the sums (decision 0004).

That is what fees are booked from (decision 0040); a rebuild keeps them in the profile
store, and tells them again. A savepoint stands for the backup.
"""

from typing import Any

from django.db import transaction

from toile.ledger.attributed import UNIT
from toile.portal.agreements.models import Agreement
from toile.portal.campaigns.models import ClickTrail
from toile.portal.payouts.models import Posting, SharedDay
from toile.portal.payouts.movements import owed_micros
from toile.portal.payouts.services.accruing import book_day
from toile.wire.clock import paris_date
from toile.wire.ids import new_ulid


def sums(house: Any) -> dict[str, tuple[int, int]]:
    names = {each.id: name for name, each in house.world.cinemas.items()}
    rows = SharedDay.objects.filter(window_days=0)
    return {
        names[cinema]: (clicks // UNIT, shown // UNIT)
        for cinema, clicks, shown in rows.values_list(
            "cinema_id", "clicks_equal", "shown_equal"
        )
    }


def rebuild(house: Any) -> None:
    house.stop()
    house.worker.stores.clear()
    house.worker.catch_up()
    assert house.worker.failing == {}


def test_what_came_since_the_backup_is_told_again(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    backup = transaction.savepoint()
    house.tell(house.impression(1, house.at(11)), house.click(1, house.at(20)))
    before = sums(house)
    assert before == {"royal": (1, 1)}
    transaction.savepoint_rollback(backup)
    assert sums(house) == {}
    rebuild(house)
    assert ClickTrail.objects.count() == Posting.objects.count() == 1
    assert sums(house) == before


def test_impressions_alone_are_told_again(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    backup = transaction.savepoint()
    house.tell(house.impression(1, house.at(11)))
    before = sums(house)
    assert before == {"royal": (0, 1)}
    transaction.savepoint_rollback(backup)
    rebuild(house)
    assert sums(house) == before


def test_the_fee_of_impressions_since_the_backup_is_booked(house: Any) -> None:
    Agreement.objects.filter(kind=Agreement.Kind.OPERATOR_UNION).update(
        basis="impressions", fee_micros=0, impression_fee_micros=2_000_000
    )
    royal, day = house.world.cinemas["royal"], paris_date(house.at())
    house.tell(house.visit(1, "royal", house.at()))
    backup = transaction.savepoint()
    house.tell(house.impression(1, house.at(11)))
    book_day(day)
    owed = owed_micros(royal)
    assert owed > 0
    transaction.savepoint_rollback(backup)
    rebuild(house)
    book_day(day)
    assert owed_micros(royal) == owed


def test_a_click_of_an_unknown_creative_is_summed_once(house: Any) -> None:
    # It is left out of the trail (worker.books), so that each reading judges it anew.
    house.tell(
        house.visit(1, "royal", house.at()),
        house.click(1, house.at(20), creative=new_ulid(1)),
    )
    assert ClickTrail.objects.count() == 0
    before = sums(house)
    rebuild(house)
    rebuild(house)
    assert sums(house) == before
