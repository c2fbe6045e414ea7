"""The seal of a start: made once, opened by what the portal knows, by nothing else."""

from pathlib import Path

import pytest

from toile.ops.seal import ensure_seal
from toile.portal.agreements.sealing.keys import (
    NoSealError,
    open_seal,
    seal_passphrase,
)
from toile.settings import load


def test_it_is_made_once_and_opens_with_the_secret_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOILE_SECRET_KEY", "a secret")
    settings = load({"TOILE_DATA": str(tmp_path)})
    assert ensure_seal(settings, "SCARE")
    made = settings.seal.read_bytes()
    assert not ensure_seal(settings, "Somebody else")
    assert settings.seal.read_bytes() == made
    signer = open_seal(settings.seal, seal_passphrase("", "a secret"))
    assert signer.signing_cert is not None
    assert "Cachet SCARE" in signer.signing_cert.subject.human_friendly
    with pytest.raises(NoSealError, match="does not open"):
        open_seal(settings.seal, seal_passphrase("", "another"))


def test_a_passphrase_of_its_own_outlives_the_secret_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOILE_SECRET_KEY", "a secret")
    settings = load({"TOILE_DATA": str(tmp_path), "TOILE_SEAL_PASSPHRASE": "mine"})
    ensure_seal(settings)
    assert open_seal(settings.seal, seal_passphrase("mine", "changed")).signing_cert


def test_without_a_secret_key_it_opens_with_the_portals_kept_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOILE_SECRET_KEY", raising=False)
    settings = load({"TOILE_DATA": str(tmp_path)})
    ensure_seal(settings)
    kept = (tmp_path / "keys" / "portal.key").read_text(encoding="ascii").strip()
    assert open_seal(settings.seal, seal_passphrase("", kept)).signing_cert
