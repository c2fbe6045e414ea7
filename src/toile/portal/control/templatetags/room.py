"""Rates and durations of the edge, as people read them."""

from django import template
from django.utils.formats import number_format

from toile.portal.control.flow import Flow
from toile.portal.ui.templatetags.figures import NO_BREAK, NOTHING

register = template.Library()


@register.filter
def tenth(number: float | str | None) -> str:
    """Write a rate with one decimal; a dash when none is known yet."""
    if number is None or isinstance(number, str):
        return NOTHING
    return str(number_format(round(number, 1), 1, force_grouping=True))


@register.filter
def took(flow: Flow | str | None, share: float) -> str:
    """Write in how many milliseconds such a share of answers left."""
    if not isinstance(flow, Flow):
        return NOTHING
    found = flow.percentile(share)
    if found is None:
        return NOTHING
    return f"{number_format(round(found, 2), 2)}{NO_BREAK}ms"
