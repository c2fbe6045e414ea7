"""What a statement says, whole: its figures, and the names as they were then.

It is kept as it is read: who renames a film, a cinema or the union changes no
statement that is drawn up.
"""

import datetime
import hashlib

import msgspec

from toile.ledger.statements import Statement
from toile.wire.calendar import read_month

_encoder = msgspec.json.Encoder()


class Party(msgspec.Struct, frozen=True):
    """Who stands at the head of the paper: a name, and lines below it."""

    name: str
    lines: tuple[str, ...] = ()


class NamedCampaign(msgspec.Struct, frozen=True):
    """A campaign as the statement names it."""

    film: str
    campaign: str
    distributor: str


class Sheet(msgspec.Struct, frozen=True):
    """A statement with all its words.

    ``number`` is 0 for a provisional one. ``member_from`` and ``member_until`` are the
    days of an agreement that began or ended within the month, "" otherwise. ``link``
    is the link of the ledger's chain up to which postings are counted.
    """

    number: int
    drawn_at_ms: int
    union: Party
    cinema: Party
    member_from: str
    member_until: str
    campaigns: dict[str, NamedCampaign]
    statement: Statement
    link: int
    link_hash: str

    @property
    def month(self) -> datetime.date:
        """The month that it tells of."""
        found = read_month(self.statement.month)
        assert found is not None
        return found

    def named(self, campaign: str) -> NamedCampaign:
        """Name a campaign; one that is unknown by its id alone."""
        return self.campaigns.get(campaign, NamedCampaign("", campaign, ""))

    @property
    def is_provisional(self) -> bool:
        """Tell whether its figures may still change."""
        return self.number == 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happened in the month."""
        return not (self.statement.movements or self.statement.refused)


def encoded(sheet: Sheet) -> str:
    """Write a sheet as it is kept: the same sheet gives the same text."""
    return _encoder.encode(sheet).decode()


def decoded(content: str) -> Sheet:
    """Read a sheet that was kept."""
    return msgspec.json.decode(content, type=Sheet)


def fingerprint(content: str) -> str:
    """Give the SHA-256, in hex, of a sheet as it is kept."""
    return hashlib.sha256(content.encode()).hexdigest()
