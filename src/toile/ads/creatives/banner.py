"""The markup of an insert bought on an exchange: a locked iframe of our own page.

The page is GET /frame, the same that direct placements show. So the bid stays small
and seals one token; the ad's script runs in a page with a policy of its own, under
which it can load from our host alone; and view, quartiles and label are measured and
drawn by the same code. All of it works in an opaque origin without cookies: a sandbox
inside a sandbox allows no more than both, and an IntersectionObserver of a foreign
frame sees through all frames above it, those of SafeFrame too. That is why SafeFrame's
own geometry is not asked: one measure gives one number. It is told our size, as its
hosts require of an ad (SafeFrame 1.1, ``$sf.ext.register``), and nothing is expanded.
"""

from html import escape

from toile.ads.creatives.addresses import PRICE_MACRO, Hosts
from toile.ads.creatives.frame import label_of
from toile.wire.plan import Line, Placement

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


def markup(
    line: Line,
    place: Placement,
    token: str,
    *,
    hosts: Hosts,
    priced: bool = False,
    by_hand: bool = False,
) -> str:
    """Write the ``adm`` of one bid; ``token`` is the bid's, sealed.

    ``priced``: the exchange counts by our impression, which then carries the price.
    ``by_hand``: it blocks teasers that start by themselves (attribute 6).
    """
    frame = iframe(line, place, token, hosts=hosts, priced=priced, by_hand=by_hand)
    return f"{frame}<script>{registration(place)}</script>"


def iframe(
    line: Line,
    place: Placement,
    token: str,
    *,
    hosts: Hosts,
    priced: bool,
    by_hand: bool,
) -> str:
    """Write the iframe alone."""
    asked = [f"p={PRICE_MACRO}"] if priced else []
    if by_hand:
        asked.append("play=hand")
    query = f"?{'&amp;'.join(asked)}" if asked else ""
    width, height = place.width, place.height
    return (
        f'<iframe src="{hosts.ads}/frame/{token}{query}" width="{width}" '
        f'height="{height}" title="{escape(label_of(line.distributor))}" '
        f'sandbox="{SANDBOX}" allow="autoplay" referrerpolicy="no-referrer" '
        f'scrolling="no" style="display:block;border:0;width:{width}px;'
        f'max-width:100%;height:auto;aspect-ratio:{width}/{height}"></iframe>'
    )


def registration(place: Placement) -> str:
    """Write the script that tells a SafeFrame host our size, where there is one."""
    size = f"{place.width},{place.height}"
    return f"try{{$sf.ext.register({size},function(){{}})}}catch(e){{}}"
