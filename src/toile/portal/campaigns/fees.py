"""What a campaign's clicks cost in fees: asked of the ledger, which lies above.

Campaigns know nothing of the books; ``payouts`` says once, when it is loaded, who
answers.
"""

import datetime
from typing import Protocol

from toile.portal.campaigns.models import Campaign


class Fees(Protocol):
    """Tells the fees of a campaign's clicks, of all days or of some."""

    def __call__(
        self,
        campaign: Campaign,
        first: datetime.date | None = None,
        last: datetime.date | None = None,
    ) -> int:
        """Sum them in micro-euros."""


_ledger: list[Fees] = []


def answered_by(fees: Fees) -> None:
    """Let this tell the fees from now on."""
    _ledger[:] = [fees]


def fees_micros(
    campaign: Campaign,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> int:
    """Tell the fees of a campaign's clicks that were booked on these days."""
    return _ledger[0](campaign, first, last)
