"""The product's programs and how to tell that they are ready."""

import http.client
import socket
import threading
from collections.abc import Iterable

from toile.ops.supervise import Program, Supervisor
from toile.settings import Settings
from toile.wire.errors import SettingError, ToileError

WORKER = Program("worker", ("worker",))
EDGE = Program("edge", ("edge",))
PORTAL = Program("portal", ("portal",))
JOBS = Program("jobs", ("jobs",))
ALL = (WORKER, EDGE, PORTAL, JOBS)

_READY_TRIES = 300
_PAUSE_SECONDS = 0.1


def need_free_ports(ports: Iterable[tuple[str, str, int]]) -> None:
    """Raise ``SettingError`` naming the first setting whose port is taken."""
    for variable, host, port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise SettingError(
                    f"Port {port} on {host}",
                    f"it cannot be used: {error.strerror}",
                    f"Stop what runs there, or set {variable} to another port.",
                ) from error


def ports_of(settings: Settings) -> list[tuple[str, str, int]]:
    """List the ports that the product needs, with the settings that name them."""
    return [
        ("TOILE_EDGE_PORT", settings.edge_host, settings.edge_port),
        ("TOILE_PORTAL_PORT", settings.portal_host, settings.portal_port),
    ]


def start_all(supervisor: Supervisor, settings: Settings) -> None:
    """Start worker, edge, portal and jobs, and wait until the doors are open."""
    supervisor.start(WORKER)
    supervisor.start(EDGE)
    supervisor.start(PORTAL)
    supervisor.start(JOBS)
    _wait(supervisor, settings.edge_host, settings.edge_port, "/readyz", "edge")
    _wait(supervisor, settings.portal_host, settings.portal_port, "/healthz", "portal")


def _wait(supervisor: Supervisor, host: str, port: int, path: str, name: str) -> None:
    pause = threading.Event()
    for _ in range(_READY_TRIES):
        supervisor.look()
        if answers(host, port, path):
            return
        pause.wait(_PAUSE_SECONDS)
    raise ToileError(
        f"The {name}",
        f"it did not become ready on port {port}",
        f"Look into {name}.log.",
    )


def answers(host: str, port: int, path: str) -> bool:
    """Tell whether a door answers 200."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
