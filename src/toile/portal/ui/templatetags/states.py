"""The colour of a state: good, waiting, bad, or none of these."""

from django import template

register = template.Library()

_TONES = {
    "success": {
        "live",
        "approved",
        "active",
        "accepted",
        "sent",
        "written",
        "done",
        "paid",
        "ok",
        "lifted",
        "answered",
        "matched",
        "executed",
        "signed",
    },
    "warning": {
        "pending",
        "submitted",
        "paused",
        "waiting",
        "running",
        "sending",
        "warning",
        "silent",
        "awaiting",
        "doubtful",
        "proposed",
        "reserved",
        "held",
        "unknown",
    },
    "error": {
        "refused",
        "revoked",
        "suspended",
        "failed",
        "error",
        "fault",
        "expired",
        "disabled",
        "rejected",
        "returned",
    },
}


@register.filter
def tone(code: str) -> str:
    """Tell the tone of a state's code, as daisyUI names it."""
    found = (name for name, codes in _TONES.items() if code in codes)
    return next(found, "neutral")
