"""Review: no job outlives its answer, with the collector off."""
import gc
from typing import Any

from edge_market import Asker, asking
from toile.edge.ads.bidding.reader import Reader
from toile.edge.ads.bidding.steps import Job, Way


def test_nothing_stays(market: Any) -> None:
    market.publish(market.line("1"))
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        gc.collect()
        gc.disable()
        try:
            for _ in range(20):
                assert ask(asking()).status == 200
                assert ask(b"{").status == 400
            import time; time.sleep(0.3); ask.edge.counted("x", "y")
            left = [o for o in gc.get_objects() if isinstance(o, (Job, Reader, Way))]
            print([[ (type(r), str(r)[:300]) for r in gc.get_referrers(o)] for o in left])
            assert left == []
        finally:
            gc.enable()
