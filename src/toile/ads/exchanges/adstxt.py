"""ads.txt and app-ads.txt, version 1.1: who may sell a site's space.

Read liberally, as its §5.3 asks: what cannot be read becomes a ``Fault``, never an
error. IAB Tech Lab, ads.txt 1.1 (SPECS §8).
"""

import codecs
import re
from enum import StrEnum
from typing import Literal
from urllib.parse import unquote

import msgspec

from toile.ads.exchanges.domains import clean, host_of
from toile.wire.exchanges import AdsTxtRecord

Relation = Literal["DIRECT", "RESELLER"]
"""Who controls an account: the site's owner, or another (§3.3, field 3)."""

RELATIONS: tuple[Relation, ...] = ("DIRECT", "RESELLER")

LARGEST_BYTES = 4 * 1024 * 1024
"""The longest files of large publishers have a quarter of this."""

_MOST_LINES = 50_000
_MOST_FAULTS = 100
_SHOWN = 120
_LONGEST_ACCOUNT = 256
_RELATION: dict[str, Relation] = {"DIRECT": "DIRECT", "RESELLER": "RESELLER"}
_LINE_END = re.compile(r"\r\n|\r|\n")
_VARIABLE = re.compile(r"\s*([A-Za-z_-]+)\s*=(.*)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(
    r"\s*<(!--|\?xml|(!doctype|html|head|body|div|script|p|h1)\b)", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Manager(msgspec.Struct, frozen=True):
    """Who sells for the owner, in one country (ISO 3166-1 alpha-2) or in all ("")."""

    domain: str
    country: str = ""


class FaultCause(StrEnum):
    """What is wrong with a line."""

    FIELDS = "fields"
    DOMAIN = "domain"
    ACCOUNT = "account"
    RELATION = "relation"
    VALUE = "value"


class Fault(msgspec.Struct, frozen=True):
    """A line (from 1) that says nothing we can use, its beginning, and why."""

    line: int
    text: str
    cause: FaultCause


class AdsTxt(msgspec.Struct, frozen=True, kw_only=True):
    """What a file declares. ``owner`` and the like are clean domain names.

    Of a record field 4 is left out: sellers.json supersedes it (§3.3). ``absent`` says
    that there is no file, so that anybody may sell (§3.1), ``page`` that it was a page
    of HTML, ``truncated`` that it was longer than we read.
    """

    records: frozenset[AdsTxtRecord] = frozenset()
    contacts: tuple[str, ...] = ()
    subdomains: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    owner: str = ""
    managers: tuple[Manager, ...] = ()
    faults: tuple[Fault, ...] = ()
    absent: bool = False
    page: bool = False
    truncated: bool = False


NOTHING = AdsTxt(absent=True)
"""What a site declares that has no file."""


def authorises(
    ads_txt: AdsTxt, asi: str, sid: str, relation: Relation | None = None
) -> bool:
    """Tell whether the account ``sid`` of the system ``asi`` is declared.

    Systems' names are compared as DNS does, accounts to the letter; without
    ``relation`` either will do.
    """
    system = asi.strip().lower()
    wanted = RELATIONS if relation is None else (relation,)
    return any(AdsTxtRecord(system, sid, one) in ads_txt.records for one in wanted)


def parse(body: bytes) -> AdsTxt:
    """Read a file; whatever it holds, something comes back."""
    truncated = len(body) > LARGEST_BYTES
    text = _decoded(body[:LARGEST_BYTES])
    if _MARKUP.match(text):
        return AdsTxt(page=True, truncated=truncated)
    lines = _LINE_END.split(text)
    if truncated:
        # The last one may be cut in two.
        lines.pop()
    reading = _Reading()
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        reading.take(number, line)
    return reading.result(truncated=truncated or len(lines) > _MOST_LINES)


def _decoded(body: bytes) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    return body.decode("utf-8", "replace")


class _Reading:
    """What has been read so far, each thing once and in its order."""

    def __init__(self) -> None:
        self._records: set[AdsTxtRecord] = set()
        self._variables: dict[str, dict[str, None]] = {}
        self._managers: dict[Manager, None] = {}
        self._faults: list[Fault] = []

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        said = line.partition("#")[0].partition(";")[0]
        if not said.strip():
            return
        named = _VARIABLE.match(said)
        if named:
            cause = self._variable(named[1].upper(), line.partition("#")[0])
        else:
            record = _record(said)
            cause = record if isinstance(record, FaultCause) else None
            if isinstance(record, AdsTxtRecord):
                self._records.add(record)
        if cause and len(self._faults) < _MOST_FAULTS:
            self._faults.append(Fault(number, line.strip()[:_SHOWN], cause))

    def _variable(self, name: str, line: str) -> FaultCause | None:
        value = line.partition("=")[2].strip()
        if name == "CONTACT":
            self._note(name, value[: _SHOWN * 2])
            return None
        if name == "MANAGERDOMAIN":
            return self._manager(value)
        if name not in {"SUBDOMAIN", "INVENTORYPARTNERDOMAIN", "OWNERDOMAIN"}:
            # Variables of later versions are no fault (§3.5.1).
            return None
        domain = host_of(value.partition(";")[0])
        if "." not in domain:
            return FaultCause.VALUE
        self._note(name, domain)
        return None

    def _manager(self, value: str) -> FaultCause | None:
        domain, _, country = value.partition(";")[0].partition(",")
        host, code = host_of(domain), country.strip().upper()
        if "." not in host or (code and not re.fullmatch("[A-Z]{2}", code)):
            return FaultCause.VALUE
        self._managers[Manager(host, code)] = None
        return None

    def _note(self, name: str, value: str) -> None:
        self._variables.setdefault(name, {})[value] = None

    def _all(self, name: str) -> tuple[str, ...]:
        return tuple(self._variables.get(name, ()))

    def result(self, *, truncated: bool) -> AdsTxt:
        """Give all of it; of several owners the first counts (§3.5.1)."""
        return AdsTxt(
            records=frozenset(self._records),
            contacts=self._all("CONTACT"),
            subdomains=self._all("SUBDOMAIN"),
            partners=self._all("INVENTORYPARTNERDOMAIN"),
            owner=next(iter(self._all("OWNERDOMAIN")), ""),
            managers=tuple(self._managers),
            faults=tuple(self._faults),
            truncated=truncated,
        )


def _record(said: str) -> AdsTxtRecord | FaultCause:
    fields = [_SPACES.sub("", field) for field in said.split(",")]
    if len(fields) < 3:
        return FaultCause.FIELDS
    system, account = clean(fields[0]), unquote(fields[1])
    if "." not in system:
        return FaultCause.DOMAIN
    if not account or len(account) > _LONGEST_ACCOUNT:
        return FaultCause.ACCOUNT
    # Case does not matter here (§3.3).
    relation = _RELATION.get(fields[2].upper())
    return AdsTxtRecord(system, account, relation) if relation else FaultCause.RELATION
