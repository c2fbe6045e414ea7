"""What one process served of a line that the worker has not counted yet, by minute.

A serve stays here until the counter has moved on by one, or until its token is dead
and everything in the journal is counted: only then is it known that nobody saw it.
"""

_MINUTE_MS = 60_000


class Uncounted:
    """The tally of one line in one process."""

    __slots__ = ("_minutes", "number")

    def __init__(self) -> None:
        self._minutes: list[list[int]] = []  # [minute, serves], oldest first
        self.number = 0

    def serve(self, now_ms: int) -> None:
        """Note one more serve."""
        minute = now_ms // _MINUTE_MS
        if self._minutes and self._minutes[-1][0] >= minute:
            self._minutes[-1][1] += 1
        else:
            self._minutes.append([minute, 1])
        self.number += 1

    def count(self, number: int) -> None:
        """Take off what the worker has counted; more than there is empties it.

        The newest first: an impression follows its serve within seconds, so that what
        stays behind is what nobody saw.
        """
        while number > 0 and self._minutes:
            newest = self._minutes[-1]
            taken = min(number, newest[1])
            newest[1] -= taken
            self.number -= taken
            number -= taken
            if newest[1] == 0:
                self._minutes.pop()

    def is_older(self, before_ms: int) -> bool:
        """Tell whether the oldest minute ended by then."""
        return bool(self._minutes) and _end_ms(self._minutes[0]) <= before_ms

    def give_back(self, before_ms: int) -> None:
        """Forget the minutes that ended by then."""
        kept = [minute for minute in self._minutes if _end_ms(minute) > before_ms]
        self._minutes = kept
        self.number = sum(serves for _, serves in kept)


def _end_ms(minute: list[int]) -> int:
    return (minute[0] + 1) * _MINUTE_MS
