"""Floors that grow with a film: so much for 1000 impressions and each second.

``mincpmpersec`` (OpenRTB 2.6 §3.2.7 and §3.2.12) is written for pods, whose ads may be
of any length. It is held wherever it is said: whoever says it wants a price by length.
"""

from toile.ads.bidding.offered import Offered
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.clock import MS_A_SECOND
from toile.wire.money import Money
from toile.wire.plan import Line, Media


def film_floor(offered: Offered, film: Media) -> Money:
    """Tell the least to be bid for a film; its seconds as its bid tells them."""
    return Money(offered.a_second * round((film.duration_ms or 0) / MS_A_SECOND))


def unshown(line: Line, offered: Offered) -> NoBidReason:
    """Tell why a line has nothing to show: that it pays for the length of no film?"""
    films = [each.teaser for each in line.creatives if each.teaser is not None]
    if offered.imp.video is None or not offered.a_second or not films:
        return NoBidReason.CREATIVE
    dear = all(film_floor(offered, film) > line.bid for film in films)
    return NoBidReason.BELOW_FLOOR if dear else NoBidReason.CREATIVE
