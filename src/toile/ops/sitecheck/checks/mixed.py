"""A page over https loads scripts over https alone."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.MIXED


def mixed(seen: Seen) -> Iterator[Finding]:
    """Look at what of ours was held back, or would be, for coming in the clear."""
    held = {one.url for one in seen.blocked if one.reason == "mixed-content"}
    if seen.opening is not None and seen.final_url.startswith("https:"):
        held |= {
            f"{tag.origin}/{tag.script}.js"
            for tag in seen.opening.tags
            if tag.origin.startswith("http:")
        }
    if held:
        yield fault(_IT, FindingCode.MIXED_CONTENT, what=", ".join(sorted(held)))
    else:
        yield ok(_IT, FindingCode.ALL_SECURE)
