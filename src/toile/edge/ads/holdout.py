"""A campaign's comparison: whoever its line wins for is served, or held out of it.

Both are told to the journal in the same words and at the same moment, so that the two
groups differ by chance and by the ad alone (decision 0013).
"""

from toile.ads.delivery.holdout import held_out
from toile.edge.ads.wing import AdsWing
from toile.wire.events import Assignment
from toile.wire.ids import Aid, Ulid, new_ulid
from toile.wire.plan import Line


def assign(
    wing: AdsWing, line: Line, placement: Ulid, aid: Aid | None, now_ms: int
) -> bool:
    """Note the group of an id that a line has won for; tell whether it is held out."""
    if aid is None:
        return False
    held = held_out(aid, line.campaign, line.holdout)
    if wing.assignments.is_new(aid, line.campaign, now_ms):
        # Nobody waits for it: one that is lost takes an id out of a comparison.
        wing.journal.append(
            Assignment(
                id=new_ulid(now_ms),
                at_ms=now_ms,
                campaign=line.campaign,
                line=line.id,
                placement=placement,
                held_out=held,
                allocine_id=line.allocine_id,
                film_title=line.film_title,
                aid=aid,
            )
        )
    return held
