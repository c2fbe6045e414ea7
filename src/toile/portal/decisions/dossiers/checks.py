"""One thing to verify before a yes, and how it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """``ok`` is ``None`` where the program cannot tell and a person must."""

    label: str
    ok: bool | None
    note: str = ""

    @property
    def state(self) -> str:
        """The code by which ``<c-status>`` colours it."""
        return {True: "ok", False: "warning", None: "neutral"}[self.ok]
