"""A short name of the controllers that a banner names, so that a change shows."""

import hashlib

from toile.wire.plan import Controller


def named_version(controllers: tuple[Controller, ...]) -> str:
    """Change whenever the named controllers do, so that the banner asks again."""
    named = "|".join(f"{c.role}:{c.name}" for c in controllers)
    return hashlib.sha256(named.encode()).hexdigest()[:8]
