"""An edge with an exchange at its door, placements to sell, lines that want them."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import msgspec
from tc_writer import Written

from toile.wire import audience
from toile.wire.audience import AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import now_ms, utc_day
from toile.wire.exchanges import Exchange, PublisherSite
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import Creative, Line, Media
from toile.wire.targeting import Cap, Targeting

SECRET = "open sesame"
HOST = "franceinter.example"
VENDOR = 755
PUBLISHER = Ulid("01M85275QPHZD88PEEFXQP0B01")
EXCHANGE = Exchange(
    id=Ulid("01M85275QPHZD88PEEFXQE0C01"),
    slug="ssp",
    name="SSP",
    seat="toile",
    secret_digest=hashlib.sha256(SECRET.encode()).hexdigest(),
    explains=True,
)
SITE = PublisherSite(publisher=PUBLISHER, name="France Inter", hosts=(HOST,))
TEASER = Media(f"{'b' * 64}.mp4", "video/mp4", 1280, 720, 900_000, 30_000)


@dataclass
class Market:
    """A house whose plan sells to exchanges, and how an exchange asks at its edge."""

    house: Any
    exchange: Exchange = EXCHANGE
    plan: dict[str, Any] = field(default_factory=dict)

    @property
    def insert(self) -> Any:
        return msgspec.structs.replace(
            self.house.placement, by_exchange=True, publisher_id=PUBLISHER
        )

    @property
    def popup(self) -> Any:
        return msgspec.structs.replace(
            self.house.popup, by_exchange=True, publisher_id=PUBLISHER
        )

    def line(self, name: str = "1", **changed: Any) -> Line:
        """A line for everybody that bids 4 EUR, with a poster."""
        values: dict[str, Any] = {
            "id": Ulid(f"01M85275QPHZD88PEEFXQ1{name:0>4}"),
            "campaign": Ulid(f"01M85275QPHZD88PEEFXQK{name:0>4}"),
            "bid": Money(4_000_000),
            "targeting": Targeting(),
            "advertiser": "condor.example",
            "anonymous": True,
            "pacing": "fast",
        }
        return msgspec.structs.replace(self.house.line, **values | changed)

    def teaser(self, name: str = "1", **changed: Any) -> Line:
        """The same with a film."""
        (poster,) = self.house.line.creatives
        film = Creative(poster.id, "teaser", poster.poster, TEASER)
        return self.line(name, creatives=(film,), **changed)

    def pooled(self, name: str = "2", **changed: Any) -> Line:
        """A line of the pool, dearer, once an hour at most."""
        values: dict[str, Any] = {
            "targeting": Targeting(segments=("aea",)),
            "bid": Money(6_000_000),
            "price": Money(8_000_000),
            "anonymous": False,
            "cap": Cap(1),
        }
        return self.line(name, **values | changed)

    def publish(self, *lines: Line, **changed: Any) -> None:
        values: dict[str, Any] = {
            "placements": (self.insert, self.popup),
            "exchanges": (self.exchange,),
            "sites": (SITE,),
            "rates": {"USD": Money(920_000)},
        }
        self.house.publish_ads(*(lines or (self.line(),)), **values | changed)

    def fill_pool(self, size: int = 100) -> None:
        """Put Camille into the pool's segment."""
        member = audience.encode(Membership({"aea": utc_day(now_ms()) + 30}))
        with self.house.stores() as stores, stores.ads.update() as update:
            update.put(AUDIENCE_TABLE, self.house.aid, member)
            update.put(SIZES_TABLE, b"aea", str(size).encode())


def banner(**changed: Any) -> dict[str, Any]:
    return {"id": "1", "banner": {"format": [{"w": 300, "h": 600}]}} | changed


def asking(*imps: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A request to which the GDPR does not apply."""
    return {
        "id": "auction-1",
        "imp": list(imps) or [banner()],
        "site": {"domain": HOST, "page": f"https://www.{HOST}/cinema"},
        "regs": {"gdpr": 0},
    } | changed


def consenting(text: str | None = None, **user: Any) -> dict[str, Any]:
    """What a request says where the GDPR applies: yes to all, if nothing else."""
    said = Written().text() if text is None else text
    return {"regs": {"gdpr": 1}, "user": {"consent": said} | user}


class Asker:
    """An exchange that asks at an edge."""

    def __init__(self, edge: Any, exchange: Exchange) -> None:
        self.edge = edge
        self.exchange = exchange

    def __call__(
        self,
        written: Any,
        *,
        slug: str = "",
        query: str = "",
        secret: str = SECRET,
        **headers: str,
    ) -> Any:
        body = written if isinstance(written, bytes) else json.dumps(written).encode()
        sent = {
            "Content-Type": "application/json",
            "X-OpenRTB-Version": "2.6",
            "Authorization": f"Bearer {secret}",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        path = f"/openrtb/{slug or self.exchange.slug}{query}"
        return self.edge.ask("POST", path, sent, body)

    def bids(self, written: Any, **said: Any) -> list[dict[str, Any]]:
        """The bids of an answer; none for a 204."""
        reply = self(written, **said)
        if reply.status == 204:
            assert reply.body == b""
            return []
        assert reply.status == 200, reply
        return [bid for seat in reply.json.get("seatbid", ()) for bid in seat["bid"]]

    def counted(self, outcome: str) -> int:
        number: int = self.edge.counted(f"bid {self.exchange.slug}", outcome)
        return number
