"""Which postings lie behind a figure: named in an address, and read from one."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

# The parameters of the address, as people may read them.
_NAMES = {
    "kind": "genre",
    "campaign": "campagne",
    "reason": "motif",
    "others": "autres",
}


@dataclass(frozen=True)
class Figure:
    """A figure of a statement, by what its postings have in common.

    ``kind`` is that of the postings, "" for all; ``others`` is how many cinemas share
    a click besides, ``None`` where that does not matter. ``reason`` counts where it is
    not ``None``: a reversal may have none.
    """

    kind: str = ""
    campaign: str = ""
    reason: str | None = None
    others: int | None = None

    @property
    def query(self) -> str:
        """Its part of an address, after the question mark."""
        given = {
            "genre": self.kind or None,
            "campagne": self.campaign or None,
            "motif": self.reason,
            "autres": self.others,
        }
        return urlencode({name: v for name, v in given.items() if v is not None})


def read_figure(asked: Mapping[str, str]) -> Figure:
    """Read a figure from an address; what is written wrongly asks for nothing."""
    others = asked.get(_NAMES["others"], "")
    return Figure(
        kind=asked.get(_NAMES["kind"], "")[:32],
        campaign=asked.get(_NAMES["campaign"], "")[:26],
        reason=asked[_NAMES["reason"]][:200] if _NAMES["reason"] in asked else None,
        others=int(others) if others.isascii() and others.isdigit() else None,
    )
