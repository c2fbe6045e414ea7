"""What a check gives."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from toile.portal.alerts.models import Thresholds


@dataclass(frozen=True)
class Found:
    """One thing that is wrong now."""

    kind: str
    subject_id: str = ""
    subject: str = ""
    facts: dict[str, str] = field(default_factory=dict)


Check = Callable[[Thresholds, datetime.datetime], Iterable[Found]]
