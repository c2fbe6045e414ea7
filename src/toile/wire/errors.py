"""Errors that speak: the thing, the cause, the remedy.

ToileError
├── SettingError        a setting holds what it cannot hold
├── JournalError        the journal cannot be written or read
├── ProfileError        the profile store cannot be opened or read
├── PlanError           a plan cannot be read or does not hold together
└── TokenError          a token is forged, of another kind, or expired

``Problem`` is how a machine hears of it over HTTP (RFC 9457).
"""

import msgspec


class ToileError(Exception):
    """What went wrong, why, and what to do about it, in three short texts."""

    def __init__(self, thing: str, cause: str, remedy: str) -> None:
        super().__init__(f"{thing}: {cause}. {remedy}")
        self.thing = thing
        self.cause = cause
        self.remedy = remedy


class SettingError(ToileError):
    """A setting holds a value it cannot hold."""


class JournalError(ToileError):
    """The journal cannot be written or read."""


class ProfileError(ToileError):
    """A profile store cannot be opened or read."""


class PlanError(ToileError):
    """A plan cannot be read, or names what it does not hold."""


class TokenError(ToileError):
    """A token is forged, made for another purpose, or expired."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem document (RFC 9457): what a client did wrong and how to mend it."""

    status: int
    title: str
    detail: str = ""
    field: str | None = None
    code: str | None = None
