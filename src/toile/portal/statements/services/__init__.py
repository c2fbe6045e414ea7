"""Closing months, drawing their statements up, and counting refused clicks."""

from toile.portal.statements.services.closing import close_what_can_be
from toile.portal.statements.services.drawing import draw_up, months_to_draw
from toile.portal.statements.services.refused import put_refused_clicks

__all__ = ["close_what_can_be", "draw_up", "months_to_draw", "put_refused_clicks"]
