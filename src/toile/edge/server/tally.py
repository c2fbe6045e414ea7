"""What a server counts of itself, read by the route that shows metrics."""

from collections import defaultdict
from dataclasses import dataclass, field


def _from_zero() -> defaultdict[bytes, int]:
    return defaultdict(int)


@dataclass(slots=True)
class Tally:
    """Connections and answers of one process; plain numbers, so counting is cheap."""

    open_connections: int = 0
    connections: int = 0
    answers: defaultdict[bytes, int] = field(default_factory=_from_zero)
    """Answers sent by status code, as three digits: ``{b"204": 12}``."""
