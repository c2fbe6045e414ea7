"""The doctor finds each thing that is wrong, says what to do, and hides nothing."""

import contextlib
import datetime
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from django.db import OperationalError, connection

from toile.journal.file.segment import Segment
from toile.ops import ceremony, doctor
from toile.ops.doctor import examine
from toile.ops.finding import Finding
from toile.ops.keys import custody_of, ensure_keys, replace_door, replace_keyring
from toile.ops.seal import ensure_seal, passphrase_of
from toile.portal.agreements.sealing.keys import make_seal
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.services import record
from toile.portal.mail.models import Mail
from toile.portal.mail.services import post_plain
from toile.portal.payouts.models import Account, Entry
from toile.portal.payouts.services import post
from toile.settings import Settings, load
from toile.wire import plan as plans
from toile.wire.audience import SIZES_TABLE
from toile.wire.clock import MS_A_DAY, now_ms, to_datetime
from toile.wire.plan import AdsPlan, PoolPlan
from toile.worker.stores import open_stores

pytestmark = pytest.mark.django_db
ONE_DAY = datetime.timedelta(days=1)
PLACES = Path(doctor.__file__).parent / "demo" / "world" / "places.mmdb"


class _Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - theirs
        """Say nothing."""


@contextlib.contextmanager
def door() -> Iterator[int]:
    """Something that answers 200 to everything."""
    server = http.server.HTTPServer(("127.0.0.1", 0), _Ready)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def healthy(tmp_path: Path) -> Iterator[Settings]:
    """An installation with which nothing is wrong."""
    with door() as edge, door() as portal:
        settings = load(
            {
                "TOILE_DATA": str(tmp_path / "data"),
                "TOILE_EDGE_PORT": str(edge),
                "TOILE_PORTAL_PORT": str(portal),
                "TOILE_GEOGRAPHY": str(PLACES),
            }
        )
        ensure_keys(settings)
        ensure_seal(settings)
        settings.plan.mkdir()
        for name, plan in (("pool", PoolPlan), ("ads", AdsPlan)):
            document = plans.encode(plan(version=3, made_ms=0))
            (settings.plan / f"{name}.json").write_bytes(document)
        stores = open_stores(settings.profiles)
        with stores.ads.update() as update:
            update.put(SIZES_TABLE, b"aea", b"100")
        stores.close()
        yield settings


def wrong(settings: Settings) -> dict[str, str]:
    return {f.subject: f.wrong for f in examine(settings) if f.wrong}


def test_a_healthy_installation_has_nothing_wrong(healthy: Settings) -> None:
    assert [str(f)[0] for f in examine(healthy)] == ["✓"] * 16
    assert [f.subject for f in examine(healthy)] == [
        "keys pool.json",
        "keys ads.json",
        "keys due",
        "seal",
        "disk",
        "plan pool",
        "plan ads",
        "journal pool",
        "journal ads",
        "segment Salles Art et Essai",
        "books",
        "trail",
        "mail",
        "geography",
        "edge",
        "portal",
    ]


def test_an_empty_installation_names_everything_and_crashes_over_nothing(
    tmp_path: Path,
) -> None:
    found = examine(load({"TOILE_DATA": str(tmp_path), "TOILE_EDGE_PORT": "1"}))
    told = "\n".join(map(str, found))
    assert "✗ keys pool.json: missing; run `toile keys`" in told
    assert "✗ plan ads: none published yet; start the worker" in told
    assert "✗ edge: not ready on port 1; start it, see its log" in told


def test_keys_that_others_may_read(healthy: Settings) -> None:
    healthy.pool_keys.chmod(0o640)
    assert "chmod 600" in wrong(healthy)["keys pool.json"]
    assert len(wrong(healthy)) == 1


def test_keys_that_are_missing_or_broken(healthy: Settings) -> None:
    healthy.pool_keys.unlink()
    healthy.ads_keys.write_text('{"token": "zz"}')
    found = wrong(healthy)
    assert set(found) == {"keys pool.json", "keys ads.json"}
    assert "Restore" in found["keys ads.json"]


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_keys_that_are_due(healthy: Settings) -> None:
    long_ago = now_ms() - 400 * MS_A_DAY
    ring = custody_of(healthy).keyring()
    first = msgspec.structs.replace(ring.ids[0], made_ms=long_ago, from_ms=long_ago)
    replace_keyring(healthy.pool_keys, msgspec.structs.replace(ring, ids=(first,)))
    told = wrong(healthy)["keys due"]
    for command in ("rotate", "renew-receipts", "renew-door"):
        assert f"toile keys {command}" in told
    ceremony.rotate(healthy, 90, "anne", now_ms() - 200 * MS_A_DAY)
    assert "version 1 is over: `toile keys retire`" in wrong(healthy)["keys due"]


def test_wings_that_hold_two_keys_of_the_door(healthy: Settings) -> None:
    replace_door(healthy.ads_keys, "00" * 32)
    assert "two keys of the door" in wrong(healthy)["keys due"]


def test_a_seal_that_is_missing_closed_or_about_to_end(healthy: Settings) -> None:
    kept = healthy.seal.read_bytes()
    healthy.seal.unlink()
    assert "missing" in wrong(healthy)["seal"]
    healthy.seal.write_bytes(kept[:-20])
    assert "no agreement can be signed" in wrong(healthy)["seal"]
    healthy.seal.unlink()
    at = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3 * 365 - 30)
    make_seal(healthy.seal, passphrase_of(healthy), "SCARE", at)
    assert "get the next one now" in wrong(healthy)["seal"]
    healthy.seal.unlink()
    make_seal(healthy.seal, passphrase_of(healthy), "SCARE", at - 60 * ONE_DAY)
    assert "has run out" in wrong(healthy)["seal"]


