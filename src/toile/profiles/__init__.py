"""State by id: small values under byte keys in named tables, one space a wing.

The worker writes, one a wing (``own``), the edge reads in microseconds; an update is
all or nothing. LMDB today. A space is a projection: it can be cleared and rebuilt from
the journal. Floor 2: imports only ``toile.wire``. Open a space after the fork, never
before, and once a process: LMDB's locks belong to the process that opened it.
"""

from toile.profiles.contract import Space, SpaceName, Update
from toile.profiles.urls import open_space, own

__all__ = ["Space", "SpaceName", "Update", "open_space", "own"]
