"""What ``toile consent`` does: chains against seals and journal, and the exports."""

import secrets

import msgspec

from toile.journal import Cursor, open_reader
from toile.ops.keys import custody_of
from toile.pool import proofs
from toile.pool.identity import Identity
from toile.pool.proof_check import Checked, check
from toile.pool.proof_export import Strand, as_csv, as_json, pseudonyms
from toile.pool.proofs import Head
from toile.portal.cinemas.models import Site
from toile.portal.proofs.selectors import seals_of
from toile.profiles import Space, open_space
from toile.settings import Settings
from toile.wire.clock import now_ms
from toile.wire.errors import SettingError
from toile.wire.events import Consent
from toile.wire.ids import Tid, Ulid, from_cookie
from toile.worker.stores import POOL_TABLES

_BATCH = 2_000


def verify_chains(settings: Settings, site: str | None) -> tuple[list[str], int]:
    """Check the strands of a site, or of all; tell line by line, and how many faults.

    The journal may be further than the projection: it is compared as far as that is.
    """
    pool = _pool(settings)
    only = None if site is None else _found(site).id
    told = {(s, strand): head for s, strand, head in proofs.heads(pool, only or "")}
    journal = _from_journal(settings, told)
    lines, faults = [], 0
    for one in sorted({s for s, _strand in told} | ({only} if only else set())):
        sealed = seals_of(one)
        strands = {strand for s, strand in told if s == one} | set(sealed)
        for strand in sorted(strands):
            chain = proofs.links(pool, one, strand)
            found = check(one, strand, chain, sealed.get(strand, {}))
            same = journal.get((one, strand)) == found.head
            lines.append(_line(one, strand, found, same=same))
            faults += found.fault is not None or not same
    if not lines:
        lines.append("there are no proofs yet")
    return lines, faults


def export_site(settings: Settings, site: str, kind: str) -> bytes:
    """Write all proofs of a site; persons bear names drawn for this file."""
    pool, row = _pool(settings), _found(site)
    strands = [
        Strand(
            Ulid(row.id),
            strand,
            proofs.beginning(row.id, strand).hash,
            tuple(proofs.links(pool, row.id, strand)),
        )
        for _, strand, _head in list(proofs.heads(pool, row.id))
    ]
    whose = pseudonyms(secrets.token_bytes(16))
    if kind == "csv":
        return as_csv(strands, whose).encode()
    return as_json(strands, {"site": row.name}, whose)


def export_browser(settings: Settings, cookie: str) -> bytes:
    """Write the proofs that name one browser; only the union's keys find it."""
    raw = from_cookie(cookie)
    if raw is None:
        raise SettingError(
            "--browser", "it is no cookie of the pool", "Give the value of tid."
        )
    identity, tid = Identity(custody_of(settings).keys(), now_ms()), Tid(raw)
    pool = _pool(settings)
    links = sorted(
        (
            link
            for sid in (identity.sid(tid), *identity.earlier_sids(tid))
            for link in proofs.links_of(pool, sid)
        ),
        key=lambda link: link.proof.at_ms,
    )
    told = [{**_named(link.proof), "hash": link.hash.hex()} for link in links]
    return msgspec.json.format(msgspec.json.encode(told), indent=1)


def _named(proof: proofs.Proof) -> dict[str, object]:
    return {name: getattr(proof, name) for name in proof.__struct_fields__}


def _from_journal(
    settings: Settings, upto: dict[tuple[str, str], Head]
) -> dict[tuple[str, str], bytes]:
    """Make the chains again from the journal, each as long as the projection's."""
    reader, cursor = open_reader(settings.journal, "pool"), Cursor()
    heads: dict[tuple[str, str], Head] = {}
    while True:
        batch = reader.read(cursor, _BATCH)
        for entry in batch.entries:
            event = entry.event
            if not isinstance(event, Consent):
                continue
            key = (str(event.site), entry.writer)
            head = heads.get(key) or proofs.beginning(*key)
            if key in upto and head.count < upto[key].count:
                hashed = proofs.linked(head.hash, proofs.proof_of(event))
                heads[key] = Head(head.count + 1, hashed)
        cursor = batch.cursor
        if len(batch.entries) < _BATCH:
            return {key: head.hash for key, head in heads.items()}


def _line(site: str, strand: str, found: Checked, *, same: bool) -> str:
    said = f"{site} {strand}: {found.count} proofs, {found.head.hex()}"
    if found.fault is not None:
        return f"{said}, {found.fault.value} at {found.at}"
    return said if same else f"{said}, the journal says otherwise"


def _found(site: str) -> Site:
    row = Site.objects.filter(id=site).first() or Site.objects.filter(key=site).first()
    if row is None:
        raise SettingError("--site", f"{site!r} is no site", "Give its id or its key.")
    return row


def _pool(settings: Settings) -> Space:
    return open_space(settings.profiles, "pool", POOL_TABLES, read_only=True)
