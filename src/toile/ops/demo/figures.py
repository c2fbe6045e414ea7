"""The live figures of the tour, asked of the product twice a second.

Today's, and as ``…_ever`` those of all days, which no midnight sets back.
"""

import datetime
import threading
from collections.abc import Mapping

from django.db import DatabaseError, close_old_connections
from django.db.models import Sum

from toile.lab import shown
from toile.ledger.chart import OF_CINEMAS
from toile.portal.campaigns.models import LineDay
from toile.portal.cinemas.models import SiteDay
from toile.portal.payouts.models import Balance
from toile.profiles import open_space
from toile.settings import Settings
from toile.wire.audience import AEA, SIZES_TABLE
from toile.wire.clock import now_ms, paris_date
from toile.wire.money import Money, to_euros

_EVERY_SECONDS = 0.5


class LiveFigures:
    """Keeps the newest figures for whoever asks; a thread of its own renews them."""

    def __init__(self, settings: Settings, royal: str) -> None:
        self._space = open_space(
            settings.profiles, "ads", (SIZES_TABLE,), read_only=True
        )
        self._royal = royal
        self._newest: Mapping[str, int | str] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True)
        self._thread.start()

    def now(self) -> Mapping[str, int | str]:
        """Give the newest figures."""
        return self._newest

    def close(self) -> None:
        """Stop renewing."""
        self._stop.set()
        self._thread.join()
        self._space.close()

    def _renew(self) -> None:
        while not self._stop.is_set():
            try:
                self._newest = self._ask()
            except DatabaseError:
                close_old_connections()
            self._stop.wait(_EVERY_SECONDS)
        close_old_connections()

    def _ask(self) -> Mapping[str, int | str]:
        size = shown(int(self._space.get(SIZES_TABLE, AEA.encode()) or b"0"))
        ever = {f"{name}_ever": count for name, count in _counted({}).items()}
        return {
            **_counted({"day": paris_date(now_ms())}),
            **ever,
            "spectators": "moins de 50" if size is None else f"≈ {size}",
            "royal_balance": self._balance(),
        }

    def _balance(self) -> str:
        own = Balance.objects.filter(
            account__cinema=self._royal, account__kind__in=OF_CINEMAS
        )
        owed = -own.aggregate(total=Sum("amount_micros", default=0))["total"]
        return f"{to_euros(Money(owed)):.4f} €".replace(".", ",")


def _counted(days: Mapping[str, datetime.date]) -> Mapping[str, int]:
    """Add the figures of some days up."""
    sites = SiteDay.objects.filter(**days).aggregate(
        visits=Sum("visits", default=0),
        consents=Sum("consents", default=0),
        refusals=Sum("refusals", default=0),
    )
    lines = LineDay.objects.filter(**days).aggregate(
        impressions=Sum("impressions", default=0),
        clicks=Sum("clicks", default=0),
        billed_clicks=Sum("billable_clicks", default=0),
    )
    return {**sites, **lines}
