"""Copying daily figures from the spaces into the portal's tables."""

import datetime
from collections.abc import Callable, Iterator, Mapping

from django.db import transaction

from toile.ads.delivery.counters import IMPRESSIONS_A_PRICE
from toile.ledger.attributed import RULES
from toile.portal.campaigns import selectors
from toile.portal.campaigns.services import (
    put_line_exchange,
    put_line_figures,
    put_line_hour,
    put_line_place,
    put_refused_clicks,
)
from toile.portal.cinemas.selectors import known_cinemas, known_sites
from toile.portal.cinemas.services import put_choice_figures, put_site_figures
from toile.portal.inventory.models import SupplyDay
from toile.portal.inventory.selectors import known_exchanges, known_placements
from toile.portal.inventory.services import Bought, put_exchange_day, put_supply
from toile.portal.payouts.services import put_shared
from toile.portal.proofs.services import put_proof_day
from toile.profiles import Space
from toile.worker import days
from toile.worker.days import Row
from toile.worker.known import is_known
from toile.worker.project.bought import LOSS
from toile.worker.project.delivery import BANDS
from toile.worker.project.proofs import NO_TEXT, REFUSED
from toile.worker.project.shared import KINDS, WINDOWS, column
from toile.worker.stores import (
    CHOICE_DAYS,
    CLICK_DAYS,
    CLICK_HOURS,
    EXCHANGE_DAYS,
    EXCHANGE_SUMS,
    LINE_DAYS,
    LINE_HOURS,
    LINE_PLACES,
    PROOF_DAYS,
    REFUSED_DAYS,
    SHARED_DAYS,
    SITE_DAYS,
    SUPPLY_DAYS,
    Stores,
)
from toile.worker.turns import ROWS_AT_ONCE

Put = Callable[[list[str], Row], None]


class Copying:
    """Copies the rows that changed, some at a turn, in rounds.

    What changes during a round waits for the next, so that rows that change all the
    time keep no others back.
    """

    def __init__(self, space: Space, puts: Mapping[str, Put]) -> None:
        self._space = space
        self._puts = puts
        self._round: list[tuple[str, bytes]] = []

    def turn(self) -> bool:
        """Copy the next rows; tell whether more wait."""
        waiting = self._round or list(self._changed())
        if not waiting:
            return False
        turn, rest = waiting[:ROWS_AT_ONCE], waiting[ROWS_AT_ONCE:]
        with transaction.atomic():
            for table, key in turn:
                self._puts[table](days.parts_of(key), days.row(self._space, table, key))
        with self._space.update() as update:
            for table, key in turn:
                days.copied(update, table, key)
        self._round = rest
        return bool(rest) or any(self._changed())

    def _changed(self) -> Iterator[tuple[str, bytes]]:
        for table in self._puts:
            for key in days.changed(self._space, table):
                yield table, key


def pool_figures(stores: Stores) -> Copying:
    """Copy the pool's rows."""
    puts = {
        SITE_DAYS: _put_site,
        CHOICE_DAYS: _put_choices,
        PROOF_DAYS: _put_proofs,
        CLICK_DAYS: _put_clicks,
        REFUSED_DAYS: _put_refused,
        CLICK_HOURS: _put_hour,
        SHARED_DAYS: _put_shared,
    }
    return Copying(stores.pool, puts)


def ads_figures(stores: Stores) -> Copying:
    """Copy the ads wing's rows."""
    puts = {
        LINE_DAYS: _put_delivery,
        SUPPLY_DAYS: _put_supply,
        LINE_HOURS: _put_hour,
        LINE_PLACES: _put_place,
        EXCHANGE_DAYS: _put_exchange,
        EXCHANGE_SUMS: _put_exchange_sum,
    }
    return Copying(stores.ads, puts)


def _put_site(parts: list[str], row: Row) -> None:
    site, day = parts
    if site in known_sites([site]):
        put_site_figures(site, datetime.date.fromisoformat(day), **row)


