"""All changes to joins and letters; what lies below is changed by its own services."""

from toile.portal.members.services.installing import choose_tools, tick
from toile.portal.members.services.joining import (
    Facts,
    confirm,
    identify,
    start,
    submit,
)
from toile.portal.members.services.leaving import leave, stay
from toile.portal.members.services.weekly import week_before, weekly_letters

__all__ = [
    "Facts",
    "choose_tools",
    "confirm",
    "identify",
    "leave",
    "start",
    "stay",
    "submit",
    "tick",
    "week_before",
    "weekly_letters",
]
