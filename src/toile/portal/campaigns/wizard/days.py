"""The dates that a release usually has."""

import datetime

_WEDNESDAY = 2
_WEEKS = 2


def usual_dates(today: datetime.date) -> dict[str, datetime.date]:
    """Propose two weeks from the coming Wednesday, when films come out in France."""
    ahead = (_WEDNESDAY - today.weekday()) % 7 or 7
    first = today + datetime.timedelta(days=ahead)
    return {"first": first, "last": first + datetime.timedelta(weeks=_WEEKS, days=-1)}
