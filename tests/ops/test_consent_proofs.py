"""``toile consent``: chains against seals and journal, and proofs written out."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toile.journal.file.segment import MAGIC, Segment, frame
from toile.ops.cli import app
from toile.ops.keys import custody_of, ensure_keys
from toile.pool import proofs
from toile.pool.identity import Identity
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Organisation
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Site
from toile.portal.proofs.services import seal
from toile.settings import load
from toile.wire.clock import to_datetime
from toile.wire.events import Consent, encode
from toile.wire.ids import Sid, Tid, Ulid, new_ulid, to_cookie
from toile.worker.stores import open_stores

AT_MS = 1_795_466_434_294
CAMILLE = Tid(b"camille's cookie")


@pytest.fixture
def site(db: None) -> Site:
    owner = accounts.add_organisation(Organisation.Kind.CINEMA, "Le Royal", "royal")
    place = cinemas.add_cinema(owner, name="Le Royal", commune="Toulon")
    made: Site = cinemas.add_site(place, "Le Royal", ["https://royal.example"])
    return made


@pytest.fixture
def sid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sid:
    """An installation of its own; the pool's id of Camille's browser in it."""
    monkeypatch.setenv("TOILE_DATA", str(tmp_path))
    settings = load()
    ensure_keys(settings)
    return Identity(custody_of(settings).keys(), AT_MS).sid(CAMILLE)


@pytest.fixture
def told(site: Site, sid: Sid, tmp_path: Path) -> list[Consent]:
    """A yes and a no in the journal, and the chain that the worker makes of them."""
    events = [
        Consent(
            id=new_ulid(AT_MS + number),
            at_ms=AT_MS + number,
            site=Ulid(site.id),
            choice=choice,
            tool="orejime",
            sid=sid if choice == "yes" else None,
        )
        for number, choice in enumerate(("yes", "no"))
    ]
    folder = tmp_path / "journal" / "pool"
    folder.mkdir(parents=True)
    records = b"".join(frame(encode(event)) for event in events)
    (folder / Segment("edge-0", 1).name).write_bytes(MAGIC + records)
    stores = open_stores(load().profiles)
    with stores.pool.update() as update:
        for event in events:
            proofs.append(update, event, "edge-0", named=event.sid is not None)
    stores.close()
    return events


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["consent", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result.exit_code, result.output


def test_whole_chains_are_told_with_their_heads(
    told: list[Consent], site: Site
) -> None:
    code, said = run("verify")
    assert code == 0
    assert f"{site.id} edge-0: 2 proofs, " in said
    assert run("verify", "--site", site.key) == (code, said)


def test_a_chain_that_is_not_the_sealed_one_ends_with_code_1(
    told: list[Consent], site: Site
) -> None:
    seal(site.id, "edge-0", 1, "00" * 32, to_datetime(AT_MS))
    code, said = run("verify")
    assert code == 1
    assert "other_than_sealed at 1" in said


def test_a_journal_that_was_changed_ends_with_code_1(
    told: list[Consent], tmp_path: Path
) -> None:
    path = tmp_path / "journal" / "pool" / Segment("edge-0", 1).name
    content = path.read_bytes()
    other = frame(encode(told[0])) + frame(encode(told[0]))
    path.write_bytes(MAGIC + other)
    code, said = run("verify")
    assert code == 1
    assert "the journal says otherwise" in said
    path.write_bytes(content)
    assert run("verify")[0] == 0


def test_a_site_is_exported_without_any_id(
    told: list[Consent], site: Site, sid: Sid
) -> None:
    code, said = run("export", "--site", site.key)
    assert code == 0
    document: dict[str, Any] = json.loads(said)
    (strand,) = document["strands"]
    first, second = strand["proofs"]
    assert first["whose"]
    assert second["whose"] is None
    assert sid.hex() not in said
    assert to_cookie(sid) not in said
    code, table = run("export", "--site", site.id, "--format", "csv")
    assert code == 0
    assert table.count("\n") >= 3


def test_one_browser_is_found_by_its_cookie_alone(told: list[Consent]) -> None:
    code, said = run("export", "--browser", to_cookie(CAMILLE))
    assert code == 0
    assert [proof["choice"] for proof in json.loads(said)] == ["yes"]
    code, said = run("export", "--browser", to_cookie(Tid(b"somebody unknown")))
    assert (code, json.loads(said)) == (0, [])


def test_neither_or_both_is_a_sentence(told: list[Consent]) -> None:
    code, said = run("export")
    assert code == 2
    assert "--site or --browser" in said
