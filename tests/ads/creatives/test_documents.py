"""Documents are written once a plan, and once for each way of showing a film."""

import msgspec

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.documents import Documents
from toile.ads.creatives.video import Showing, of_creative
from toile.wire.plan import AdsPlan, Creative, Line


def test_what_is_shown_alike_is_written_once(
    line: Line, film: Creative, hosts: Hosts
) -> None:
    plan = AdsPlan(version=1, made_ms=0, lines=(line,))
    documents = Documents()
    showing = of_creative(film)
    assert showing is not None

    def of(showing: Showing, priced: bool = False, plan: AdsPlan = plan) -> object:
        return documents.of(plan, line, film, showing, hosts=hosts, priced=priced)

    ways = [
        showing,
        msgspec.structs.replace(showing, skip_ms=5_000),
        msgspec.structs.replace(showing, films=showing.films[1:]),
        msgspec.structs.replace(showing, films=showing.films[::-1]),
        msgspec.structs.replace(showing, companion=None),
        msgspec.structs.replace(showing, companion=film.poster),
    ]
    written = [of(way, priced) for way in ways for priced in (False, True)]
    assert len({id(each) for each in written}) == len(written)
    again = [of(way, priced) for way in ways for priced in (False, True)]
    assert all(one is other for one, other in zip(written, again, strict=True))
    assert of(showing, plan=AdsPlan(version=2, made_ms=0)) is not written[0]
