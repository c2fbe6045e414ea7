"""Every setting of Toile: name, default, unit, meaning.

A process reads them once from the environment (``TOILE_<NAME>``, and ``DATABASE_URL``)
and passes values on; rooms never read settings. ``docs/reference/settings.md`` is
generated from the table below.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from email.utils import formataddr, parseaddr
from pathlib import Path
from string import hexdigits
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from toile.wire.errors import SettingError

_KEY_DIGITS = 64

MAIL_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
"""How a mail server can be spoken to, and the port where each is usual."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The values of all settings; see ``TABLE`` for what each means."""

    data: Path
    database_url: str
    journal: str
    profiles: str
    plan: Path
    media: Path
    site_pictures: Path
    metrics: Path
    pool_url: str
    ads_url: str
    portal_url: str
    pool_keys: Path
    pool_master: str
    ads_keys: Path
    door: str
    door_host: str
    door_port: int
    edge_host: str
    edge_port: int
    edge_processes: int
    portal_host: str
    portal_port: int
    api_calls: int
    sites_port: int
    check_private: bool
    trusted_proxies: tuple[str, ...]
    tcf_vendor: int
    gvl: str
    cmp_list: str
    geography: Path | None
    deletion_issuers: Path | None
    smtp: str
    mail_from: str
    mail_days: int
    showtimes: str
    seal: Path
    seal_passphrase: str
    secret_key: str
    debug: bool
    simulated: bool
    two_factor_required: bool
    log: str


