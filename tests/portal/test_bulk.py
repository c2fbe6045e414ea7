"""Rows that are written together are those that were given, whatever is in them."""

import pytest

from toile.portal.bulk import add, insert, known
from toile.portal.payouts.models import Account, Balance

ODD = ["a\tb", "c\nd", "e\\d", "None", "\\N", "f\rg", "é’", "", "%s", '"quoted"']
FIELDS = ("id", "code", "kind", "cinema")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 199, 200, 401, 2_000, 2_201])
def test_as_many_rows_are_there_as_were_given(count: int) -> None:
    insert(Account, FIELDS, [(f"{at}", f"c{at}", "x", None) for at in range(count)])
    assert Account.objects.filter(cinema=None).count() == count


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD)
def test_texts_stay_what_they_are(odd: str) -> None:
    rows = [("A", odd, "x", None), ("B", "plain", odd, None)]
    insert(Account, FIELDS, rows)
    insert(Account, FIELDS[:3], [("C", f"{odd}C", odd)])
    found = Account.objects.order_by("id").values_list(*FIELDS)
    assert list(found) == [*rows, ("C", f"{odd}C", odd, None)]


@pytest.mark.django_db
def test_known_keys_are_told_from_others_and_sums_are_added() -> None:
    insert(Account, FIELDS[:3], [(key, key, "x") for key in "AB"])
    assert known(Account, ["A", "B", "C", 'D"']) == {"A", "B"}
    assert known(Account, []) == set()
    insert(Balance, ("account", "amount_micros"), [("A", 5), ("B", 0)])
    add(Balance, "amount_micros", [("A", 2), ("B", -2)])
    assert dict(Balance.objects.values_list("account", "amount_micros")) == {
        "A": 7,
        "B": -2,
    }
