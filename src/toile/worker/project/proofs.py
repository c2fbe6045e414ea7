"""The pool's stream as proofs of consent: a chain a site and series, counts a day.

Read apart from the visits, with a cursor of its own, for the chains follow each series
of the journal, which only an entry names.
"""

from collections.abc import Sequence

from toile.journal import Entry
from toile.pool import proofs
from toile.profiles import Space, Update
from toile.wire.clock import paris_date
from toile.wire.events import AnyEvent, Consent
from toile.worker import days
from toile.worker.project.follow import save_cursor
from toile.worker.project.forgetting import forgotten_of
from toile.worker.stores import PROOF_DAYS, Stores

REFUSED = "refused_"
"""What the column of a yes that was not believed begins with; its reason follows."""

NO_TEXT = "without_text"
"""The column of yeses whose tool named no version of its text."""


class ProofProjection:
    """Follows the pool's stream for its consents."""

    name = "proofs"

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    @property
    def space(self) -> Space:
        """The space that holds the cursor."""
        return self._stores.pool

    def fitting(self, events: Sequence[AnyEvent]) -> int:
        """Tell how many events one transaction takes: all."""
        return len(events)

    def apply(self, entries: Sequence[Entry], cursor: bytes) -> None:
        """Take a batch in."""
        with self._stores.pool.update() as pool:
            for entry in entries:
                if isinstance(entry.event, Consent):
                    _take(pool, entry.event, entry.writer)
            save_cursor(pool, self.name, cursor)


def _take(pool: Update, event: Consent, strand: str) -> None:
    sid = event.sid
    named = (
        sid is not None
        and not event.refusal
        and event.at_ms > forgotten_of(pool, sid).until_ms(event.site)
    )
    proofs.append(pool, event, strand, named=named)
    key = days.key_of(event.site, paris_date(event.at_ms).isoformat())
    days.add(pool, PROOF_DAYS, key, **dict.fromkeys(_columns(event), 1))


def _columns(event: Consent) -> list[str]:
    if event.refusal:
        return [REFUSED + event.refusal]
    if event.choice == "yes" and not event.text_version:
        return [event.choice, NO_TEXT]
    return [event.choice]
