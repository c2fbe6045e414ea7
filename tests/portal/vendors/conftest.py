"""A server on loopback that publishes the IAB's lists, or misbehaves."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

US = 755
FRENCH = {
    "purposes": {
        str(number): {"id": number, "name": f"Finalité {number}"}
        for number in range(1, 12)
    }
}


def vendor_list(version: int, **entry: Any) -> bytes:
    """A list of two vendors; ``entry`` changes us."""
    vendor = {
        "id": US, "name": "Klox", "purposes": [1, 3, 4], "legIntPurposes": [2, 7],
        "flexiblePurposes": [7], "specialPurposes": [2], "features": [],
        "specialFeatures": [], "usesCookies": True, "cookieMaxAgeSeconds": 15552000,
        "deviceStorageDisclosureUrl": "https://ads.example/deviceStorage.json",
    }  # fmt: skip
    other = {**vendor, "id": 12, "name": "Autre"}
    return json.dumps(
        {
            "gvlSpecificationVersion": 3,
            "vendorListVersion": version,
            "tcfPolicyVersion": 5,
            "lastUpdated": "2026-11-26T16:00:00Z",
            "vendors": {"12": other, str(US): {**vendor, **entry}},
        }
    ).encode()


def tool_list(**deleted: str) -> bytes:
    """A list of tools 6 and 92, some deleted: ``_92="2026-09-01T00:00:00Z"``."""
    cmps: dict[str, dict[str, Any]] = {
        number: {"id": int(number), "name": f"Outil {number}", "isCommercial": True}
        for number in ("6", "92")
    }
    for number, day in deleted.items():
        cmps[number[1:]]["deletedDate"] = day
    return json.dumps({"lastUpdated": "2026-11-26T16:00:00Z", "cmps": cmps}).encode()


@dataclass
class Publisher:
    """What is published where, and what was asked for."""

    address: str = ""
    pages: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def gvl(self) -> str:
        return f"{self.address}/v3"

    @property
    def cmp_list(self) -> str:
        return f"{self.address}/v2/cmp-list.json"

    def publish(self, version: int, **entry: Any) -> None:
        """Publish a version of the vendor list, with its archive."""
        for path in ("vendor-list.json", f"archives/vendor-list-v{version}.json"):
            self.pages[f"/v3/{path}"] = 200, vendor_list(version, **entry)


@pytest.fixture
def iab() -> Iterator[Publisher]:
    """The lists of version 170, its archives of 168 and 169, and both others."""
    made = Publisher()
    for version in (168, 169, 170):
        made.publish(version)
    made.pages["/v3/purposes-fr.json"] = 200, json.dumps(FRENCH).encode()
    made.pages["/v2/cmp-list.json"] = 200, tool_list(_92="2026-09-01T00:00:00Z")

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, body = made.pages.get(self.path, (404, b""))
            self.send_response(status)
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        made.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()
