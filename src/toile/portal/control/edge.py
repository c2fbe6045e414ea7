"""Reading the edge over HTTP: what it has counted, whether it is ready, its plans."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
from django.utils.translation import gettext as _
from prometheus_client.parser import text_string_to_metric_families

from toile.settings import Settings
from toile.wire.clock import now_ms

_SECONDS = 1.5
_EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound
_LARGEST_BYTES = 2_000_000


class EdgeSilentError(Exception):
    """The edge cannot be reached; the text says how that showed."""


class _Problem(msgspec.Struct):
    """What the edge says when it is not ready (RFC 9457)."""

    detail: str = ""


@dataclass(frozen=True)
class Reading:
    """The sums of all edge processes at one moment; ``plans`` those of one of them.

    ``outcomes`` by "door/outcome", ``refused`` by HTTP status, ``times`` by the most
    milliseconds an answer took; ``unready`` says why the edge takes no traffic.
    """

    at_ms: int
    outcomes: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    plans: Mapping[str, int] = field(default_factory=dict)
    unready: str = ""


def read_edge(settings: Settings) -> Reading:
    """Ask the edge of the settings; raises ``EdgeSilentError`` when it is mute."""
    host = _EVERYWHERE.get(settings.edge_host, settings.edge_host)
    connection = http.client.HTTPConnection(host, settings.edge_port, timeout=_SECONDS)
    try:
        status, ready = _ask(connection, "/readyz")
        counted, text = _ask(connection, "/metrics")
    except (OSError, http.client.HTTPException) as error:
        raise EdgeSilentError(_said(error)) from error
    finally:
        connection.close()
    if counted != 200:
        raise EdgeSilentError(f"/metrics : HTTP {counted}")
    return parse(text.decode("utf-8", "replace"), _unready(status, ready), now_ms())


def parse(text: str, unready: str, at_ms: int) -> Reading:
    """Read Prometheus's text format; raises ``EdgeSilentError`` for anything else."""
    outcomes: dict[str, int] = {}
    refused: dict[str, int] = {}
    times: dict[str, int] = {}
    plans: dict[str, int] = {}
    try:
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                labels, number = sample.labels, int(sample.value)
                if sample.name == "toile_edge_outcomes_total":
                    outcomes[f"{labels['door']}/{labels['outcome']}"] = number
                elif sample.name == "toile_edge_refused_requests_total":
                    refused[labels["status"]] = number
                elif sample.name == "toile_edge_answers_by_time_total":
                    times[labels["most_ms"]] = number
                elif sample.name == "toile_edge_plan_version":
                    plans[labels["wing"]] = number
    except (ValueError, KeyError, OverflowError) as error:
        raise EdgeSilentError(f"/metrics : {error}") from error
    return Reading(at_ms, outcomes, refused, times, plans, unready)


def _ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Host": "localhost"})
    answer = connection.getresponse()
    return answer.status, answer.read(_LARGEST_BYTES)


def _said(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return _("connexion refusée")
    if isinstance(error, TimeoutError):
        return _("pas de réponse à temps")
    known = error.strerror if isinstance(error, OSError) else None
    return known or type(error).__name__


def _unready(status: int, body: bytes) -> str:
    if status == 200:
        return ""
    try:
        said = msgspec.json.decode(body, type=_Problem).detail
    except (msgspec.DecodeError, UnicodeDecodeError):
        said = ""
    return said or f"HTTP {status}"
