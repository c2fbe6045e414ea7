"""A coarse class of device, of the three that a consent rate is told apart by.

Nothing finer is kept, and of a tablet that calls itself a computer nothing else is
asked. The order matters: an Android tablet says ``Android`` without ``Mobile``.
"""

from toile.wire.events import Device

_LONGEST = 400


def device_of(user_agent: bytes) -> Device:
    """Tell the class of a browser by its User-Agent; unknown if it sends none."""
    text = user_agent[:_LONGEST].lower()
    if not text.strip():
        return "unknown"
    tablet = b"ipad" in text or b"tablet" in text
    if tablet or (b"android" in text and b"mobile" not in text):
        return "tablet"
    return "mobile" if b"mobi" in text or b"iphone" in text else "desktop"
