"""The running product, started once for all tests of a process that need all of it."""

from collections.abc import Iterator

import pytest

from story_product import Product, running


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The running product, as ``toile demo`` starts it (stories, rights)."""
    data = tmp_path_factory.mktemp("story") / "data"
    with running(data) as started:
        yield started
