"""A distributor's own program: a real HTTP server that checks signatures as the
Standard Webhooks specification says, written from the specification alone."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Receiver:
    """Keeps what it is told; answers ``status``."""

    def __init__(self) -> None:
        self.secret = ""
        self.status = 204
        self.location = ""
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.refused: list[str] = []
        self.url = ""

    def hear(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        """Take one message."""
        body = handler.rfile.read(int(handler.headers["content-length"]))
        given = handler.headers
        fault = self._fault(
            given["webhook-id"],
            given["webhook-timestamp"],
            given["webhook-signature"],
            body,
        )
        if fault:
            self.refused.append(fault)
        else:
            self.told.append((given["webhook-id"], json.loads(body)))
        handler.send_response(401 if fault else self.status)
        if self.location:
            handler.send_header("Location", self.location)
        handler.send_header("Content-Length", "0" if self.status == 204 else "9")
        handler.end_headers()
        if self.status != 204:
            handler.wfile.write(b"an answer")

    def _fault(self, key: str, timestamp: str, signatures: str, body: bytes) -> str:
        if abs(time.time() - int(timestamp)) > 300:
            return "too old"
        secret = base64.b64decode(self.secret.removeprefix("whsec_"))
        signed = b".".join((key.encode(), timestamp.encode(), body))
        right = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
        versions = [one.partition(",") for one in signatures.split(" ")]
        known = [value for version, _, value in versions if version == "v1"]
        if not any(hmac.compare_digest(right, one) for one in known):
            return "wrong signature"
        return ""

    @contextmanager
    def running(self) -> Iterator["Receiver"]:
        """Listen on a free port until the end of the block."""
        hear = self.hear

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hear(self)

            def log_message(self, *_: object) -> None:
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            self.url = f"http://127.0.0.1:{server.server_address[1]}/toile?x=1"
            thread = threading.Thread(target=server.serve_forever, args=(0.02,))
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()
