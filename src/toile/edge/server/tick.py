"""The time as connections see it: read once a sweep, shared by all of them."""

from email.utils import formatdate


class Tick:
    """The loop's time and the Date line, both as old as the last sweep at most."""

    __slots__ = ("date_line", "now")

    def __init__(self, now: float, unix_seconds: float) -> None:
        self.now = now
        self.date_line = b""
        self.move(now, unix_seconds)

    def move(self, now: float, unix_seconds: float) -> None:
        """Set the loop's time, and the date that answers carry (RFC 9110 §6.6.1)."""
        self.now = now
        date = formatdate(unix_seconds, usegmt=True).encode("ascii")
        # With the line end before it: it replaces the one of the status line.
        self.date_line = b"\r\nDate: %b\r\n" % date
