"""``toile keys``: each ceremony is audited, prints no key, and can be cut off."""

import getpass
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from toile.edge.door_key import DoorKey, read_ads_keys
from toile.ops import ceremony
from toile.ops.cli import app
from toile.ops.keys import INSTALLER, custody_of, ensure_keys
from toile.pool.receipts import Receipts
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation
from toile.portal.audit.models import AuditEntry
from toile.portal.custody.models import KeyVersion
from toile.settings import Settings, load
from toile.wire.clock import MS_A_DAY, now_ms, to_datetime
from toile.wire.door import DoorError, DoorSeal, Question
from toile.wire.errors import SettingError, TokenError
from toile.wire.ids import Sid, Ulid
from toile.wire.tokens import ReceiptToken
from toile.worker.publish.keys import note_keys

SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
ANNE = "anne@scare.example"
PHRASES = ("phrase de la présidente", "phrase du trésorier")
Run = Callable[..., str]

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "data"))
    made = load()
    ensure_keys(made)
    union = accounts.add_organisation(Organisation.Kind.UNION, "SCARE", "scare")
    anne = accounts.add_person(ANNE, "Anne")
    accounts.add_membership(anne, union, Membership.Role.OWNER)
    return made


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a ceremony as the program does; what it prints must hold no key."""
    monkeypatch.setattr(ceremony, "_SETTLE_SECONDS", 0.0)
    said: list[str] = []
    secrets = {custody_of(settings).master_key().hex()}

    def do(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["keys", *arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        said.append(done.output)
        return done.output

    yield do
    if custody_of(settings).file.exists():
        keys = custody_of(settings).keys()
        secrets |= {each.sid.hex() for each in keys.ids}
        secrets |= {each.aid.hex() for each in keys.ids}
    trail = [str(entry.details) for entry in AuditEntry.objects.all()]
    for secret in secrets:
        assert not [one for one in (*said, *trail) if secret in one]


def deeds() -> list[tuple[str, str]]:
    return [
        (entry.action, entry.actor.email if entry.actor else "")
        for entry in AuditEntry.objects.filter(subject_kind="keys").order_by("id")
    ]


def test_a_rotation_is_audited_and_the_page_knows_of_it(run: Run) -> None:
    assert "version 2 is in force from" in run("rotate", "--by", ANNE)
    assert deeds()[0] == ("keys.rotated", ANNE)
    assert [each.number for each in KeyVersion.objects.all()] == [2, 1]
    told = run("status")
    assert "version 2: in force from" in told
    assert "version 1: read until" in told


@pytest.mark.parametrize(
    "command", ["rotate", "retire", "rewrap", "renew-receipts", "renew-door"]
)
def test_nobody_but_the_union_does_anything(
    run: Run, settings: Settings, command: str
) -> None:
    before = settings.pool_keys.read_bytes()
    with pytest.raises(SettingError, match="nobody of the union"):
        run(command, "--by", "eve@klox.example")
    assert settings.pool_keys.read_bytes() == before
    assert deeds() == []


def test_a_version_is_retired_once_it_is_due(run: Run, settings: Settings) -> None:
    assert "nothing was changed" in run("retire", "--by", ANNE, "--if-due")
    long_ago = now_ms() - 200 * MS_A_DAY
    ceremony.rotate(settings, 90, ANNE, long_ago)
    assert "version 1 is destroyed" in run("retire", "--by", ANNE, "--if-due")
    assert ("keys.retired", ANNE) in deeds()
    assert KeyVersion.objects.get(number=1).destroyed_by == ANNE
    assert "version 1: destroyed" in run("status")


def test_a_new_master_key_opens_the_same_keys(run: Run, settings: Settings) -> None:
    before = custody_of(settings).keys()
    old = Path(settings.pool_master).read_text()
    assert "the keys are wrapped by" in run("rewrap", "--by", ANNE)
    assert custody_of(settings).keys() == before
    assert Path(settings.pool_master).read_text() != old
    assert deeds()[0] == ("keys.rewrapped", ANNE)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_rewrap_that_was_cut_off_is_taken_up_again(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before = custody_of(settings).keys()

    calls = iter(range(10))
    kept = Path.replace

    def some(self: Path, target: Path) -> Path:
        if next(calls) == after:
            raise OSError("the power is gone")
        return kept(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", some)
        with pytest.raises(OSError, match="power"):
            ceremony.rewrap(settings)
    run("rewrap", "--by", ANNE)
    assert custody_of(settings).keys() == before


def test_the_safes_copy_brings_the_master_key_back(
    run: Run, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = tmp_path / "coffre.json"
    typed = iter([PHRASES[0], PHRASES[0], PHRASES[1], PHRASES[1], *PHRASES])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    run("export-for-escrow", str(safe), "--by", ANNE)
    assert safe.stat().st_mode & 0o077 == 0
    keys = custody_of(settings).keys()
    Path(settings.pool_master).unlink()
    run("restore", str(safe), "--by", ANNE)
    assert custody_of(settings).keys() == keys
    theirs = [deed for deed in deeds() if deed[1]]
    assert theirs == [("keys.escrowed", ANNE), ("keys.restored", ANNE)]


def test_a_phrase_that_is_not_the_same_twice_writes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = tmp_path / "coffre.json"
    typed = iter([PHRASES[0], PHRASES[1]])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    with pytest.raises(SettingError, match="custodian 1: it was not the same"):
        run("export-for-escrow", str(safe), "--by", ANNE)
    assert not safe.exists()


def _receipt(settings: Settings, text: str) -> bool:
    """Tell whether a receipt opens with the keys of now."""
    receipts = Receipts(custody_of(settings).keys(), now_ms())
    try:
        return receipts.open_expired(text, ReceiptToken).site == SITE
    except TokenError:
        return False


@pytest.mark.parametrize(("leaked", "holds"), [((), True), (("--leaked",), False)])
def test_a_yes_outlives_its_key_unless_that_has_leaked(
    run: Run, settings: Settings, leaked: tuple[str, ...], holds: bool
) -> None:
    before = custody_of(settings).keys()
    given = ReceiptToken(
        expires_ms=now_ms() + MS_A_DAY, sid=Sid(bytes(32)), site=SITE, given_ms=now_ms()
    )
    text = Receipts(before, now_ms()).seal(given)
    run("renew-receipts", "--by", ANNE, *leaked)
    assert custody_of(settings).keys().receipt != before.receipt
    assert _receipt(settings, text) is holds
    assert deeds() == [("keys.receipts_renewed", ANNE), ("keys.created", "")]
    assert f"key of receipts: renewed {_today()}" in run("status")
    # The master key may change, and the receipts of before are opened still.
    run("rewrap", "--by", ANNE)
    assert _receipt(settings, text) is holds


def test_receipts_of_a_former_key_end_when_a_yes_of_then_ends(
    settings: Settings,
) -> None:
    text = Receipts(custody_of(settings).keys(), now_ms()).seal(
        ReceiptToken(expires_ms=1, sid=Sid(bytes(32)), site=SITE, given_ms=0)
    )
    ceremony.renew_receipts(settings, now_ms() - 200 * MS_A_DAY)
    assert not _receipt(settings, text)


def test_both_wings_get_the_doors_new_key(run: Run, settings: Settings) -> None:
    before = custody_of(settings).keys()
    operators = read_ads_keys(settings.ads_keys)
    follower = DoorKey(settings.ads_keys)
    sealed = follower.seal.ask(Question(b"", 0))[0]
    assert "both wings have it" in run("renew-door", "--by", ANNE)
    after = custody_of(settings).keys()
    assert after.door != before.door
    assert read_ads_keys(settings.ads_keys).door == after.door.hex()
    assert read_ads_keys(settings.ads_keys).token == operators.token
    assert deeds()[0] == ("keys.door_renewed", ANNE)
    # Who runs follows the file; what was sealed before is refused.
    follower.refresh()
    DoorSeal(after.door).asked(follower.seal.ask(Question(b"", 0))[0])
    with pytest.raises(DoorError):
        DoorSeal(after.door).asked(sealed)


def test_to_another_machine_the_doors_key_is_carried(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOILE_DOOR", "https://door.example")
    run("renew-door", "--by", ANNE)
    door = custody_of(settings).keys().door.hex()
    assert read_ads_keys(settings.ads_keys).door != door
    carried = settings.pool_keys.with_name("door.key")
    assert carried.stat().st_mode & 0o077 == 0
    run("take-door", str(carried))
    assert read_ads_keys(settings.ads_keys).door == door
    other = tmp_path / "other.key"
    other.write_text("no key")
    with pytest.raises(SettingError, match="no key of the door"):
        run("take-door", str(other))


def test_the_making_of_keys_is_in_the_trail_once(run: Run, settings: Settings) -> None:
    for path in (settings.pool_keys, settings.ads_keys, Path(settings.pool_master)):
        path.unlink()
    assert "it is in the audit trail" in run("create")
    assert "nothing was changed" in run("create")
    note_keys(settings)
    assert deeds() == [("keys.created", "")]
    entry = AuditEntry.objects.get(action="keys.created")
    assert (entry.details["version"], entry.details["by"]) == (1, INSTALLER)


def _today() -> str:
    return to_datetime(now_ms()).date().isoformat()
