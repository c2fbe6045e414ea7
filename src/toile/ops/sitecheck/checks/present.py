"""Is the pixel there: from the pool's host, with the right key, once."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, note, ok, warning
from toile.ops.sitecheck.seen import Seen
from toile.ops.sitecheck.stand_in import origin_of
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.PRESENT


def present(seen: Seen) -> Iterator[Finding]:
    """Look at the script elements of ours, and of those that only look like it."""
    opening = seen.opening
    if opening is None:
        return
    pool = origin_of(seen.brief.pool_url)
    pixels = [tag for tag in opening.tags if tag.script == "pixel"]
    ours = [tag for tag in pixels if tag.origin == pool]
    keyed = [tag for tag in ours if seen.brief.key in ("", tag.key)]
    if not ours and pixels:
        yield fault(_IT, FindingCode.OTHER_HOST, host=pixels[0].origin, pool=pool)
    elif not ours:
        yield fault(_IT, FindingCode.PIXEL_ABSENT)
    elif not keyed:
        yield fault(_IT, FindingCode.OTHER_KEY, key=ours[0].key, right=seen.brief.key)
    else:
        if len(ours) > 1:
            yield warning(_IT, FindingCode.PIXEL_TWICE, number=str(len(ours)))
        else:
            yield ok(_IT, FindingCode.PIXEL_THERE, key=keyed[0].key)
        if not all(tag.crossorigin for tag in ours):
            yield warning(_IT, FindingCode.NO_CROSSORIGIN)
    for script in opening.failed_scripts:
        yield fault(_IT, FindingCode.SCRIPT_FAILED, script=script)
    if opening.not_open:
        yield note(_IT, FindingCode.SITE_NOT_OPEN)
