"""What an exchange asks in the bench: 2 KB each, each with a consent of its own."""

import random
from collections.abc import Iterator, Sequence

import msgspec

from toile.ads.exchanges.identity import Partner
from toile.ops.bench.bids.world import EXCHANGE, HOSTS, INTERESTS, SIZES
from toile.ops.bench.wrk import PreparedRequest
from toile.ops.simulate.tc_string import tc_string
from toile.wire.ids import Aid

VENDOR = 742
PATH = f"/openrtb/{EXCHANGE.slug}"
_POSTAL_CODES = ("83000", "75011", "69003", "13006", "33000", "59000", "44000", "31000")
_VENDORS = 800
_HEADERS = (("Content-Type", "application/json"), ("x-openrtb-version", "2.6"))


def bid_requests(
    number: int, aids: Sequence[Aid], master: bytes, now_ms: int, known: float
) -> Iterator[PreparedRequest]:
    """Make so many requests, of which the ``known`` part is for sites of the plan."""
    chance = random.Random(7)  # noqa: S311 - the same requests each time
    partner = Partner(master, EXCHANGE.id)
    for at in range(number):
        body = msgspec.json.encode(_request(chance, at, aids, partner, now_ms, known))
        yield PreparedRequest("POST", PATH, _HEADERS, body)


def _request(
    chance: random.Random,
    at: int,
    aids: Sequence[Aid],
    partner: Partner,
    now_ms: int,
    known: float,
) -> dict[str, object]:
    host = (
        chance.choice(HOSTS) if chance.random() < known else f"site{at % 500}.example"
    )
    width, height = chance.choice(SIZES)
    in_pool = chance.random() < 0.7
    aid = chance.choice(aids) if in_pool else Aid(chance.randbytes(16))
    return {
        "id": f"a1b2c3d4-e5f6-7890-abcd-{at:012d}",
        "imp": [
            {
                "id": "1",
                "banner": {
                    "format": [{"w": width, "h": height}, {"w": 320, "h": 100}],
                    "w": width,
                    "h": height,
                    "battr": [1, 3, 5, 8, 9],
                    "pos": 1,
                    "mimes": ["text/html", "image/jpeg", "image/webp"],
                    "api": [5, 7],
                },
                "instl": 0,
                "tagid": f"article-{width}x{height}",
                "bidfloor": round(chance.uniform(8.5, 18.0), 2),
                "bidfloorcur": "EUR",
                "secure": 0,
                "exp": 60,
                "ext": {"gpid": f"/1234/{host}/article#bas"},
            }
        ],
        "site": {
            "id": "s1",
            "domain": host,
            "name": "Journal",
            "cat": ["IAB1", "IAB12"],
            "pagecat": ["IAB1-5"],
            "page": f"https://www.{host}/culture/article/2026/11/20/film_{at}.html",
            "ref": "https://www.example.com/",
            "mobile": 0,
            "publisher": {"id": "pub-445", "name": "Journal", "domain": host},
            "content": {"keywords": "cinema,histoire,film", "language": "fr"},
        },
        "device": {
            "ua": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
            "(KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
            "sua": {
                "source": 2,
                "browsers": [{"brand": "Chromium", "version": ["141", "0", "0", "0"]}],
                "platform": {"brand": "Windows", "version": ["15", "0", "0"]},
                "mobile": 0,
            },
            "ip": "82.64.12.0",
            "geo": {
                "country": "FRA",
                "region": "PAC",
                "city": "Ville",
                "zip": chance.choice(_POSTAL_CODES),
                "type": 2,
            },
            "devicetype": chance.choice((1, 2, 2, 4, 5)),
            "os": "Windows",
            "osv": "10",
            "language": "fr",
            "js": 1,
            "w": 1920,
            "h": 1080,
        },
        "user": {
            "id": f"ex-{at}",
            "buyeruid": partner.uid(aid),
            "yob": chance.randrange(1945, 2006),
            "gender": chance.choice("FMO"),
            # The other vendors are drawn, so that no two strings are alike.
            "consent": tc_string(
                VENDOR,
                now_ms,
                says_yes=True,
                others=chance.getrandbits(_VENDORS),
                most=_VENDORS,
            ),
            "data": [
                {
                    "id": "d1",
                    "name": host,
                    "ext": {"segtax": 4},
                    "segment": [{"id": one} for one in chance.sample(INTERESTS, 2)],
                }
            ],
        },
        "at": 1,
        "tmax": 150,
        "cur": ["EUR", "USD"],
        "wlang": ["fr", "en"],
        "bcat": ["IAB25", "IAB26", "IAB7-39", "IAB8-18"],
        "badv": ["blocked.example", "other.example"],
        "source": {
            "fd": 1,
            "tid": f"t-{at}",
            "schain": {
                "ver": "1.0",
                "complete": 1,
                "nodes": [{"asi": "exchange.example", "sid": "pub-445", "hp": 1}],
            },
        },
        "regs": {
            "coppa": 0,
            "gdpr": 1,
            "ext": {"dsa": {"dsarequired": 2, "pubrender": 0, "datatopub": 1}},
        },
    }
