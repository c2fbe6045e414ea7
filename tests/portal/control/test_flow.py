"""From rising sums to what happened between two looks."""

import pytest

from toile.portal.control.edge import EdgeSilentError, Reading, parse
from toile.portal.control.flow import Flow, between, rise, steps

SAID = """\
# TYPE toile_edge_outcomes_total counter
toile_edge_outcomes_total{door="ad",outcome="served"} 12.0
# TYPE toile_edge_answers_by_time_total counter
toile_edge_answers_by_time_total{most_ms="0.5"} 90.0
toile_edge_answers_by_time_total{most_ms="1"} 9.0
toile_edge_answers_by_time_total{most_ms="inf"} 1.0
# TYPE toile_edge_refused_requests_total counter
toile_edge_refused_requests_total{status="404"} 2.0
# TYPE toile_edge_plan_version gauge
toile_edge_plan_version{wing="ads"} 7
"""


def test_what_the_edge_says_is_read() -> None:
    reading = parse(SAID, "", 5)
    assert reading.outcomes == {"ad/served": 12}
    assert reading.times == {"0.5": 90, "1": 9, "inf": 1}
    assert (reading.refused, reading.plans) == ({"404": 2}, {"ads": 7})


@pytest.mark.parametrize("said", ["toile_edge_outcomes_total{} x", "{", "<html>"])
def test_what_is_no_metrics_is_a_silent_edge(said: str) -> None:
    with pytest.raises(EdgeSilentError):
        parse(said, "", 0)


def test_percentiles_lie_inside_their_class() -> None:
    flow = Flow(10, times={"0.5": 90, "1": 9, "inf": 1})
    assert flow.per_second == 10
    assert flow.percentile(0.45) == pytest.approx(0.25)
    assert flow.percentile(0.99) == pytest.approx(1.0)
    assert flow.percentile(1) == 1.0, "above the last bound it is that bound"
    assert Flow(1).percentile(0.5) is None


def test_an_edge_that_began_anew_counts_whole() -> None:
    assert rise({"a": 5, "b": 1}, {"a": 7, "b": 1}) == {"a": 2}
    assert rise({"a": 5, "b": 1}, {"a": 7}) == {"a": 7}
    assert steps([1, 4, None, 2, 1]) == [3, None, None, 1]


def test_failures_are_the_edges_own() -> None:
    before = Reading(0)
    after = Reading(
        0, {"imp/journal_unavailable": 3, "ad/served": 9}, {"404": 2, "500": 1}
    )
    flow = between(before, after, 1)
    assert (flow.failures, flow.turned_away) == (4, 2)
