"""Sends the weekly letters of a week, once to each member."""

import datetime

from toile.portal.members.services import week_before, weekly_letters
from toile.wire.clock import now_ms, paris_date
from toile.wire.errors import SettingError


def send_weekly(week: str | None) -> str:
    """Write the letters of a week, named by its Monday; say how many there were."""
    monday = week_before(paris_date(now_ms())) if week is None else _monday(week)
    return f"{weekly_letters(monday)} letters for the week of {monday.isoformat()}"


def _monday(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.weekday() != 0:
        raise SettingError("--week", f"{text!r} is no Monday", "Give 2026-11-16, say.")
    return day