def test_a_full_disk(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def nearly_full(_path: Any) -> _Usage:
        return _Usage(1 << 40, (1 << 40) - 1_000, 1_000)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    assert wrong(healthy) == {"disk": "0.0 GiB free; the journal needs room, make some"}


@pytest.mark.parametrize("document", [b"{", b"\xff", b'{"version":1,"made_ms":"x"}'])
def test_a_broken_plan_does_not_hide_the_other(
    healthy: Settings, document: bytes
) -> None:
    (healthy.plan / "pool.json").write_bytes(document)
    assert set(wrong(healthy)) == {"plan pool"}
    assert "plan ads" in {f.subject for f in examine(healthy)}


def test_a_damaged_journal(healthy: Settings) -> None:
    folder = Path(healthy.journal.removeprefix("file:")) / "pool"
    folder.mkdir(parents=True)
    (folder / Segment("edge-0", 1).name).write_bytes(b"damaged")
    found = wrong(healthy)
    assert set(found) == {"journal pool"}
    assert "it does not begin as a segment" in found["journal pool"]


def test_an_unknown_journal(healthy: Settings, tmp_path: Path) -> None:
    settings = load(
        {
            "TOILE_DATA": str(healthy.data),
            "TOILE_JOURNAL": "kafka:x",
            "TOILE_EDGE_PORT": str(healthy.edge_port),
            "TOILE_PORTAL_PORT": str(healthy.portal_port),
        }
    )
    found = wrong(settings)
    assert set(found) == {"journal"}
    assert "file:path" in found["journal"]


def test_a_segment_that_is_too_small(healthy: Settings) -> None:
    stores = open_stores(healthy.profiles)
    with stores.ads.update() as update:
        update.put(SIZES_TABLE, b"aea", b"99")
    stores.close()
    found = wrong(healthy)
    assert found["segment Salles Art et Essai"].startswith("99 ids; under 100")
    assert len(found) == 1


def test_stores_that_are_missing(healthy: Settings) -> None:
    shutil.rmtree(healthy.profiles.removeprefix("lmdb:"))
    found = wrong(healthy)
    assert set(found) == {"pool"}
    assert "Start the worker" in found["pool"]


def book(key: str) -> None:
    entries = [("distributor_receivable:x", 400), ("bank", -400)]
    post(key, to_datetime(0), "click", "", entries)


def test_books_that_balance_and_a_whole_trail(healthy: Settings) -> None:
    book("01A")
    record("film.added", "film", "x")
    assert wrong(healthy) == {}


def test_books_that_do_not_add_up(healthy: Settings) -> None:
    book("01A")
    with connection.cursor() as cursor:
        # The database refuses it otherwise.
        cursor.execute("DROP TRIGGER payouts_entry_sealed")
    extra = Entry.objects.filter(posting_id="01A", amount_micros=400).get()
    Entry.objects.create(
        posting_id="01A", account=extra.account, amount_micros=5, position=2
    )
    Account.objects.create(code="lost", kind="lost")
    found = wrong(healthy)
    assert set(found) == {"books"}
    for said in (
        "posting 01A: 5 micro-euros where 0 are due",
        "account distributor_receivable:x: 400 micro-euros where 405 are due",
        "account lost has no balance",
    ):
        assert said in found["books"]


def test_a_trail_that_was_rewritten(healthy: Settings) -> None:
    first = record("film.added", "film", "x")
    AuditEntry.objects.create(
        at=first.at,
        action="x",
        subject_kind="x",
        subject_id="x",
        previous_hash=first.hash,
        hash="f" * 64,
    )
    found = wrong(healthy)
    assert set(found) == {"trail"}
    assert "does not follow" in found["trail"]


def test_mails_that_nobody_sends(healthy: Settings) -> None:
    with_server = msgspec.structs.replace(healthy, smtp="smtp://127.0.0.1:1")
    mail = post_plain("camille@toile.test", "Bonjour", "Un mot.")
    waiting = Mail.objects.filter(id=mail.id)
    waiting.update(state=Mail.State.WAITING)
    assert "mail" not in wrong(with_server)
    waiting.update(next_at=mail.made_at - datetime.timedelta(minutes=11))
    assert wrong(with_server)["mail"] == (
        "1 wait since ten minutes and more; run `toile jobs`"
    )
    assert "mail" not in wrong(healthy)


def test_a_database_without_tables(
    healthy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing() -> None:
        raise OperationalError("no such table: payouts_entry")

    monkeypatch.setattr(doctor, "trial_balance", nothing)
    assert "toile manage migrate" in wrong(healthy)["books"]


@pytest.mark.parametrize("content", [None, b"no database"])
def test_a_geography_that_is_missing_or_broken(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "places.mmdb"
    if content is not None:
        path.write_bytes(content)
    settings = load({"TOILE_DATA": str(tmp_path), "TOILE_GEOGRAPHY": str(path)})
    assert str(path) in wrong(settings)["geography"]


def test_a_finding_reads_as_one_line() -> None:
    assert str(Finding("disk", note="3 GiB free")) == "✓ disk: 3 GiB free"
    assert str(Finding("disk", "full", "3 GiB free")) == "✗ disk: full"
    assert str(Finding("disk")) == "✓ disk"
