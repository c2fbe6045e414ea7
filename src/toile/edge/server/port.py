"""Opening the port, or saying in one sentence why it cannot be opened."""

import errno
import os
import socket

from toile.wire.errors import ToileError


def claim(host: str, port: int) -> socket.socket:
    """A socket bound to a port that nobody else listens on; 0 takes a free one."""
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError) as error:
        raise ToileError(
            f"host {host}",
            "its name cannot be resolved",
            "Give an address of this machine, such as 127.0.0.1 or 0.0.0.0",
        ) from error
    family, _, _, _, address = found[0]
    sock = _open(family)
    try:
        sock.bind(address)
        # Linux lets two bind while none listens; listening is what excludes others.
        sock.listen()
    except OSError as error:
        sock.close()
        raise _explained(error, host, port) from error
    return sock


def share(address_of: socket.socket) -> socket.socket:
    """One more socket on the same address, for one of several processes."""
    sock = _open(address_of.family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind(address_of.getsockname())
    return sock


def reserve(host: str, port: int) -> socket.socket:
    """Claim a port, then hold it in the shared way: bound, but accepting nothing."""
    with claim(host, port) as exclusive:
        reserved = _open(exclusive.family)
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        address = exclusive.getsockname()
    reserved.bind(address)
    return reserved


def _open(family: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return sock


def _explained(error: OSError, host: str, port: int) -> ToileError:
    thing = f"port {port}"
    if error.errno == errno.EADDRINUSE:
        return ToileError(
            thing,
            "another program listens on it already",
            "Stop that program, or choose another port",
        )
    if error.errno == errno.EACCES:
        return ToileError(
            thing,
            "this user may not open it",
            "Choose a port from 1024 up, or grant CAP_NET_BIND_SERVICE",
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return ToileError(
            f"host {host}",
            "it is no address of this machine",
            "Give one that is, such as 127.0.0.1 or 0.0.0.0",
        )
    cause = os.strerror(error.errno) if error.errno else str(error)
    return ToileError(thing, cause, "Choose another host or port")
