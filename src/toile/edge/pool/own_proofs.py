"""GET /me/proofs: what proves this browser's own answers (GDPR art. 7(1) and 15)."""

from toile.edge import answers
from toile.edge.pool.own_page import shared as shared_with_portal
from toile.edge.pool.wing import PoolWing, sids_of, tid_of
from toile.edge.server import Answer, Request
from toile.pool import proofs
from toile.wire.clock import to_datetime
from toile.wire.errors import ProfileError
from toile.wire.tags import HeldProof, HeldProofs

_DOOR = "me"


def own_proofs(wing: PoolWing, request: Request) -> Answer:
    """Tell the proofs that name this browser; one without any is told nothing else."""
    shared = shared_with_portal(wing, request)
    wing.counters.count(_DOOR, "proofs")
    tid = tid_of(request)
    if tid is None:
        return answers.json(HeldProofs(), shared)
    try:
        links = [
            link
            for sid in sids_of(wing, tid)
            for link in proofs.links_of(wing.space, sid)
        ]
    except ProfileError:
        wing.counters.count(_DOOR, "store_unavailable")
        return answers.unavailable(shared, "store_unavailable")
    told = sorted((_told(link) for link in links), key=lambda proof: proof.at)
    return answers.json(HeldProofs(tuple(told)), shared)


def _told(link: proofs.Link) -> HeldProof:
    proof = link.proof
    return HeldProof(
        site=proof.site,
        at=to_datetime(proof.at_ms).isoformat(timespec="seconds"),
        choice=proof.choice,
        tool=proof.tool,
        tool_version=proof.tool_version,
        text_version=proof.text_version,
        language=proof.language,
        purposes=proof.purposes,
        controllers=proof.controllers,
        hash=link.hash.hex(),
    )
