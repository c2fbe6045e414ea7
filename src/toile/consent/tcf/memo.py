"""A bounded memory of what was worked out for a text, owned by whoever asks."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memo(Generic[Value]):
    """Remembers at least the ``size`` texts asked for last, and at most twice as many.

    Two generations: when the young one is full it becomes the old one, and the old one
    is forgotten. A hit costs one look-up, and no text can push out one that is in use.
    """

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ValueError(f"A memo of {size} texts remembers nothing: at least 1")
        self._size = size
        self._young: dict[str, Value] = {}
        self._old: dict[str, Value] = {}

    def get(self, text: str) -> Value | None:
        """Give what was remembered for a text, if it still is."""
        value = self._young.get(text)
        if value is None:
            value = self._old.get(text)
            if value is not None:
                self.put(text, value)
        return value

    def put(self, text: str, value: Value) -> None:
        """Remember a value, which is not ``None``, for a text."""
        if len(self._young) >= self._size:
            self._old = self._young
            self._young = {}
        self._young[text] = value

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())
