"""The seal: what it proves, and what no forger gets past it."""

import datetime
import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from clock import FIXED_NOON, NOON
from toile.portal.agreements.paper import Sheet, to_pdf
from toile.portal.agreements.sealing import (
    NoSealError,
    judge,
    make_seal,
    seal,
    seal_passphrase,
)
from toile.portal.agreements.sealing.judging import MOST_BYTES, State

PASS = b"of this test"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seals")


@pytest.fixture(scope="module")
def ours(folder: Path) -> tuple[Path, bytes]:
    return folder / "ours", make_seal(folder / "ours", PASS, "SCARE", NOON - _DAYS)


@pytest.fixture(scope="module")
def plain() -> bytes:
    text = "## 1. Objet\n\nUn texte."
    sheet = Sheet("union_cinema", "2026-12", text, "ab" * 32, "Le Royal", "C-1")
    return to_pdf(sheet, FIXED_NOON)


@pytest.fixture(scope="module")
def sealed(ours: tuple[Path, bytes], plain: bytes) -> bytes:
    """Sealed for the cinema, then for the union."""
    once, _ = seal(
        plain, ours[0], PASS, field="Contrepartie", name="Odile Marius", reason="Signé"
    )
    twice, _ = seal(once, ours[0], PASS, field="Syndicat", name="SCARE", reason="Aussi")
    return twice


_DAYS = datetime.timedelta(days=3)


def test_two_seals_hold_and_tell_who_and_why(
    ours: tuple[Path, bytes], sealed: bytes
) -> None:
    verdict = judge(sealed, [ours[1]])
    assert verdict.state == State.VALID
    assert [(one.name, one.reason) for one in verdict.seals] == [
        ("Odile Marius", "Signé"),
        ("SCARE", "Aussi"),
    ]


def test_it_is_a_pades_signature_and_the_first_copy_stays_inside(
    ours: tuple[Path, bytes], plain: bytes, sealed: bytes
) -> None:
    assert sealed.startswith(plain)
    assert sealed.count(b"/ETSI.CAdES.detached") == 2
    assert judge(plain, [ours[1]]).state == State.UNSEALED


def test_a_sealed_paper_is_still_tagged_and_kept_for_years(sealed: bytes) -> None:
    root = PdfReader(io.BytesIO(sealed)).trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("at", [0.05, 0.3, 0.6])
def test_one_changed_byte_is_seen(
    ours: tuple[Path, bytes], sealed: bytes, plain: bytes, at: float
) -> None:
    changed = bytearray(sealed)
    changed[int(len(plain) * at)] ^= 1
    assert judge(bytes(changed), [ours[1]]).state in {State.ALTERED, State.NOT_A_PDF}


def test_what_is_added_afterwards_is_seen(
    ours: tuple[Path, bytes], sealed: bytes
) -> None:
    assert judge(sealed + b"\n% plus\n", [ours[1]]).state == State.ALTERED
    writer = PdfWriter(io.BytesIO(sealed), incremental=True)
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    assert judge(out.getvalue(), [ours[1]]).state == State.ALTERED


def test_a_strangers_seal_in_our_name_is_foreign(
    ours: tuple[Path, bytes], folder: Path, plain: bytes, sealed: bytes
) -> None:
    theirs = folder / "theirs"
    certificate = make_seal(theirs, PASS, "SCARE", NOON - _DAYS)
    forged, _ = seal(plain, theirs, PASS, field="Syndicat", name="SCARE", reason="Oui")
    assert judge(forged, [ours[1]]).state == State.FOREIGN
    assert judge(forged, [ours[1], certificate]).state == State.VALID
    added, _ = seal(sealed, theirs, PASS, field="Autre", name="SCARE", reason="Oui")
    assert judge(added, [ours[1]]).state == State.FOREIGN
    assert judge(sealed, []).state == State.FOREIGN


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"", State.NOT_A_PDF),
        (b"bonjour", State.NOT_A_PDF),
        (b"%PDF-1.7\n", State.NOT_A_PDF),
        (b"%PDF-1.7\n" + b"[" * 100_000, State.NOT_A_PDF),
        (b"%PDF-1.7\n1 0 obj\n<</Pages 1 0 R>>\nendobj\n", State.NOT_A_PDF),
        (b"%PDF-" + b"x" * MOST_BYTES, State.TOO_BIG),
    ],
)
def test_rubbish_is_an_answer_and_no_error(content: bytes, state: State) -> None:
    assert judge(content, []).state == state


def test_cut_anywhere_it_is_never_valid(
    ours: tuple[Path, bytes], sealed: bytes
) -> None:
    for part in range(1, 12):
        cut = sealed[: len(sealed) * part // 12]
        assert judge(cut, [ours[1]]).state != State.VALID


def test_the_key_is_encrypted_its_owners_alone_and_never_replaced(
    ours: tuple[Path, bytes], plain: bytes, folder: Path
) -> None:
    path, _ = ours
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE KEY" not in path.read_bytes()
    with pytest.raises(FileExistsError):
        make_seal(path, PASS, "SCARE", NOON)
    for wrong, phrase in ((path, b"another"), (folder / "none", PASS)):
        with pytest.raises(NoSealError):
            seal(plain, wrong, phrase, field="a", name="b", reason="c")


def test_a_certificate_that_has_run_out_seals_nothing(
    folder: Path, plain: bytes
) -> None:
    long_ago = NOON - datetime.timedelta(days=4 * 365)
    make_seal(folder / "old", PASS, "SCARE", long_ago)
    with pytest.raises(NoSealError, match="run out"):
        seal(plain, folder / "old", PASS, field="a", name="b", reason="c")


def test_the_passphrase_is_ones_own_or_the_secret_keys() -> None:
    assert seal_passphrase("mine", "secret") == b"mine"
    assert seal_passphrase("", "secret") == seal_passphrase("", "secret")
    assert seal_passphrase("", "secret") != seal_passphrase("", "other")
