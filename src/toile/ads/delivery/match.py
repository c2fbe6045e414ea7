"""Does a line's targeting fit a request? One criterion after the other.

Unknown values: placements, segments and geography are strict, ages, genders and
interests lenient (``wire.targeting``). A page's age and gender are never known here,
so these two never refuse a direct placement.
"""

from collections.abc import Callable

from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import Membership
from toile.wire.targeting import Geography, Targeting


def misfit(
    targeting: Targeting,
    *,
    interests: tuple[str, ...],
    place: Geography,
    membership: Membership | None,
    targetable: Callable[[str], bool],
    today: int,
) -> NoBidReason | None:
    """Tell which criterion a request fails first; ``None`` if it fits.

    ``interests`` are those of the placement, ``place`` is where the request comes from
    (unknown parts are ``None``), ``targetable`` tells whether a segment is large
    enough.
    """
    if targeting.segments:
        reason = _segments(targeting.segments, membership, targetable, today)
        if reason is not None:
            return reason
    if targeting.geography and not any(within(place, g) for g in targeting.geography):
        return NoBidReason.GEOGRAPHY
    wanted = targeting.interests
    if wanted and interests and not set(wanted) & set(interests):
        return NoBidReason.INTERESTS
    return None


def within(place: Geography, wanted: Geography) -> bool:
    """Tell whether a place lies in the wanted one; what is unknown does not."""
    return (
        (wanted.country is None or wanted.country == place.country)
        and (wanted.region is None or wanted.region == place.region)
        and (wanted.departement is None or wanted.departement == place.departement)
    )


def _segments(
    wanted: tuple[str, ...],
    membership: Membership | None,
    targetable: Callable[[str], bool],
    today: int,
) -> NoBidReason | None:
    if membership is None:
        return NoBidReason.UNMATCHED_USER
    belongs = [segment for segment in wanted if membership.has(segment, today)]
    if not belongs:
        return NoBidReason.UNMATCHED_USER
    if not any(targetable(segment) for segment in belongs):
        return NoBidReason.SMALL_SEGMENT
    return None
