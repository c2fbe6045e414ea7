"""Writing clicks into the books of the portal: trail and ledger, once each."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction

from toile.ads.clicks.unbilled import UnbilledReason
from toile.ledger.entries import Posting
from toile.portal.campaigns import selectors, services
from toile.portal.payouts.services import post_all
from toile.portal.statements.services import count_refused_clicks
from toile.wire.clock import paris_date, to_datetime
from toile.wire.events import Click
from toile.wire.ids import Ulid
from toile.worker.known import is_known

_log = logging.getLogger(__name__)


class Trail(msgspec.Struct, frozen=True):
    """A click and what became of it.

    ``refused_of`` are the cinemas that a refused one would have been shared with.
    """

    click: Click
    reason: UnbilledReason | None
    refused_of: tuple[Ulid, ...] = ()


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
        kept = [outcome for outcome in outcomes if known[_place(outcome[0])]]
        for trail, _ in outcomes:
            if not known[_place(trail)]:
                click = trail.click
                _log.error("click %s is of an unknown line %s", click.id, click.line)
        services.record_clicks(
            services.DecidedClick(
                trail.click.id,
                to_datetime(trail.click.at_ms),
                trail.click.line,
                trail.click.creative,
                trail.click.placement,
                trail.reason or "",
            )
            for trail, _ in kept
        )
        post_all([posting for _, posting in kept if posting is not None])
        count_refused_clicks(
            Counter(
                (cinema, paris_date(trail.click.at_ms), trail.reason)
                for trail, _ in kept
                if trail.reason is not None
                for cinema in trail.refused_of
            )
        )


def _place(trail: Trail) -> tuple[str, str, str]:
    return trail.click.line, trail.click.creative, trail.click.placement
