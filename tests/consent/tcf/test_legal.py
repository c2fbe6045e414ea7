"""Publisher restriction, then legal basis, then purpose, vendor and disclosure."""

import pytest
from tc_writer import Section, Written

from toile.consent.tcf import (
    LegalBases,
    VendorView,
    glance,
    granted,
    purpose_mask,
)

US = 755
BOTH_WAYS = LegalBases(purpose_mask(1, 2, 3, 4), purpose_mask(7, 9), 0)
FLEXIBLE = LegalBases(
    purpose_mask(1, 2, 3, 4), purpose_mask(7, 9), purpose_mask(2, 7, 9)
)


def purposes(written: Written, bases: LegalBases = BOTH_WAYS) -> list[int]:
    view = glance(written.text(), US)
    assert isinstance(view, VendorView), view
    mask = granted(view, bases)
    return [purpose for purpose in range(1, 25) if mask & purpose_mask(purpose)]


def restricted(purpose: int, kind: int, vendor: int = US) -> Written:
    return Written(restrictions=((purpose, kind, frozenset({vendor})),))


def test_each_declared_purpose_is_granted_by_its_own_basis() -> None:
    assert purposes(Written()) == [1, 2, 3, 4, 7, 9]
    assert purposes(Written(interest=frozenset())) == [1, 2, 3, 4]
    assert purposes(Written(consent=frozenset())) == [7, 9]
    assert purposes(Written(consent=frozenset({2, 4}))) == [2, 4, 7, 9]


def test_nothing_is_granted_to_a_vendor_that_is_not_named() -> None:
    others = Section(frozenset({12}), 900)
    assert purposes(Written(vendors=others)) == [7, 9]
    assert purposes(Written(interests=others)) == [1, 2, 3, 4]
    assert purposes(Written(disclosed=others)) == []


def test_an_old_string_may_lack_the_disclosed_vendors() -> None:
    assert purposes(Written(created_ms=0, disclosed=None)) == [1, 2, 3, 4, 7, 9]
    assert purposes(Written(created_ms=0, disclosed=Section())) == []


def test_some_purposes_are_never_granted_by_legitimate_interest() -> None:
    all_ = frozenset(range(1, 25))
    everything = LegalBases(0, 0xFFFFFF, 0xFFFFFF)
    written = Written(consent=frozenset(), interest=all_)
    assert purposes(written, everything) == [2, *range(7, 25)]


@pytest.mark.parametrize(
    ("restriction", "fixed", "flexible"),
    [
        (restricted(2, 0), [1, 3, 4, 7, 9], [1, 3, 4, 7, 9]),
        (restricted(2, 1), [1, 2, 3, 4, 7, 9], [1, 2, 3, 4, 7, 9]),
        (restricted(2, 2), [1, 3, 4, 7, 9], [1, 2, 3, 4, 7, 9]),
        (restricted(4, 2), [1, 2, 3, 7, 9], [1, 2, 3, 7, 9]),
        (restricted(7, 1), [1, 2, 3, 4, 9], [1, 2, 3, 4, 7, 9]),
        (restricted(7, 2), [1, 2, 3, 4, 7, 9], [1, 2, 3, 4, 7, 9]),
        (restricted(7, 0, vendor=12), [1, 2, 3, 4, 7, 9], [1, 2, 3, 4, 7, 9]),
    ],
)
def test_a_publishers_restriction_comes_first(
    restriction: Written, fixed: list[int], flexible: list[int]
) -> None:
    assert purposes(restriction, BOTH_WAYS) == fixed
    assert purposes(restriction, FLEXIBLE) == flexible


def test_a_basis_that_was_changed_is_asked_for_by_that_basis() -> None:
    no_consent = frozenset({1, 3, 4})
    asked = restricted(7, 1).but(consent=no_consent)
    assert 7 not in purposes(asked, FLEXIBLE)
    by_interest = restricted(2, 2).but(consent=no_consent)
    assert 2 in purposes(by_interest, FLEXIBLE)
    assert 2 not in purposes(by_interest.but(interests=Section()), FLEXIBLE)


def test_a_publisher_that_contradicts_itself_gets_nothing_done() -> None:
    us = frozenset({US})
    both = Written(restrictions=((2, 1, us), (2, 2, us), (7, 1, us), (7, 2, us)))
    assert purposes(both, FLEXIBLE) == [1, 3, 4, 9]
