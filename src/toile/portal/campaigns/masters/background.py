"""Work that a request need not wait for: begun once its transaction holds.

For now a thread of the portal's own; a job of ``toile.portal.jobs`` once that room is
there (``enqueue`` in place of the thread, nothing else changes).
"""

import threading
from collections.abc import Callable

from django.db import close_old_connections, transaction

# One at a time: an encoder takes all the processor it is given.
_turn = threading.Lock()


def start(work: Callable[[str], None], key: str) -> None:
    """Do a piece of work after the transaction, beside whoever asked for it."""
    transaction.on_commit(
        lambda: threading.Thread(target=_run, args=(work, key), daemon=True).start()
    )


def _run(work: Callable[[str], None], key: str) -> None:
    close_old_connections()
    try:
        with _turn:
            work(key)
    finally:
        close_old_connections()
