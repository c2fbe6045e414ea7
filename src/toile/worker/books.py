"""Writing clicks into the books of the portal: trail and ledger, once each."""

import logging
from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction

from toile.ads.clicks.unbilled import UnbilledReason
from toile.ledger.entries import Posting
from toile.portal.campaigns import selectors, services
from toile.portal.payouts.services import post
from toile.wire.clock import to_datetime
from toile.wire.events import Click
from toile.wire.ids import Ulid
from toile.worker.known import is_known

_log = logging.getLogger(__name__)


class Trail(msgspec.Struct, frozen=True):
    """A click and what became of it."""

    click: Click
    reason: UnbilledReason | None


class Books:
    """The portal's trail of clicks and its ledger."""

    def decided(self, clicks: Sequence[Ulid]) -> Mapping[str, str]:
        """Tell what was decided of clicks already in the trail ("" is billed)."""
        return selectors.click_outcomes(clicks)

    @transaction.atomic
    def write(self, outcomes: Sequence[tuple[Trail, Posting | None]]) -> None:
        """Write a batch; what is there already stays as it is.

        Clicks of lines, creatives or placements that the database does not know (it was
        restored from an older copy, say) are left out and logged; the journal keeps
        them.
        """
        known = {place: is_known(*place) for place in {_place(t) for t, _ in outcomes}}
        for trail, posting in outcomes:
            click = trail.click
            if not known[_place(trail)]:
                _log.error("click %s is of an unknown line %s", click.id, click.line)
                continue
            services.record_click(
                click.id,
                to_datetime(click.at_ms),
                click.line,
                click.creative,
                click.placement,
                trail.reason or "",
            )
            if posting is not None:
                post(
                    posting.id,
                    to_datetime(posting.at_ms),
                    posting.kind,
                    posting.memo,
                    [(entry.account, entry.amount) for entry in posting.entries],
                )


def _place(trail: Trail) -> tuple[str, str, str]:
    return trail.click.line, trail.click.creative, trail.click.placement
