"""What a look at one thing finds: nothing wrong, or what to do about it."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at, and what is wrong with it, if anything."""

    subject: str
    wrong: str = ""
    note: str = ""

    def __str__(self) -> str:
        mark = "✗" if self.wrong else "✓"
        said = self.wrong or self.note
        return f"{mark} {self.subject}{f': {said}' if said else ''}"
