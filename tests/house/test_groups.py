"""Tests of a group share a product, a server, a browser: one worker runs them all."""

import pytest


@pytest.mark.xdist_group("house")
def test_a_group_is_kept_together(request: pytest.FixtureRequest) -> None:
    """pytest-xdist writes the group behind a test's id; pytest 9.2 did not read it."""
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("asked of `make test`, which runs with --dist loadgroup")
    assert request.node.nodeid.endswith("@house")
