"""What the crowd did, counted by deed."""

from collections import Counter


class Tally:
    """Counts: consented, refused, visited, no_ad, saw, looked, clicked, looked_up,
    turned_away, unanswered.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, deed: str) -> None:
        """Count one deed."""
        self._counts[deed] += 1

    def __getitem__(self, deed: str) -> int:
        return self._counts[deed]

    def words(self) -> str:
        """Say all counts in one line."""
        return ", ".join(f"{name} {count}" for name, count in self._counts.items())
