"""What people of the past did on publishers' pages: ads seen, looked at, clicked.

Of a person these events know the ``aid`` alone, as all that the ads wing writes.
"""

import random
from collections.abc import Iterator, Sequence

import msgspec

from toile.ops.demo.past.people import Person, at_some_hour
from toile.ops.demo.past.scene import Showing
from toile.wire.events import (
    AdsEvent,
    Assignment,
    Click,
    Impression,
    Quartile,
    VideoProgress,
    View,
)
from toile.wire.ids import Ulid, new_ulid

_READS = 0.14
_PAGES = (1, 2, 2, 3)
_VIEWS = 0.75
_CLICKS = 0.17
# Who has clicked may do so twice, sooner than anybody reads, or with a machine.
_DOUBLE, _TOO_FAST, _BOT = 0.03, 0.02, 0.02
_QUARTILES: tuple[Quartile, ...] = ("start", "first", "midpoint", "third", "complete")
_GOES_ON = 0.8
_QUARTILE_MS = 2_500


class Seen(msgspec.Struct, frozen=True):
    """A campaign won the decision for a person, who was served it or held out."""

    showing: Showing
    at_ms: int


class Reading:
    """Writes the ads wing's events of one person, day by day."""

    def __init__(
        self, showings: Sequence[Showing], person: Person, chance: random.Random
    ) -> None:
        self._showings = showings
        self._person = person
        self._chance = chance
        percents = {each.campaign: each.holdout_percent for each in showings}
        self._held_out = {
            campaign: chance.randrange(100) < percent
            for campaign, percent in percents.items()
        }
        self.seen: list[Seen] = []
        """The first decision of each campaign, once ``events`` is read to its end."""

    def is_held_out(self, showing: Showing) -> bool:
        """Tell whether a campaign is held back from the person."""
        return self._held_out[showing.campaign]

    def events(self) -> Iterator[AdsEvent]:
        """Tell what the person met, in no order."""
        known: set[Ulid] = set()
        for day in self._person.days:
            if self._chance.random() >= _READS:
                continue
            at_ms = at_some_hour(day, self._chance)
            for _ in range(self._chance.choice(_PAGES)):
                yield from self._page(at_ms, known)
                at_ms += self._chance.randint(40_000, 400_000)

    def _page(self, at_ms: int, known: set[Ulid]) -> Iterator[AdsEvent]:
        running = [
            one for one in self._showings if one.starts_ms <= at_ms < one.ends_ms
        ]
        if not running:
            return
        showing = self._chance.choice(running)
        held_out = self.is_held_out(showing)
        if showing.campaign not in known:
            known.add(showing.campaign)
            self.seen.append(Seen(showing, at_ms))
            if showing.holdout_percent:
                yield self._assignment(showing, at_ms, held_out=held_out)
        if not held_out:
            yield from self._ad(showing, at_ms)

    def _assignment(
        self, showing: Showing, at_ms: int, *, held_out: bool
    ) -> Assignment:
        return Assignment(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            campaign=showing.campaign,
            line=showing.line,
            placement=showing.placement,
            held_out=held_out,
            allocine_id=showing.allocine_id,
            film_title=showing.title,
            aid=self._person.aid,
        )

    def _ad(self, showing: Showing, served_ms: int) -> Iterator[AdsEvent]:
        impression = new_ulid(served_ms)
        shown_ms = served_ms + self._chance.randint(200, 900)
        yield Impression(
            id=new_ulid(shown_ms),
            at_ms=shown_ms,
            impression=impression,
            line=showing.line,
            creative=showing.creative,
            placement=showing.placement,
            price=showing.price,
            aid=self._person.aid,
        )
        if self._chance.random() < _VIEWS:
            yield self._view(showing, impression, shown_ms + 1_000)
            if showing.is_video:
                yield from self._video(showing, impression, shown_ms + 1_100)
            if self._chance.random() < _CLICKS / _VIEWS:
                yield from self._clicks(showing, impression, served_ms)

    def _view(self, showing: Showing, impression: Ulid, at_ms: int) -> View:
        return View(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            impression=impression,
            line=showing.line,
            creative=showing.creative,
            placement=showing.placement,
        )

    def _video(
        self, showing: Showing, impression: Ulid, at_ms: int
    ) -> Iterator[VideoProgress]:
        for reached in _QUARTILES:
            yield VideoProgress(
                id=new_ulid(at_ms),
                at_ms=at_ms,
                impression=impression,
                line=showing.line,
                creative=showing.creative,
                placement=showing.placement,
                reached=reached,
            )
            at_ms += _QUARTILE_MS
            if self._chance.random() > _GOES_ON:
                return

    def _clicks(
        self, showing: Showing, impression: Ulid, served_ms: int
    ) -> Iterator[Click]:
        soon = self._chance.random() < _TOO_FAST
        after = self._chance.randint(300, 900) if soon else 0
        at_ms = served_ms + (after or self._chance.randint(2_500, 9_000))
        click = Click(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            impression=impression,
            served_ms=served_ms,
            campaign=showing.campaign,
            line=showing.line,
            creative=showing.creative,
            placement=showing.placement,
            aid=self._person.aid,
            cookie_aid=self._person.aid,
            agent="bot" if self._chance.random() < _BOT else "browser",
        )
        yield click
        if self._chance.random() < _DOUBLE:
            again = at_ms + self._chance.randint(300, 2_000)
            yield msgspec.structs.replace(click, id=new_ulid(again), at_ms=again)
