"""What visitors load stays small; the edge sends it gzipped."""

from collections.abc import Callable

import pytest

from toile.consent import CONSENT_TOOLS
from toile.edge.bundles import names

ADAPTERS = names("adapters")
LARGE = {"tcf.js": 1536}


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


@pytest.mark.parametrize("name", ADAPTERS)
def test_an_adapter_keeps_its_budget(zipped: Callable[[str], int], name: str) -> None:
    assert zipped(f"adapters/{name}") <= LARGE.get(name, 1024)


def test_each_tool_that_is_counted_has_an_adapter() -> None:
    assert {*ADAPTERS} == {f"{tool}.js" for tool in (*CONSENT_TOOLS, "auto")}
