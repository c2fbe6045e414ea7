"""The proofs of consent of each site, as chains that show whether one was changed.

Every yes, no and withdrawal told for a site becomes a link, in the order of the
journal: ``hash = SHA-256(hash before + the proof as JSON)``. An edge process writes one
series of the journal, so a site has a chain for each: a *strand*. Read again from the
journal, the chains come out the same; what was sealed of them once tells, which the
portal keeps.

The id stands beside the proof, not under the hash: who takes a yes back, is erased or
whose yes has ended leaves proofs that name nobody, and the chain still holds.
"""

import hashlib
from collections.abc import Iterator

import msgspec

from toile.profiles import Space, Update
from toile.wire.events import Choice, Consent, Device
from toile.wire.ids import ID_BYTES, Sid, Ulid

PROOFS = "proofs"
"""Pool space: site | strand | number → ``Link``."""

PROOF_HEADS = "proof_heads"
"""Pool space: site | strand → ``Head``."""

PROOFS_OF = "proofs_of"
"""Pool space: ``sid`` + the key of a link that names it → nothing."""

_NUMBER_BYTES = 8


class Proof(msgspec.Struct, frozen=True, array_like=True):
    """What is proven, without whose it is; its JSON is an array in this order."""

    id: Ulid
    at_ms: int
    site: Ulid
    choice: Choice
    refusal: str
    tool: str
    tool_version: str
    text_version: str
    language: str
    purposes: tuple[int, ...]
    controllers: tuple[str, ...]
    device: Device
    tc_hash: str


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A proof, the hash of the chain up to it, and whose it is while it names one."""

    proof: Proof
    hash: bytes
    sid: Sid | None = None


class Head(msgspec.Struct, frozen=True, array_like=True):
    """How long a strand is, and the hash of its last link."""

    count: int
    hash: bytes


_encode = msgspec.msgpack.Encoder().encode
_link = msgspec.msgpack.Decoder(Link)
_head = msgspec.msgpack.Decoder(Head)
_canonical = msgspec.json.Encoder().encode


def proof_of(event: Consent) -> Proof:
    """Take the proof out of an event."""
    return Proof(
        event.id,
        event.at_ms,
        event.site,
        event.choice,
        event.refusal,
        event.tool,
        event.tool_version,
        event.text_version,
        event.language,
        event.purposes,
        event.controllers,
        event.device,
        event.tc_hash,
    )


def beginning(site: str, strand: str) -> Head:
    """Give the head of a strand that has no link yet."""
    return Head(0, hashlib.sha256(f"toile|{site}|{strand}".encode()).digest())


def linked(before: bytes, proof: Proof) -> bytes:
    """Hash a proof onto what stands before it."""
    return hashlib.sha256(before + _canonical(proof)).digest()


def strand_key(site: str, strand: str) -> bytes:
    """Make the key of a strand."""
    return f"{site}|{strand}|".encode()


def strand_of(key: bytes) -> tuple[str, str]:
    """Tell site and strand from a strand's key."""
    site, strand, _ = key.decode().split("|")
    return site, strand


def append(update: Update, event: Consent, strand: str, *, named: bool) -> None:
    """Add a proof to its strand; ``named`` keeps beside it whose it is."""
    key = strand_key(event.site, strand)
    record = update.get(PROOF_HEADS, key)
    head = beginning(event.site, strand) if record is None else _head.decode(record)
    proof = proof_of(event)
    sid = event.sid if named else None
    link = Link(proof, linked(head.hash, proof), sid)
    place = key + head.count.to_bytes(_NUMBER_BYTES, "big")
    update.put(PROOFS, place, _encode(link))
    update.put(PROOF_HEADS, key, _encode(Head(head.count + 1, link.hash)))
    if sid is not None:
        update.put(PROOFS_OF, sid + place, b"")


def unname(update: Update, sid: Sid, until_ms: int, site: Ulid | None = None) -> None:
    """Take an id off its proofs up to a time, of one site or of all."""
    for key, _ in list(update.scan(PROOFS_OF, sid)):
        place = key[ID_BYTES:]
        record = update.get(PROOFS, place)
        link = None if record is None else _link.decode(record)
        if link is not None:
            if link.proof.at_ms > until_ms or site not in (None, link.proof.site):
                continue
            update.put(PROOFS, place, _encode(Link(link.proof, link.hash)))
        update.delete(PROOFS_OF, key)


def rename(update: Update, earlier: Sid, sid: Sid) -> None:
    """Let the proofs of an id name another of the same browser."""
    for key, _ in list(update.scan(PROOFS_OF, earlier)):
        place = key[ID_BYTES:]
        record = update.get(PROOFS, place)
        if record is not None:
            link = _link.decode(record)
            update.put(PROOFS, place, _encode(Link(link.proof, link.hash, sid)))
            update.put(PROOFS_OF, sid + place, b"")
        update.delete(PROOFS_OF, key)


def heads(space: Space, site: str = "") -> Iterator[tuple[str, str, Head]]:
    """Walk over the strands of a site, or of all: site, strand, head."""
    prefix = f"{site}|".encode() if site else b""
    for key, record in space.scan(PROOF_HEADS, prefix):
        yield *strand_of(key), _head.decode(record)


def links(space: Space, site: str, strand: str) -> Iterator[tuple[int, Link]]:
    """Walk over a strand's links with their numbers, from the first on."""
    for key, record in space.scan(PROOFS, strand_key(site, strand)):
        number = int.from_bytes(key[-_NUMBER_BYTES:], "big")
        yield number, _link.decode(record)


def links_of(space: Space, sid: Sid) -> Iterator[Link]:
    """Walk over the proofs that name an id."""
    for key, _ in space.scan(PROOFS_OF, sid):
        record = space.get(PROOFS, key[ID_BYTES:])
        if record is not None:
            yield _link.decode(record)
