"""Chains are checked and sealed; what an audit is given can be checked alone."""

import csv
import datetime
import hashlib
import io
import json
import zipfile
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, transaction

from toile.pool import proofs
from toile.pool.proofs import PROOFS
from toile.portal.audit.models import AuditEntry
from toile.portal.proofs import services
from toile.portal.proofs.models import ProofCheck, ProofDay, ProofExport, ProofSeal
from toile.wire.clock import MS_A_DAY, paris_date
from toile.worker import proof_files
from toile.worker.proof_deeds import ProofDeeds


def live(house: Any) -> None:
    """Person 1 says yes twice, person 2 once, somebody no, a tool lies."""
    at = house.at()
    lie = house.consent(None, "royal", "yes", at + 4)
    house.tell(
        house.consent(1, "royal", "yes", at),
        house.consent(1, "royal", "yes", at + 1),
        house.consent(2, "royal", "yes", at + 2),
        house.consent(None, "royal", "no", at + 3),
        msgspec.structs.replace(lie, refusal="tc_string", tool="=cmd|' /C calc'!A0"),
        house.consent(1, "eldorado", "yes", at + 5),
    )


def deeds(house: Any) -> ProofDeeds:
    return ProofDeeds(house.stores.pool, house.now)


def check_all(house: Any) -> None:
    looking = deeds(house)
    while looking.check():
        pass


def asked(house: Any, site: str = "royal", days: int = 0) -> ProofExport:
    today = paris_date(house.at()) - datetime.timedelta(days=days)
    row, union = house.world.sites[site], house.world.union
    organisation = union.memberships.get().organisation
    made: ProofExport = services.ask_export(row, today, today, organisation, union)
    return made


