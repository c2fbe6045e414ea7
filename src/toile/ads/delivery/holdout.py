"""Who is held out of a campaign: a fixed share of ids, drawn by a keyed hash.

The draw needs no memory and no list: the same id always falls on the same side of the
same campaign, in every process and on every machine, and sides of different campaigns
are independent, for each campaign is a key of its own (a randomised experiment by
hashing: Kohavi, Tang, Xu, *Trustworthy Online Controlled Experiments*, 2020, ch. 20).
An id is itself random to whoever holds no key of the union, so the key need not be
secret: nobody can choose who is drawn.
"""

import hashlib

from toile.wire.ids import Aid, Ulid

_BYTES = 4
_SPAN = 1 << 8 * _BYTES
_HUNDRED = 100


def held_out(aid: Aid, campaign: Ulid, percent: int) -> bool:
    """Tell whether an id is held out of a campaign that holds out so many per cent.

    A larger share holds out everybody whom a smaller one does.
    """
    if percent <= 0:
        return False
    draw = hashlib.blake2b(aid, digest_size=_BYTES, key=campaign.encode()).digest()
    return int.from_bytes(draw, "big") * _HUNDRED < percent * _SPAN
