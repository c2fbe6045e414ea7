"""Does a line's targeting fit a request? One criterion after the other.

Every criterion says what an unknown value does (``wire.targeting``). A page's age,
gender, keywords and categories are never known here: a line that is strict about one of
them is not served on a direct placement.
"""

from collections.abc import Callable

import msgspec

from toile.ads.delivery.hours import HOURS_A_DAY, hour_of_week
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.domains import host_of
from toile.ads.exchanges.domains import within as is_below
from toile.wire.audience import Membership
from toile.wire.clock import utc_day
from toile.wire.targeting import Criterion, DeviceClass, Geography, Targeting

NEVER_KNOWN: tuple[tuple[Criterion, NoBidReason], ...] = (
    ("ages", NoBidReason.AGE),
    ("genders", NoBidReason.GENDER),
    ("keywords", NoBidReason.KEYWORDS),
    ("categories", NoBidReason.CONTENT),
)
"""Nothing tells these of a direct placement's page or reader."""


class Context(msgspec.Struct, frozen=True):
    """What else is known: the page's origins, the reader's device and language.

    ``language`` is ISO 639-1.
    """

    origins: tuple[str, ...] = ()
    device: DeviceClass | None = None
    language: str | None = None


NO_CONTEXT = Context()


def misfit(
    targeting: Targeting,
    *,
    interests: tuple[str, ...],
    place: Geography,
    membership: Membership | None,
    targetable: Callable[[str], bool],
    now_ms: int,
    context: Context = NO_CONTEXT,
) -> NoBidReason | None:
    """Tell which criterion a request fails first; ``None`` if it fits.

    ``interests`` are those of the placement, ``place`` is where the request comes from
    (unknown parts are ``None``), ``targetable`` tells whether a segment is large
    enough.
    """
    if targeting.named_segments:
        reason = _segments(targeting, membership, targetable, utc_day(now_ms))
        if reason is not None:
            return reason
    if targeting.geography and _fails_geography(targeting, place):
        return NoBidReason.GEOGRAPHY
    wanted = targeting.interests
    if wanted and _fails(
        targeting, "interests", bool(set(wanted) & {*interests}), interests
    ):
        return NoBidReason.INTERESTS
    return _of_context(targeting, now_ms, context)


def within(place: Geography, wanted: Geography) -> bool:
    """Tell whether a place lies in the wanted one; what is unknown does not."""
    return (
        (wanted.country is None or wanted.country == place.country)
        and (wanted.region is None or wanted.region == place.region)
        and (wanted.departement is None or wanted.departement == place.departement)
    )


def _fails_geography(targeting: Targeting, place: Geography) -> bool:
    if any(within(place, wanted) for wanted in targeting.geography):
        return False
    return targeting.is_strict("geography") or place != Geography()


def _fails(
    targeting: Targeting, criterion: Criterion, fits: bool, known: object
) -> bool:
    return not fits and (bool(known) or targeting.is_strict(criterion))


def _of_context(
    targeting: Targeting, now_ms: int, context: Context
) -> NoBidReason | None:
    """Judge what few lines ask: devices, hours, languages, sites to keep off."""
    device, language = context.device, context.language
    devices, languages = targeting.devices, targeting.languages
    if devices and _fails(targeting, "devices", device in devices, device):
        return NoBidReason.DEVICE
    if targeting.dayparts and not _runs(targeting, now_ms):
        return NoBidReason.DAYPART
    if languages and _fails(targeting, "languages", language in languages, language):
        return NoBidReason.LANGUAGE
    for criterion, reason in NEVER_KNOWN:
        if getattr(targeting, criterion) and targeting.is_strict(criterion):
            return reason
    hosts = map(host_of, context.origins) if targeting.hosts_excluded else ()
    if any(is_below(host, off) for host in hosts for off in targeting.hosts_excluded):
        return NoBidReason.HOST_EXCLUDED
    return None


def _runs(targeting: Targeting, now_ms: int) -> bool:
    day, hour = divmod(hour_of_week(now_ms), HOURS_A_DAY)
    return any(
        day in part.days and part.first <= hour < part.until
        for part in targeting.dayparts
    )


def _segments(
    targeting: Targeting,
    membership: Membership | None,
    targetable: Callable[[str], bool],
    today: int,
) -> NoBidReason | None:
    if membership is None:
        return NoBidReason.UNMATCHED_USER
    wanted, every = targeting.segments, targeting.segments_all
    belongs = [segment for segment in wanted if membership.has(segment, today)]
    if wanted and not belongs:
        return NoBidReason.UNMATCHED_USER
    if not all(membership.has(segment, today) for segment in every):
        return NoBidReason.UNMATCHED_USER
    if any(membership.has(segment, today) for segment in targeting.segments_none):
        return NoBidReason.SEGMENT_EXCLUDED
    if belongs and not any(targetable(segment) for segment in belongs):
        return NoBidReason.SMALL_SEGMENT
    if not all(targetable(segment) for segment in every):
        return NoBidReason.SMALL_SEGMENT
    return None
