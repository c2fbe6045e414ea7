"""A disk that is full: nothing is acknowledged that is not written, and it heals.

The kernel's limit on the size of files, set on the running edge, refuses writes as a
full disk does, without needing one.
"""

import http.client
import resource
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from toile.wire.clock import now_ms
from toile.wire.events import Click
from toile.wire.ids import Ulid, new_ulid
from toile.wire.tokens import NOBODY, ClickToken

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.xdist_group("faults")]

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0"


def click(product: Any) -> tuple[Ulid, int]:
    """Click an ad served some seconds ago; tell its impression and the answer."""
    now = now_ms()
    token = ClickToken(
        expires_ms=now + 60_000,
        impression=new_ulid(now),
        served_ms=now - 5_000,
        campaign=product.world["campaign"],
        line=product.world["line"],
        creative=product.world["creative"],
        placement=product.world["placement"],
        aid=NOBODY,
        allocine_id=265414,
    )
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=10)
    try:
        path = f"/click/{product.tokens.seal(token)}"
        connection.request("GET", path, headers={"User-Agent": CHROME})
        return token.impression, connection.getresponse().status
    finally:
        connection.close()


def limit_files(product: Any, most_bytes: int) -> None:
    pid, hard = product.pid("edge"), resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_bytes, hard))


@pytest.mark.parametrize("product", [1], indirect=True)
def test_a_full_disk_loses_nothing_acknowledged_and_heals(product: Any) -> None:
    product.start_all()
    answered = [click(product) for _ in range(20)]
    assert {status for _, status in answered} == {302}

    # Files that end in the middle of a record: some clicks are refused, none is lost.
    limit_files(product, 6_000)
    with ThreadPoolExecutor(4) as pool:
        answered += pool.map(click, [product] * 150)
    assert {status for _, status in answered} == {302, 503}

    limit_files(product, 4)
    full = [click(product) for _ in range(10)]
    assert {status for _, status in full} == {503}
    status, told = product.status("/readyz")
    assert status == 503
    assert "journal ads" in told
    assert "cannot be written" in told
    assert product.status("/healthz")[0] == 200

    limit_files(product, resource.RLIM_INFINITY)
    healed = [click(product) for _ in range(10)]
    assert {status for _, status in healed} == {302}
    assert product.status("/readyz")[0] == 200

    product.stop()
    written = [e.impression for e in product.events("ads") if isinstance(e, Click)]
    assert len(written) == len(set(written))
    for impression, status in (*answered, *full, *healed):
        assert status != 302 or impression in written
    assert product.judged() == len(written)
