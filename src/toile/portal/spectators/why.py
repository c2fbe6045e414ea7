"""Opening a why-link: what it was sealed for, or why it cannot be opened."""

from enum import IntEnum
from pathlib import Path

from toile.ads.keys import read
from toile.wire.errors import SettingError, TokenError
from toile.wire.tokens import Sealer, WhyToken


class Unopened(IntEnum):
    """Why a link cannot be explained; the value is the status of the answer."""

    FORGED = 404
    EXPIRED = 410
    NO_KEY = 503


def open_link(text: str, key_file: Path, now_ms: int) -> WhyToken | Unopened:
    """Open a why-link with the operator's key."""
    try:
        keys = read(key_file.read_bytes(), str(key_file))
    except (OSError, SettingError):
        return Unopened.NO_KEY
    try:
        token = Sealer(bytes.fromhex(keys.why)).open_expired(text, WhyToken)
    except TokenError:
        return Unopened.FORGED
    return token if token.expires_ms > now_ms else Unopened.EXPIRED
