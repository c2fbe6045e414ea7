"""The bench of the portal: no page escapes it, and none asks more of a larger world."""

from django.db import transaction

from clock import TODAY
from toile.ops.bench.portal.measure import count_queries
from toile.ops.bench.portal.pages import pages, unnamed
from toile.ops.bench.portal.world import Size, build
from toile.portal.payouts.services import trial_balance

SMALL = Size(cinemas=4, campaigns=6, days=30, clicks=30)
LARGE = Size(cinemas=40, campaigns=60, days=40, clicks=300)


def counted(size: Size) -> dict[str, int]:
    """Queries a page in a world of that size; the world is gone afterwards."""
    with transaction.atomic():
        world = build(size, TODAY)
        assert trial_balance() == []
        found = {
            f"{page.who} {page.name}": count_queries(page, world.users.get(page.who))
            for page in pages(world)
        }
        transaction.set_rollback(True)
    return found


def test_a_larger_world_asks_no_more_of_the_database(db: None) -> None:
    small, large = counted(SMALL), counted(LARGE)
    assert large == {page: min(small[page], asked) for page, asked in large.items()}


def test_no_page_escapes_the_bench() -> None:
    assert unnamed() == set()
