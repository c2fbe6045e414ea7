"""``toile bid --explain``: line by line, by the code that bids; errors that speak."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bidding_world import (
    ADVERTISER,
    EXCHANGE,
    POPUP,
    asking,
    banner,
    deal,
    line,
    plan_of,
)
from tc_writer import Written
from typer.testing import CliRunner, Result

from toile.ads import keys as ads_keys
from toile.ads.delivery import caps, counters
from toile.ads.delivery.caps import CAPS, Seen
from toile.ads.delivery.counters import COUNTERS, Delivered
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.identity import Partner
from toile.ops.cli import app
from toile.ops.keys import ensure_keys
from toile.ops.replay.words import WORDS
from toile.settings import Settings, load
from toile.wire import audience
from toile.wire import plan as plans
from toile.wire.audience import AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import now_ms, utc_day
from toile.wire.ids import Aid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line
from toile.wire.targeting import Cap, Targeting
from toile.worker.stores import open_stores

AID = Aid(b"sixteen bytes id")
NO_GDPR = {"regs": {"gdpr": 0}}


def fast(name: str, **changed: Any) -> Line:
    return line(name, **{"pacing": "fast", **changed})


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with keys and empty stores."""
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOILE_TCF_VENDOR", "755")
    monkeypatch.setenv("TOILE_ADS_URL", "https://ads.example")
    made = load()
    ensure_keys(made)
    made.plan.mkdir(parents=True)
    open_stores(made.profiles).close()
    return made


@pytest.fixture
def explain(settings: Settings, tmp_path: Path) -> Callable[..., Result]:
    """Publish a plan, write a request, and run the command."""

    def run(plan: AdsPlan, written: Any, *options: str) -> Result:
        (settings.plan / "ads.json").write_bytes(plans.encode(plan))
        file = tmp_path / "request.json"
        whole = isinstance(written, bytes)
        file.write_bytes(written if whole else json.dumps(written).encode())
        return CliRunner().invoke(app, ["bid", "--explain", str(file), *options])

    return run


def lines_of(done: Result, imp: int = 0, way: int = 0) -> dict[str, Any]:
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)["imps"][imp]["ways"][way]["lines"]
    return {
        each["line"][-1]: (each["outcome"], [why["name"] for why in each["reasons"]])
        for each in told
    }


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(NoBidReason)
    assert all(words and words[0].islower() for words in WORDS.values())


def test_each_line_is_told_with_all_that_is_in_its_way(
    explain: Callable[..., Result],
) -> None:
    plan = plan_of(
        fast("1"),
        fast("2", bid=Money(3_000_000)),
        fast("3", bid=Money(1_000_000)),
        fast("4", ends_ms=1),
        fast("5", bid=Money(0)),
        fast("6", creatives=()),
        fast("7", budget=Money(0)),
        fast("8", anonymous=False, targeting=Targeting(segments=("aea",))),
        fast("9", targeting=Targeting(hosts_excluded=("lemonde.example",))),
    )
    request = asking(banner(bidfloor=2.0, bidfloorcur="EUR"), **NO_GDPR)
    done = explain(plan, request, "--json")
    assert lines_of(done) == {
        "1": ("chosen", []),
        "2": ("outbid", []),
        "3": ("refused", ["below_floor"]),
        "4": ("refused", ["out_of_flight"]),
        "5": ("refused", ["format"]),
        "6": ("refused", ["creative"]),
        "7": ("refused", ["budget"]),
        "8": ("refused", ["unmatched_user"]),
        "9": ("refused", ["host_excluded"]),
    }
    told = json.loads(done.output)
    (way,) = told["imps"][0]["ways"]
    assert (way["deal"], way["places"], way["floor"]) == (None, ["SQ"], 2_000_000)
    assert [each["price"] for each in way["lines"] if each["price"]] == [4_000_000]


def test_people_read_sentences(explain: Callable[..., Result]) -> None:
    plan = plan_of(fast("1"), fast("2", bid=Money(1)))
    done = explain(plan, asking(banner(bidfloor=1, bidfloorcur="EUR"), **NO_GDPR))
    assert done.exit_code == 0
    text = done.output
    assert "Request auction-1 of exchange ssp, plan 1" in text
    assert "Impression 1, in the open market: SQ; floor 1.00 EUR" in text
    assert "bids 4.00 EUR: chosen, at 4.00 EUR" in text
    assert "bids 0.000001 EUR: the line bids less than the floor" in text
    assert "(below_floor, 510)" in text


def test_what_refuses_all_lines_is_told_once(explain: Callable[..., Result]) -> None:
    plan = plan_of(fast("1"))
    for written, name in (
        (asking(cur=["USD"], **NO_GDPR), "currency"),
        (asking(), "no_consent"),
        (asking(site={"domain": "other.example"}, **NO_GDPR), "blocked_site"),
    ):
        done = explain(plan, written, "--json")
        assert done.exit_code == 0
        assert json.loads(done.output)["refused"]["name"] == name
        assert "No line may bid" in explain(plan, written).output
    popup = asking(banner(instl=1, banner={"battr": [8]}), banner(id="2"), **NO_GDPR)
    told = json.loads(explain(plan, popup, "--json").output)["imps"]
    assert told[0]["refused"]["name"] == "attribute"
    assert told[1]["ways"]


