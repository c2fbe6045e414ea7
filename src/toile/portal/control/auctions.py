"""What the edge counted of an exchange's requests, and which readers can be known.

Pure: from the sums by "door/outcome" to what a page shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from toile.portal.control.words import BROWSERS, outcome_label

_BID = "bid"


@dataclass(frozen=True)
class Answered:
    """How an exchange's requests ended."""

    bids: int
    without: tuple[tuple[str, int], ...]
    """What no bid was made for, in words, the most frequent first."""

    @property
    def asked(self) -> int:
        """All its requests."""
        return self.bids + sum(number for _words, number in self.without)

    @property
    def rate(self) -> float | None:
        """The share that was bid on; none before the first request."""
        return self.bids / self.asked if self.asked else None


@dataclass(frozen=True)
class Family:
    """The readers of one family of browsers, as bid requests named them."""

    name: str
    known: int
    unknown: int
    no_consent: int

    @property
    def asked(self) -> int:
        """All of them."""
        return self.known + self.unknown + self.no_consent

    @property
    def addressable(self) -> float | None:
        """The share that said yes and that we know; none before the first."""
        return self.known / self.asked if self.asked else None


def answered(outcomes: Mapping[str, int], slug: str) -> Answered:
    """Tell how the requests of one exchange ended."""
    own = _of(outcomes, f"bid {slug}")
    bids = own.pop(_BID, 0)
    without = sorted(own.items(), key=lambda one: (-one[1], one[0]))
    return Answered(bids, tuple((outcome_label(code), n) for code, n in without if n))


def families(outcomes: Mapping[str, int]) -> list[Family]:
    """Tell which readers could be known, by family of browsers, the largest first."""
    found = []
    for code, name in BROWSERS.items():
        of = _of(outcomes, f"browser {code}")
        counts = (of.get(key, 0) for key in ("known", "unknown", "no_consent"))
        found.append(Family(str(name), *counts))
    seen = [family for family in found if family.asked]
    return sorted(seen, key=lambda one: -one.asked)


def matching(outcomes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Tell how attempts to exchange ids ended, of all exchanges together."""
    own = sorted(_of(outcomes, "match").items(), key=lambda one: (-one[1], one[0]))
    return [(outcome_label(code), number) for code, number in own if number]


def _of(outcomes: Mapping[str, int], door: str) -> dict[str, int]:
    start = f"{door}/"
    return {
        name.removeprefix(start): number
        for name, number in outcomes.items()
        if name.startswith(start)
    }
