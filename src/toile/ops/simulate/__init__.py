"""A gentle simulated crowd, so that the demo's figures live. Always labelled as such.

Each spectator does over HTTP what the browser scripts do: consents or refuses on a
member's site, visits, reads a publisher's article, sees an ad, clicks now and then.
Consents carry the tool name ``simulation``. Nothing here is used in production.
"""

from toile.ops.simulate.people import Crowd, crowd, seed
from toile.ops.simulate.town import Habits, Member, Place, Town

__all__ = ["Crowd", "Habits", "Member", "Place", "Town", "crowd", "seed"]