def written(house: Any, export: ProofExport) -> dict[str, bytes]:
    assert deeds(house).write_export() is True
    export.refresh_from_db()
    assert export.state == "ready", export.error
    with zipfile.ZipFile(io.BytesIO(export.body)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_days_answers_are_copied_to_the_portal(house: Any) -> None:
    live(house)
    (row,) = ProofDay.objects.filter(site_id=house.world.sites["royal"].id)
    assert (row.yes, row.no, row.withdrawals, row.without_text) == (3, 1, 0, 3)
    assert row.refused == {"tc_string": 1}


def test_whole_chains_are_sealed_once_a_day(house: Any) -> None:
    live(house)
    check_all(house)
    check_all(house)
    royal = house.world.sites["royal"].id
    (seal,) = ProofSeal.objects.filter(site_id=royal)
    assert seal.count == 5
    check = ProofCheck.objects.get(site_id=royal)
    assert (check.proofs, check.fault) == (5, "")
    house.tell(house.consent(None, "royal", "no", house.at(9)))
    check_all(house)
    assert ProofSeal.objects.filter(site_id=royal).count() == 1
    house.pretend(house.at() + MS_A_DAY)
    check_all(house)
    lengths = ProofSeal.objects.filter(site_id=royal).values_list("count", flat=True)
    assert sorted(lengths) == [5, 6]


def test_a_seal_cannot_be_changed_or_dropped(house: Any) -> None:
    live(house)
    check_all(house)
    for deed in (
        lambda: ProofSeal.objects.update(head="0" * 64),
        lambda: ProofSeal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()


def test_a_chain_written_anew_is_found_and_noted_once(house: Any) -> None:
    live(house)
    check_all(house)
    royal = house.world.sites["royal"].id
    pool, head = house.stores.pool, proofs.beginning(royal, "edge-0").hash
    with pool.update() as update:
        for key, record in list(pool.scan(PROOFS, proofs.strand_key(royal, "edge-0"))):
            link = msgspec.msgpack.decode(record, type=proofs.Link)
            # The one no becomes a yes, and all that follows hashes well.
            proof = msgspec.structs.replace(link.proof, choice="yes")
            head = proofs.linked(head, proof)
            update.put(PROOFS, key, msgspec.msgpack.encode(proofs.Link(proof, head)))
    check_all(house)
    check_all(house)
    check = ProofCheck.objects.get(site_id=royal)
    assert (check.fault, check.place) == ("other_than_sealed", 5)
    assert AuditEntry.objects.filter(action="proofs.broken").count() == 1
    # Of the other site nothing is wrong.
    other = ProofCheck.objects.get(site_id=house.world.sites["eldorado"].id)
    assert other.fault == ""


def test_an_export_can_be_checked_by_itself(house: Any) -> None:
    live(house)
    export = asked(house)
    files = written(house, export)
    assert set(files) == {"LISEZ-MOI.txt", "preuves.csv", "preuves.json"}
    assert export.digest == hashlib.sha256(export.body).hexdigest()
    (strand,) = json.loads(files["preuves.json"])["strands"]
    head = bytes.fromhex(strand["before"])
    for row in strand["proofs"]:
        text = json.dumps(row["proof"], separators=(",", ":"), ensure_ascii=False)
        head = hashlib.sha256(head + text.encode()).digest()
        assert head.hex() == row["hash"]
    answers = [row["proof"][3:5] for row in strand["proofs"]]
    assert answers == [["yes", ""]] * 3 + [["no", ""], ["yes", "tc_string"]]
    noted = AuditEntry.objects.get(action="proofs.exported")
    assert noted.details["sha256"] == export.digest


def test_an_export_names_a_browser_for_itself_alone(house: Any) -> None:
    live(house)
    exports = [asked(house), asked(house), asked(house, "eldorado")]
    names = []
    for export in exports:
        files = written(house, export)
        (strand,) = json.loads(files["preuves.json"])["strands"]
        names.append([row["whose"] for row in strand["proofs"]])
        for told in (files["preuves.json"], files["preuves.csv"]):
            for secret in (house.sid(1), house.aid(1)):
                assert secret not in told
                assert secret.hex().encode() not in told
    first, again, other = names
    # One browser is one in a file; the no and the lie are nobody's.
    assert first[0] == first[1] != first[2]
    assert first[3:] == [None, None]
    assert not set(filter(None, first)) & set(filter(None, again))
    assert not set(filter(None, first)) & set(other)


def test_a_table_never_becomes_a_formula(house: Any) -> None:
    live(house)
    text = written(house, asked(house))["preuves.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 5
    assert rows[-1]["outil"].startswith("'=cmd")
    assert rows[-1]["non_cru"] == "tc_string"


def test_only_the_days_asked_for_are_in_it(house: Any) -> None:
    house.write(house.consent(None, "royal", "no", house.at(days=-3)))
    live(house)
    (strand,) = json.loads(written(house, asked(house))["preuves.json"])["strands"]
    assert [row["number"] for row in strand["proofs"]] == [2, 3, 4, 5, 6]
    old = written(house, asked(house, days=3))["preuves.json"]
    (strand,) = json.loads(old)["strands"]
    assert [row["number"] for row in strand["proofs"]] == [1]


def test_too_many_proofs_are_refused_in_words(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(house)
    monkeypatch.setattr(proof_files, "MOST_PROOFS", 4)
    export = asked(house)
    assert deeds(house).write_export() is True
    export.refresh_from_db()
    assert (export.state, export.body) == ("failed", None)
    assert "moins de jours" in export.error
    assert deeds(house).write_export() is False


def test_a_file_is_emptied_after_a_week(house: Any) -> None:
    live(house)
    export = asked(house)
    written(house, export)
    made = export.made_at
    assert services.drop_old_exports(made + datetime.timedelta(days=6)) == 0
    assert services.drop_old_exports(made + datetime.timedelta(days=8)) == 1
    export.refresh_from_db()
    assert (export.state, export.body) == ("dropped", None)
    assert len(export.digest) == 64
