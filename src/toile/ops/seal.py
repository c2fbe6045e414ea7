"""Making a seal for a start: self-signed, encrypted, never in the place of another.

A certificate of a trust service provider takes its place as a PKCS #12 file; papers
that were sealed before stay good, for the database keeps each certificate.
"""

import datetime
import os

from toile.ops.keys import ensure_portal_key
from toile.portal.agreements.sealing.keys import make_seal, seal_passphrase
from toile.settings import Settings
from toile.wire.errors import SettingError

# A clock that is a little behind elsewhere must not find it too young.
_EARLIER = datetime.timedelta(hours=1)


def ensure_seal(settings: Settings, name: str = "Toile") -> bool:
    """Make the seal if there is none; tell whether it was made."""
    if settings.seal.exists():
        return False
    passphrase = passphrase_of(settings)
    now = datetime.datetime.now(datetime.UTC)
    try:
        make_seal(settings.seal, passphrase, name, now - _EARLIER)
    except FileExistsError:
        return False
    except OSError as error:
        raise SettingError(
            str(settings.seal),
            f"the seal cannot be written: {error.strerror}",
            "Give a folder that this user may write to as TOILE_SEAL.",
        ) from error
    return True


def passphrase_of(settings: Settings) -> bytes:
    """Tell what opens the seal: its own passphrase, or one of the secret key."""
    secret = os.environ.get("TOILE_SECRET_KEY") or ensure_portal_key(settings)
    return seal_passphrase(settings.seal_passphrase, secret)
