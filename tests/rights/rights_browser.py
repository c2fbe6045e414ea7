"""A person's browser as far as rights need it: cookies by host, pages of the demo."""

import http.client
import json
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from story_product import Product

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)


@dataclass(frozen=True)
class Reply:
    """One answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """Asks the running product over the network, and keeps what it sets."""

    product: Product
    jar: dict[str, dict[str, str]] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        url: str,
        *,
        page: str = "",
        body: Any = None,
        cookies: bool = True,
        **headers: str,
    ) -> Reply:
        """Ask as a script of a page does; redirects are not followed."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        sent = {"Host": parts.netloc, "User-Agent": CHROME, **headers}
        if page:
            sent["Origin"] = page
        held = self.jar.get(host, {})
        if cookies and held:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in held.items())
        content = None
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=30)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target or "/", content, sent)
            got = connection.getresponse()
            self._keep(host, got.headers.get_all("Set-Cookie", []))
            told = {name.lower(): value for name, value in got.getheaders()}
            return Reply(got.status, told, got.read())
        finally:
            connection.close()

    def get(self, url: str, **given: Any) -> Reply:
        return self.ask("GET", url, **given)

    def load(self, url: str) -> Reply:
        """Load an image to the end of its redirects."""
        reply = self.get(url)
        while reply.status == 302:
            reply = self.get(reply.headers["location"])
        return reply

    def accept(self, site: str) -> str:
        """Say yes on a member's page, hand the id over, see a page; the receipt."""
        page, product = self.product.site(site), self.product
        found = re.search(r"pixel\.js\?site=([\w-]+)", self.get(page).text)
        assert found is not None
        key = found.group(1)
        said = {"site": key, "choice": "yes", "tool": "orejime"}
        answer = self.ask("POST", f"{product.pool}/consent", page=page, body=said)
        if answer.status != 200:
            return ""
        self.load(answer.json["handover"])
        receipt: str = answer.json["receipt"]
        seen = {"site": key, "receipt": receipt, "page": "/"}
        visit = self.ask("POST", f"{product.pool}/visit", page=page, body=seen)
        assert visit.status == 204
        return receipt

    def mine(self, method: str = "GET", rest: str = "") -> Reply:
        """Ask as « Mes données » does."""
        url = f"{self.product.pool}/me{rest}"
        return self.ask(method, url, page=self.product.portal)

    def _keep(self, host: str, cookies: list[str]) -> None:
        for name, morsel in SimpleCookie("\n".join(cookies)).items():
            jar = self.jar.setdefault(host, {})
            if morsel["max-age"] == "0":
                jar.pop(name, None)
            else:
                jar[name] = morsel.value

    def id(self, name: str) -> str | None:
        """The id that one of the wings gave this browser."""
        host = {"tid": "pool.localhost", "aid": "ads.localhost"}[name]
        return self.jar.get(host, {}).get(name)
