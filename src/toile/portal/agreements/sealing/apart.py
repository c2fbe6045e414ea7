"""Running pyHanko in a thread of its own: it opens an event loop, alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(deed: Callable[[], Result]) -> Result:
    """Do a deed in a thread without an event loop, and wait for it."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(deed).result()
