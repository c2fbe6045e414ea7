"""IAB Tech Lab's Data Deletion Request Framework, as a recipient (SPECS §8: DDRF).

``jws`` checks and makes signatures, ``issuers`` knows whose are trusted, ``request``
judges a chain of tokens, ``result`` names what may come of it, ``published`` is what
``/dsrdelete.json`` says. Pure but for reading the issuers' file.
"""

from toile.pool.deletion.issuers import Issuers, read_issuers
from toile.pool.deletion.jws import Signer
from toile.pool.deletion.published import Published, published
from toile.pool.deletion.request import Accepted, Refused, judge
from toile.pool.deletion.result import DeletionResult

__all__ = [
    "Accepted",
    "DeletionResult",
    "Issuers",
    "Published",
    "Refused",
    "Signer",
    "judge",
    "published",
    "read_issuers",
]