def _put_choices(parts: list[str], row: Row) -> None:
    site, day, tool, device = parts
    if site in known_sites([site]):
        put_choice_figures(site, datetime.date.fromisoformat(day), tool, device, **row)


def _put_proofs(parts: list[str], row: Row) -> None:
    site, day = parts
    if site not in known_sites([site]):
        return
    put_proof_day(
        site,
        datetime.date.fromisoformat(day),
        yes=row.get("yes", 0),
        no=row.get("no", 0),
        withdrawals=row.get("withdrawal", 0),
        without_text=row.get(NO_TEXT, 0),
        refused={
            column.removeprefix(REFUSED): number
            for column, number in row.items()
            if column.startswith(REFUSED)
        },
    )


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


def _put_supply(parts: list[str], row: Row) -> None:
    placement, departement, day = parts
    if placement not in known_placements([placement]):
        return
    bands = [row.get(f"band_{number}", 0) for number in range(BANDS)]
    put_supply(
        [
            SupplyDay(
                placement_id=placement,
                departement=departement,
                day=datetime.date.fromisoformat(day),
                requests=row.get("requests", 0),
                members=row.get("members", 0),
                served=row.get("served", 0),
                members_served=row.get("members_served", 0),
                bands=[] if departement else bands,
            )
        ]
    )


def _put_clicks(parts: list[str], row: Row) -> None:
    line, creative, placement, day = parts
    if is_known(line, creative, placement):
        put_line_figures(
            line, creative, placement, datetime.date.fromisoformat(day), **row
        )


def _put_shared(parts: list[str], row: Row) -> None:
    line, cinema, day = parts
    if not (line in selectors.known_lines({line}) and known_cinemas([cinema])):
        return
    for window in WINDOWS:
        columns = {
            f"{kind}_{rule}": row.get(column(kind, rule, window), 0)
            for kind in KINDS
            for rule in RULES
        }
        if any(columns.values()):
            on = datetime.date.fromisoformat(day)
            put_shared(line, cinema, on, window, columns)


def _put_hour(parts: list[str], row: Row) -> None:
    line, day, hour = parts
    if line in selectors.known_lines({line}):
        put_line_hour(line, datetime.date.fromisoformat(day), int(hour), **row)


def _put_place(parts: list[str], row: Row) -> None:
    line, departement, day = parts
    if line in selectors.known_lines({line}):
        on = datetime.date.fromisoformat(day)
        put_line_place(line, departement, on, row["served"])


def _put_refused(parts: list[str], row: Row) -> None:
    line, day, reason = parts
    if line in selectors.known_lines({line}):
        put_refused_clicks(line, datetime.date.fromisoformat(day), reason, row["count"])


def _put_exchange(parts: list[str], row: Row) -> None:
    line, exchange, day = parts
    if not (line in selectors.known_lines({line}) and known_exchanges([exchange])):
        return
    put_line_exchange(
        line,
        exchange,
        datetime.date.fromisoformat(day),
        {
            **_bought(row),
            "untold": row.get("untold", 0),
            "losses": {
                column.removeprefix(LOSS): number
                for column, number in row.items()
                if column.startswith(LOSS)
            },
        },
    )


def _put_exchange_sum(parts: list[str], row: Row) -> None:
    exchange, day = parts
    if not known_exchanges([exchange]):
        return
    lost = sum(number for name, number in row.items() if name.startswith(LOSS))
    put_exchange_day(
        exchange,
        datetime.date.fromisoformat(day),
        {**_bought(row), "requests": row.get("requests", 0), "lost": lost},
    )


def _bought(row: Row) -> Bought:
    return {
        "bids": row.get("bids", 0),
        "wins": row.get("wins", 0),
        "billed": row.get("billed", 0),
        "impressions": row.get("impressions", 0),
        "cost_micros": row.get("cost_thousandths", 0) // IMPRESSIONS_A_PRICE,
        "price_micros": row.get("price_thousandths", 0) // IMPRESSIONS_A_PRICE,
    }
