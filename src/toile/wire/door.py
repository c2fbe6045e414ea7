"""The narrow door between two machines: what is said through it, and how it is sealed.

The pool's worker (``worker.relay``) asks, the door of the ads wing's machine
(``edge.door``) answers: changes of the audience go one way, what the pool's ids were
shown and clicked comes back the other, in one exchange. Each message is sealed with a
key derived from the door's, which both wings hold: nobody else reads or makes one,
whatever carries it. An answer is bound to its question; a question that is played again
changes nothing, for changes are numbered.
"""

import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from toile.wire.errors import ToileError

DOOR_PATH = "/door"
MOST_BYTES = 4 * 1024 * 1024
"""No message is longer."""

_NONCE_BYTES = 12


class DoorError(ToileError):
    """What came through the door is not what the other wing says."""


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One value of the ads space set, or deleted (``None``)."""

    table: str
    key: bytes
    value: bytes | None = None


class Question(msgspec.Struct, frozen=True):
    """Changes, and from where on to tell events.

    ``number`` counts the sets of changes; one that is not the next of the ``store`` it
    was made for is not taken in.
    """

    store: bytes
    number: int
    changes: tuple[Change, ...] = ()
    cursor: bytes = b""
    limit: int = 0


class Reply(msgspec.Struct, frozen=True):
    """Which store this is, the last changes it has, and the events asked for.

    ``events`` are records as the journal holds them; ``cursor`` is behind them, and
    ``more`` tells that others wait. ``cleaned_ms`` is when the last good cleaning of
    the ads wing's journal began, by its clock; 0 if there was none.
    """

    store: bytes
    number: int
    cursor: bytes = b""
    events: tuple[bytes, ...] = ()
    more: bool = False
    cleaned_ms: int = 0


class DoorSeal:
    """Seals and opens what is said, with a key derived from the door's (HKDF)."""

    def __init__(self, door_key: bytes) -> None:
        def derived(info: bytes) -> AESGCM:
            kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=info)
            return AESGCM(kdf.derive(door_key))

        self._questions = derived(b"toile door question 1")
        self._replies = derived(b"toile door reply 1")

    def ask(self, question: Question) -> tuple[bytes, bytes]:
        """Seal a question; give back the message, and what its reply is bound to."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = msgspec.msgpack.encode(question)
        return nonce + self._questions.encrypt(nonce, plain, b""), nonce

    def asked(self, message: bytes) -> tuple[Question, bytes]:
        """Open a question; raises ``DoorError`` for what is none."""
        nonce, sealed = message[:_NONCE_BYTES], message[_NONCE_BYTES:]
        try:
            plain = self._questions.decrypt(nonce, sealed, b"")
            return msgspec.msgpack.decode(plain, type=Question), nonce
        except (InvalidTag, ValueError) as error:
            raise _foreign("question") from error

    def reply(self, reply: Reply, bound_to: bytes) -> bytes:
        """Seal the reply to a question."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = msgspec.msgpack.encode(reply)
        return nonce + self._replies.encrypt(nonce, plain, bound_to)

    def replied(self, message: bytes, bound_to: bytes) -> Reply:
        """Open the reply to a question; raises ``DoorError`` for any other."""
        nonce, sealed = message[:_NONCE_BYTES], message[_NONCE_BYTES:]
        try:
            plain = self._replies.decrypt(nonce, sealed, bound_to)
            return msgspec.msgpack.decode(plain, type=Reply)
        except (InvalidTag, ValueError) as error:
            raise _foreign("reply") from error


def _foreign(what: str) -> DoorError:
    return DoorError(
        f"A {what} at the door",
        "it was not sealed with the door's key",
        "Both wings' key files must come from one `toile keys create`.",
    )
