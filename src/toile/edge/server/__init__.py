"""The HTTP/1.1 server of the data plane: bytes in, bytes out, no coroutine between.

A thin asyncio protocol on uvloop and httptools (llhttp, strict). Handlers are plain
functions from Request to bytes, to a WhenDurable that is held back until the journal
has the event on disk, or to a Later that is worked out with all others of its turn.
Everything a client may do is bounded by edge.limits. ``serve`` runs one process or
several on one port; ``Server`` runs inside a loop.
"""

from toile.edge.server.answer import (
    FAILED,
    Answer,
    Handler,
    Later,
    WhenDurable,
    problem,
    response,
)
from toile.edge.server.listen import App, serve
from toile.edge.server.request import Request
from toile.edge.server.router import UNREADABLE, Router
from toile.edge.server.server import Server
from toile.edge.server.tally import Tally

__all__ = [
    "FAILED",
    "UNREADABLE",
    "Answer",
    "App",
    "Handler",
    "Later",
    "Request",
    "Router",
    "Server",
    "Tally",
    "WhenDurable",
    "problem",
    "response",
    "serve",
]
