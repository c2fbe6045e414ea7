"""GET /me/proofs tells a browser what proves its own answers, and nobody else's."""

from typing import Any

from msgspec.structs import replace

from toile.pool import proofs
from toile.wire.events import Consent
from toile.wire.ids import Sid, Tid, new_ulid, to_cookie

PORTAL = {"Origin": "https://portal.example"}
UNKNOWN = {"Cookie": f"tid={to_cookie(Tid(b'somebody unknown'))}"}


def told(house: Any, sid: Sid, at_ms: int) -> Consent:
    return Consent(
        id=new_ulid(at_ms),
        at_ms=at_ms,
        site=house.royal.id,
        choice="yes",
        tool="orejime",
        tool_version="3.2.0",
        text_version="toile-fr-1",
        language="fr",
        purposes=(1, 3, 4, 7),
        controllers=("Le Royal", "SCARE", "Klox"),
        sid=sid,
    )


def test_a_browser_is_told_its_own_proofs(house: Any, now: int) -> None:
    own = told(house, house.sid, now)
    with house.stores() as stores, stores.pool.update() as update:
        proofs.append(update, own, "edge-0", named=True)
        other = replace(own, sid=Sid(b"another-16-bytes"))
        proofs.append(update, other, "edge-0", named=True)
    with house.open() as edge:
        reply = edge.get("/me/proofs", {**house.tid_cookie, **PORTAL})
        assert edge.get("/me/proofs", UNKNOWN).json == {"proofs": []}
        assert edge.get("/me/proofs").json == {"proofs": []}
    (proof,) = reply.json["proofs"]
    assert proof["controllers"] == ["Le Royal", "SCARE", "Klox"]
    assert (proof["choice"], proof["text_version"]) == ("yes", "toile-fr-1")
    first = proofs.linked(
        proofs.beginning(own.site, "edge-0").hash, proofs.proof_of(own)
    )
    assert proof["hash"] == first.hex()
    assert reply.headers["access-control-allow-origin"] == "https://portal.example"
    assert "no-store" in reply.headers["cache-control"]
