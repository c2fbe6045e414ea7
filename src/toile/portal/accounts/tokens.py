"""Secrets that travel in a link: the letter holds them, the database their hash."""

import hashlib
import secrets


def new_token() -> str:
    """Make what goes into a link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Give what the database keeps of it."""
    return hashlib.sha256(token.encode()).hexdigest()