def test_deals_are_told_apart_and_a_campaign_bids_once_a_page(
    explain: Callable[..., Result],
) -> None:
    agreed = deal("d1")
    by_deal = fast("1", deals=(agreed.id,))
    plan = plan_of(by_deal, fast("2"), deals=(agreed,))
    imp = banner(pmp={"deals": [{"id": "d1"}]})
    done = explain(plan, asking(imp, imp | {"id": "2"}, **NO_GDPR), "--json")
    assert lines_of(done, 0, 0) == {
        "1": ("chosen", []),
        "2": ("refused", ["deal"]),
    }
    assert lines_of(done, 0, 1)["2"] == ("chosen", [])
    assert lines_of(done, 1, 0)["1"] == ("already_on_page", [])
    assert lines_of(done, 1, 1)["2"] == ("already_on_page", [])


def test_a_reader_is_looked_up_as_the_bidder_does(
    explain: Callable[..., Result], settings: Settings
) -> None:
    pooled = {"anonymous": False, "targeting": Targeting(segments=("aea",))}
    plan = plan_of(
        fast("1", **pooled),
        fast("2", cap=Cap(1), **pooled),
        fast("3", holdout=100, **pooled),
    )
    today = utc_day(now_ms())
    stores = open_stores(settings.profiles)
    with stores.ads.update() as update:
        member = audience.encode(Membership({"aea": today + 9}))
        update.put(AUDIENCE_TABLE, AID, member)
        update.put(SIZES_TABLE, b"aea", b"100")
        seen = Seen({plan.lines[1].id: {today: 1}})
        update.put(CAPS, AID, caps.encode(seen))
    stores.close()
    keys = ads_keys.read(settings.ads_keys.read_bytes(), "ads")
    uid = Partner(bytes.fromhex(keys.partners), EXCHANGE.id).uid(AID)
    user = {"buyeruid": uid, "consent": Written().text()}
    done = explain(plan, asking(user=user, regs={"gdpr": 1}), "--json")
    assert lines_of(done) == {
        "1": ("chosen", []),
        "2": ("refused", ["user_cap"]),
        "3": ("refused", ["held_out"]),
    }
    told = json.loads(done.output)
    assert (told["targets"], told["reader"]) == (True, "in 1 segments")
    # Nothing of an id is printed, neither theirs nor ours.
    assert uid not in done.output
    refused = explain(
        plan, asking(user=user | {"consent": ""}, **NO_GDPR | {"regs": {"gdpr": 1}})
    )
    assert "No line may bid" in refused.output


def test_a_spent_line_is_told_from_the_workers_counter(
    explain: Callable[..., Result], settings: Settings
) -> None:
    spent = fast("1", budget=Money(5_000_000))
    stores = open_stores(settings.profiles)
    with stores.ads.update() as update:
        record = counters.encode(Delivered(1_000, Money(1_000 * spent.price)))
        update.put(COUNTERS, counters.key(spent.id), record)
    stores.close()
    done = explain(plan_of(spent), asking(**NO_GDPR), "--json")
    assert lines_of(done) == {"1": ("refused", ["budget"])}


def test_a_machine_without_stores_and_keys_says_what_it_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "empty"))
    plan, request = tmp_path / "plan.json", tmp_path / "request.json"
    plan.write_bytes(plans.encode(plan_of(fast("1"))))
    request.write_text(json.dumps(asking(**NO_GDPR)))
    asked = ["bid", "--explain", str(request), "--plan", str(plan)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "profiles are not on this machine" in done.output
    assert "key file is not on this machine" in done.output
    assert "chosen" in done.output
    done = CliRunner().invoke(
        app, ["bid", "--explain", "-", *asked[3:]], json.dumps(asking(**NO_GDPR))
    )
    assert "chosen" in done.output


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "it is no bid request"),
        (b"hello", "it is no bid request"),
        (b"{}", "missing required field `id`"),
        (b'{"id":"1","imp":[{"id":1}]}', "$.imp[0].id"),
        (b'{"id":"1","imp":' + b"[" * 50_000, "it is no bid request"),
        (b"x" * 1_048_577, "over 1 MB"),
    ],
)
def test_a_bad_file_is_one_sentence_and_code_2(
    explain: Callable[..., Result], body: bytes, said: str
) -> None:
    done = explain(plan_of(fast("1")), body)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.startswith("toile: ")
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_what_is_missing_is_named_with_code_2(
    explain: Callable[..., Result], settings: Settings, tmp_path: Path
) -> None:
    two = (EXCHANGE, msgspec.structs.replace(EXCHANGE, slug="other"))
    plan = plan_of(fast("1"), exchanges=two)
    done = explain(plan, asking())
    assert (done.exit_code, "other, ssp" in done.stderr) == (2, True)
    done = explain(plan, asking(), "--exchange", "nobody")
    assert (done.exit_code, "other, ssp" in done.stderr) == (2, True)
    assert explain(plan, asking(), "--exchange", "ssp").exit_code == 0
    absent = str(tmp_path / "absent")
    done = CliRunner().invoke(app, ["bid", "--explain", absent])
    assert (done.exit_code, absent in done.stderr) == (2, True)
    done = explain(plan, asking(), "--plan", absent)
    assert (done.exit_code, absent in done.stderr) == (2, True)
    (tmp_path / "broken.json").write_text("{")
    done = explain(plan, asking(), "--plan", str(tmp_path / "broken.json"))
    assert (done.exit_code, "toile: " in done.stderr) == (2, True)


def test_a_popups_and_an_advertisers_block_are_explained(
    explain: Callable[..., Result],
) -> None:
    chose = fast("1", targeting=Targeting(placements=(POPUP.id,)))
    written = asking(banner(instl=1), badv=[ADVERTISER], **NO_GDPR)
    done = explain(plan_of(chose, fast("2")), written, "--json")
    assert lines_of(done) == {
        "1": ("refused", ["advertiser"]),
        "2": ("refused", ["placement", "advertiser"]),
    }
