"""Proofs of consent written out for an audit: JSON that can be checked alone, and CSV.

A person bears, in one file, a name drawn for that file alone: yeses of one browser on
the site can be told to be of one, and nothing can be followed into another file.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator

import msgspec

from toile.pool.proofs import Link, Proof, beginning
from toile.wire.clock import to_datetime
from toile.wire.ids import Sid, Ulid

FORMAT = "toile-proofs-1"

HOW = (
    "hash = SHA-256(hash of the proof before, then the proof as JSON without spaces). "
    "The first of a strand stands behind SHA-256('toile|' + site + '|' + strand)."
)

Whose = Callable[[Sid], str]

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_HEAD = (
    "brin", "numero", "heure_utc", "reponse", "non_cru", "personne", "outil",
    "version_outil", "version_texte", "langue", "finalites", "responsables",
    "appareil", "empreinte_tcf", "empreinte",
)  # fmt: skip


class Strand(msgspec.Struct, frozen=True):
    """A part of one strand: the hash before it, and its links with their numbers."""

    site: Ulid
    name: str
    before: bytes
    links: tuple[tuple[int, Link], ...]


def pseudonyms(key: bytes) -> Whose:
    """Give a namer by a key (16 bytes) that is thrown away with the export."""

    def name(sid: Sid) -> str:
        return hashlib.blake2b(sid, key=key, digest_size=6).hexdigest()

    return name


def strand_between(
    site: Ulid,
    name: str,
    links: Iterable[tuple[int, Link]],
    since_ms: int,
    until_ms: int,
) -> Strand:
    """Cut a strand to a period: all links from the first to the last in it.

    So the part hashes on from one known hash, even where a clock stepped back.
    """
    before = beginning(site, name).hash
    kept: list[tuple[int, Link]] = []
    last = 0
    for number, link in links:
        inside = since_ms <= link.proof.at_ms < until_ms
        if not kept and not inside:
            before = link.hash
            continue
        kept.append((number, link))
        last = len(kept) if inside else last
    return Strand(site, name, before, tuple(kept[:last]))


def as_json(strands: Iterable[Strand], facts: dict[str, str], whose: Whose) -> bytes:
    """Write the strands so that each hash can be computed again from the file."""
    document = {
        "format": FORMAT,
        "how": HOW,
        **facts,
        "fields": [field.name for field in msgspec.structs.fields(Proof)],
        "strands": [
            {
                "strand": strand.name,
                "before": strand.before.hex(),
                "proofs": [
                    {
                        "number": number + 1,
                        "whose": None if link.sid is None else whose(link.sid),
                        "proof": msgspec.to_builtins(link.proof),
                        "hash": link.hash.hex(),
                    }
                    for number, link in strand.links
                ],
            }
            for strand in strands
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def as_csv(strands: Iterable[Strand], whose: Whose) -> str:
    """Write the strands as a table for a spreadsheet (UTF-8 with its mark)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_HEAD)
    for strand in strands:
        writer.writerows(_rows(strand, whose))
    return "\ufeff" + out.getvalue()


def _rows(strand: Strand, whose: Whose) -> Iterator[list[str]]:
    for number, link in strand.links:
        proof = link.proof
        row = [
            strand.name,
            str(number + 1),
            to_datetime(proof.at_ms).isoformat(timespec="milliseconds"),
            proof.choice,
            proof.refusal,
            "" if link.sid is None else whose(link.sid),
            proof.tool,
            proof.tool_version,
            proof.text_version,
            proof.language,
            " ".join(map(str, proof.purposes)),
            ", ".join(proof.controllers),
            proof.device,
            proof.tc_hash,
            link.hash.hex(),
        ]
        # What a tool said of itself comes from outside.
        yield [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row]
