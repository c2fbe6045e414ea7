"""Closing months, drawing their statements up, and counting refused clicks."""

from toile.portal.statements.services.closing import close_what_can_be
from toile.portal.statements.services.drawing import draw_up, months_to_draw
from toile.portal.statements.services.refused import count_refused_clicks

__all__ = [
    "close_what_can_be",
    "count_refused_clicks",
    "draw_up",
    "months_to_draw",
]
