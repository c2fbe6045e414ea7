"""Copying daily figures from the spaces into the portal's tables."""

import datetime
from collections.abc import Callable

from django.db import transaction

from toile.ads.delivery.counters import IMPRESSIONS_A_PRICE
from toile.portal.campaigns import selectors
from toile.portal.campaigns.services import put_line_figures, put_refused_clicks
from toile.portal.cinemas.selectors import known_sites
from toile.portal.cinemas.services import put_choice_figures, put_site_figures
from toile.profiles import Space
from toile.worker import days
from toile.worker.days import Row
from toile.worker.known import is_known
from toile.worker.stores import (
    CHOICE_DAYS,
    CLICK_DAYS,
    LINE_DAYS,
    REFUSED_DAYS,
    SITE_DAYS,
    Stores,
)
from toile.worker.turns import ROWS_AT_ONCE, give_way

Put = Callable[[list[str], Row], None]


def copy_pool_figures(stores: Stores) -> None:
    """Copy the pool's rows that changed."""
    _copy(stores.pool, SITE_DAYS, _put_site)
    _copy(stores.pool, CHOICE_DAYS, _put_choices)
    _copy(stores.pool, CLICK_DAYS, _put_clicks)
    _copy(stores.pool, REFUSED_DAYS, _put_refused)


def copy_ads_figures(stores: Stores) -> None:
    """Copy the ads wing's rows that changed."""
    _copy(stores.ads, LINE_DAYS, _put_delivery)


def _copy(space: Space, table: str, put: Put) -> None:
    while rows := days.waiting(space, table, ROWS_AT_ONCE):
        with transaction.atomic():
            for key, row in rows.items():
                put(days.parts_of(key), row)
        with space.update() as update:
            days.copied(update, table, iter(rows))
        give_way(len(rows))


def _put_site(parts: list[str], row: Row) -> None:
    site, day = parts
    if site in known_sites([site]):
        put_site_figures(site, datetime.date.fromisoformat(day), **row)


def _put_choices(parts: list[str], row: Row) -> None:
    site, day, tool, device = parts
    if site in known_sites([site]):
        put_choice_figures(site, datetime.date.fromisoformat(day), tool, device, **row)


def _put_delivery(parts: list[str], row: Row) -> None:
    line, creative, placement, day = parts
    if not is_known(line, creative, placement):
        return
    put_line_figures(
        line,
        creative,
        placement,
        datetime.date.fromisoformat(day),
        impressions=row.get("impressions", 0),
        views=row.get("views", 0),
        spend_micros=row.get("spend_thousandths", 0) // IMPRESSIONS_A_PRICE,
        teaser_starts=row.get("video_start", 0),
        teaser_completes=row.get("video_complete", 0),
    )


def _put_clicks(parts: list[str], row: Row) -> None:
    line, creative, placement, day = parts
    if is_known(line, creative, placement):
        put_line_figures(
            line, creative, placement, datetime.date.fromisoformat(day), **row
        )


def _put_refused(parts: list[str], row: Row) -> None:
    line, day, reason = parts
    if line in selectors.known_lines({line}):
        put_refused_clicks(line, datetime.date.fromisoformat(day), reason, row["count"])
