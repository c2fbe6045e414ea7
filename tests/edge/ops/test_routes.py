"""/healthz, /readyz, /metrics: alive at once, ready when it can work, counted."""

import re
from typing import Any

import pytest

from toile.edge import follow


def test_an_edge_without_a_plan_is_alive_but_not_ready(house: Any) -> None:
    (house.settings.plan / "pool.json").unlink()
    (house.settings.plan / "ads.json").unlink()
    with house.open() as edge:
        assert (edge.get("/healthz").status, edge.get("/healthz").body) == (
            200,
            b"ok\n",
        )
        reply = edge.get("/readyz")
        assert (reply.status, reply.code) == (503, "not_ready")
        assert "plan pool: no plan yet; start the worker" in reply.json["detail"]
        assert "plan ads: no plan yet" in reply.json["detail"]
        house.publish_pool()
        edge.refresh()
        assert "plan pool" not in edge.get("/readyz").json["detail"]
        house.publish_ads()
        edge.refresh()
        assert (edge.get("/readyz").status, edge.get("/readyz").body) == (
            200,
            b"ready\n",
        )


def test_a_journal_that_fails_makes_the_edge_unready_and_says_why(
    edge: Any, house: Any
) -> None:
    report = {"site": "royal-key", "choice": "no", "tool": "x"}
    house.break_journal("pool")
    assert edge.post("/consent", report).status == 503
    reply = edge.get("/readyz")
    assert reply.status == 503
    assert reply.json["detail"].startswith("journal pool: The journal in ")
    assert "cannot be written" in reply.json["detail"]
    assert edge.get("/healthz").status == 200
    house.mend_journal("pool")
    assert edge.post("/consent", report).status == 204
    assert edge.get("/readyz").status == 200


def test_an_edge_whose_turns_have_ended_is_not_ready(
    edge: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert edge.get("/readyz").status == 200
    edge.hold_still()
    monkeypatch.setattr(follow, "STALE_SECONDS", -1.0)
    reply = edge.get("/readyz")
    assert reply.status == 503
    assert "turn pool: plans and allowances are" in reply.json["detail"]
    assert "turn ads: plans and allowances are" in reply.json["detail"]


def test_an_edge_of_one_wing_has_that_wings_doors_alone(house: Any) -> None:
    with house.open("pool") as edge:
        assert edge.get("/pixel.js").status == 200
        assert edge.get("/tag.js").status == 404
        assert edge.get("/readyz").status == 200
    with house.open("ads") as edge:
        assert edge.get("/pixel.js").status == 404
        assert edge.get("/tag.js").status == 200
        assert edge.get("/readyz").status == 200


def test_metrics_are_prometheus_text_and_count_refusals_of_the_server(
    edge: Any,
) -> None:
    edge.get("/nowhere")
    edge.ask("PUT", "/ad")
    reply = edge.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "# TYPE toile_edge_outcomes_total counter" in reply.body.decode()
    assert (edge.refused(404), edge.refused(405)) == (1, 1)


def test_metrics_tell_how_long_answers_took_and_which_plan_is_in_force(
    edge: Any, house: Any
) -> None:
    before = answered(edge.get("/metrics").body.decode())
    for _ in range(5):
        edge.get("/healthz")
    said = edge.get("/metrics").body.decode()
    # The answer that tells is not in what it tells; the one before it is.
    assert answered(said) == before + 6
    for wing in ("ads", "pool"):
        assert re.search(rf'plan_version\{{wing="{wing}"\}} [1-9]', said)


def answered(said: str) -> int:
    lines = (line for line in said.splitlines() if "answers_by_time_total{" in line)
    return sum(int(float(line.rpartition(" ")[2])) for line in lines)


def test_doors_that_do_not_exist_are_404(edge: Any) -> None:
    for path in ("/", "/match", "/openrtb", "/bid"):
        assert edge.get(path).status == 404
    assert edge.ask("POST", "/openrtb/demo").status == 404
