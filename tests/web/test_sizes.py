"""What visitors load stays small; the edge sends it gzipped."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        ("pixel.js", 4096),  # DESIGN §6
        ("tag.js", 6144),
        ("frame.html", 10_240),
        ("consent.js", 45_000),
    ],
)
def test_a_bundle_keeps_its_budget(
    zipped: Callable[[str], int], name: str, budget: int
) -> None:
    assert zipped(name) <= budget