class Setting(NamedTuple):
    """One row of the table. ``{data}`` in a default is the data folder."""

    name: str
    default: str
    unit: str
    meaning: str
    parse: Callable[[str], Any]

    @property
    def variable(self) -> str:
        """Name the environment variable that holds this setting."""
        upper = self.name.upper()
        return upper if self.name == "database_url" else f"TOILE_{upper}"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read all settings; raises ``SettingError`` naming the variable and the remedy."""
    env = os.environ if environment is None else environment
    data = Path(env.get("TOILE_DATA") or "var").absolute()
    values: dict[str, Any] = {}
    for setting in TABLE:
        text = env.get(setting.variable) or setting.default.format(data=data)
        try:
            values[setting.name] = setting.parse(text)
        except ValueError as error:
            raise SettingError(
                setting.variable,
                f"{text!r} will not do: {error}",
                f"It is {setting.meaning[0].lower()}{setting.meaning[1:]}",
            ) from error
    return Settings(**values)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("give http:// or https:// and a host")
    return text.rstrip("/")


def _optional_url(text: str) -> str:
    return _url(text) if text else ""


def _port(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if not 0 < number < 65_536:
        raise ValueError("give a port from 1 to 65535")
    return number


def _positive(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if number < 1:
        raise ValueError("give a whole number from 1")
    return number


def _number(text: str) -> int:
    if not text.isdigit():
        raise ValueError("give a whole number from 0")
    return int(text)


def _flag(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False}
    known |= {"no": False}
    if text.lower() not in known:
        raise ValueError("give 1 or 0")
    return known[text.lower()]


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("give DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _url_or_off(text: str) -> str:
    return "" if text.lower() == "off" else _url(text)


def _optional_path(text: str) -> Path | None:
    return Path(text).absolute() if text else None


def _absolute(text: str) -> Path:
    return Path(text).absolute()


def _master(text: str) -> str:
    if text.startswith("env:"):
        return text
    # Whoever gives the key itself must not see it again in an error or a listing.
    if len(text.strip()) == _KEY_DIGITS and set(text.strip()) <= set(hexdigits):
        return "env:"
    return str(Path(text).absolute())


def _secret(text: str) -> str:
    return text or secrets.token_urlsafe(48)


def _rooted(text: str) -> str:
    """Make the path of a ``scheme:path`` URL absolute, for processes change folders."""
    scheme, _, rest = text.partition(":")
    if scheme in ("file", "lmdb") and not rest.startswith("/"):
        return f"{scheme}:{Path(rest).absolute()}"
    return text


def _mail_server(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in MAIL_PORTS or not parts.hostname):
        raise ValueError("give smtp://, starttls:// or smtps:// and a host")
    _ = parts.port  # raises ValueError for what is no port
    return text


def _sender(text: str) -> str:
    name, address = parseaddr(text)
    local, at, host = address.partition("@")
    if not (local and at and host) or text.count("@") != 1:
        raise ValueError("give a name and an address, as in Toile <toile@example.org>")
    return formataddr((name, address))


TABLE: tuple[Setting, ...] = (
    Setting(
        "data", "{data}", "folder", "The folder of all that Toile stores.", _absolute
    ),
    Setting(
        "database_url",
        "sqlite:///{data}/toile.sqlite3",
        "URL",
        "The control plane's database: sqlite:///path or postgres://…",
        str,
    ),
    Setting(
        "journal",
        "file:{data}/journal",
        "URL",
        "The journal of events: file:path.",
        _rooted,
    ),
    Setting(
        "profiles",
        "lmdb:{data}/profiles",
        "URL",
        "The state by id: lmdb:path.",
        _rooted,
    ),
    Setting(
        "plan",
        "{data}/plan",
        "folder",
        "Where the worker publishes the plans.",
        _absolute,
    ),
    Setting(
        "media",
        "{data}/media",
        "folder",
        "The creatives' files, named by the hash of their content.",
        _absolute,
    ),
    Setting(
        "site_pictures",
        "{data}/site-pictures",
        "folder",
        "The pictures of member sites' banners, named by the hash of their content.",
        _absolute,
    ),
    Setting(
        "metrics",
        "{data}/metrics",
        "folder",
        "Where the edge processes share their counters.",
        _absolute,
    ),
    Setting(
        "pool_url",
        "http://pool.localhost:8100",
        "URL",
        "The pool wing's public address.",
        _url,
    ),
    Setting(
        "ads_url",
        "http://ads.localhost:8100",
        "URL",
        "The ads wing's public address.",
        _url,
    ),
    Setting(
        "portal_url",
        "http://localhost:8000",
        "URL",
        "The portal's public address.",
        _url,
    ),
    Setting(
        "pool_keys",
        "{data}/keys/pool.json",
        "file",
        "The union's keys, wrapped; only the pool wing may read it.",
        _absolute,
    ),
    Setting(
        "pool_master",
        "{data}/keys/master.key",
        "file",
        "The union's master key, which unwraps its keys: a file, or env:NAME for "
        "another environment variable. On the pool's machine only.",
        _master,
    ),
    Setting(
        "ads_keys",
        "{data}/keys/ads.json",
        "file",
        "The operator's keys; the ads wing and the portal read it.",
        _absolute,
    ),
    Setting(
        "door",
        "",
        "URL",
        "Where the ads wing's machine has its door (`toile door`); empty: both wings "
        "are on this machine. Read by the pool's worker.",
        _optional_url,
    ),
    Setting("door_host", "127.0.0.1", "address", "Where `toile door` listens.", str),
    Setting("door_port", "8101", "port", "Where `toile door` listens.", _port),
    Setting("edge_host", "127.0.0.1", "address", "Where the edge listens.", str),
    Setting("edge_port", "8100", "port", "Where the edge listens.", _port),
    Setting(
        "edge_processes",
        "2",
        "processes",
        "How many edge processes share the port; one a core.",
        _positive,
    ),
    Setting("portal_host", "127.0.0.1", "address", "Where the portal listens.", str),
    Setting("portal_port", "8000", "port", "Where the portal listens.", _port),
    Setting(
        "api_calls",
        "600",
        "requests a minute",
        "How many calls of the API one token may make in a minute.",
        _positive,
    ),
    Setting(
        "sites_port",
        "8200",
        "port",
        "Where the demo's cinemas, publishers and tour listen.",
        _port,
    ),
    Setting(
        "check_private",
        "0",
        "1 or 0",
        "Lets the checker of sites open private addresses; for demos and tests.",
        _flag,
    ),
    Setting(
        "trusted_proxies",
        "",
        "addresses",
        "Peers whose X-Forwarded-For is believed.",
        _words,
    ),
    Setting(
        "tcf_vendor",
        "0",
        "number",
        "The operator's id on the IAB's vendor list (TCF); 0: it is not on it, and "
        "bids by nobody's profile where the GDPR applies.",
        _number,
    ),
    Setting(
        "gvl",
        "https://vendor-list.consensu.org/v3",
        "URL",
        "Where the IAB publishes its vendor list and its archives, read by a job when "
        "the copy at hand is not fresh any more; off: never.",
        _url_or_off,
    ),
    Setting(
        "cmp_list",
        "https://cmplist.consensu.org/v2/cmp-list.json",
        "URL",
        "The IAB's list of consent tools (CMPs), read with the other; off: never.",
        _url_or_off,
    ),
    Setting(
        "geography",
        "",
        "file",
        "A city database (mmdb) for geography; empty: places are unknown.",
        _optional_path,
    ),
    Setting(
        "deletion_issuers",
        "",
        "file",
        "The public keys, by domain, of those who may send deletion requests (DDRF); "
        "empty: nobody.",
        _optional_path,
    ),
    Setting(
        "smtp",
        "",
        "URL",
        "The mail server: smtp://user:password@host:port, starttls://… or smtps://…; "
        "empty: mails stay in the outbox.",
        _mail_server,
    ),
    Setting(
        "mail_from",
        "Toile <toile@localhost>",
        "address",
        "Whom mails come from: Name <address>.",
        _sender,
    ),
    Setting(
        "mail_days",
        "30",
        "days",
        "How long the text of a mail is kept; that it was sent is kept for good.",
        _positive,
    ),
    Setting(
        "showtimes",
        "https://datacinesindes.fr/data-fair/api/v1/datasets/programmation-cinemas",
        "URL",
        "The data-fair dataset of the cinemas' programme, read each hour; off: never.",
        _url_or_off,
    ),
    Setting(
        "seal",
        "{data}/keys/seal.p12",
        "file",
        "The union's electronic seal, a PKCS #12 file, by which agreements are sealed.",
        _absolute,
    ),
    Setting(
        "seal_passphrase",
        "",
        "text",
        "Opens the seal; empty: derived from the secret key.",
        str,
    ),
    Setting(
        "secret_key",
        "",
        "text",
        "Signs the portal's sessions; empty: a new one at each start.",
        _secret,
    ),
    Setting(
        "debug", "0", "1 or 0", "Shows the portal's errors; for developers.", _flag
    ),
    Setting(
        "simulated",
        "0",
        "1 or 0",
        "Marks every page as a demonstration with simulated figures.",
        _flag,
    ),
    Setting(
        "two_factor_required",
        "1",
        "1 or 0",
        "Lets the union's and the operator's people in with two factors alone.",
        _flag,
    ),
    Setting(
        "log",
        "INFO",
        "level",
        "The least level of what is logged: DEBUG, INFO, WARNING or ERROR.",
        _level,
    ),
)
