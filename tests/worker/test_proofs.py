"""Each yes, no and withdrawal is a link of its site's chain, whoever is forgotten."""

from typing import Any

import msgspec
import pytest

from toile.consent import LIFETIME_MS
from toile.pool import proofs
from toile.pool.proof_check import ChainFault, Checked, check
from toile.pool.proofs import PROOF_HEADS, PROOFS, PROOFS_OF, Link
from toile.wire.clock import paris_date
from toile.worker import days
from toile.worker.stores import PROOF_DAYS


def chain(house: Any, site: str, strand: str = "edge-0") -> list[tuple[int, Link]]:
    return list(proofs.links(house.stores.pool, house.world.sites[site].id, strand))


def checked(house: Any, site: str, sealed: dict[int, bytes] | None = None) -> Checked:
    name = house.world.sites[site].id
    return check(name, "edge-0", chain(house, site), sealed or {})


def live(house: Any) -> None:
    at = house.at()
    lie = msgspec.structs.replace(
        house.consent(None, "royal", "yes", at + 4), refusal="unknown_text"
    )
    house.tell(
        house.consent(1, "royal", "yes", at),
        house.consent(2, "royal", "yes", at + 1),
        house.consent(None, "royal", "no", at + 2),
        house.consent(1, "eldorado", "yes", at + 3),
        lie,
        house.visit(1, "royal", at + 5, yes_ms=at),
    )


def test_every_choice_of_a_site_is_a_link_in_its_order(house: Any) -> None:
    live(house)
    told = [
        (link.proof.choice, link.proof.refusal) for _, link in chain(house, "royal")
    ]
    assert told == [("yes", ""), ("yes", ""), ("no", ""), ("yes", "unknown_text")]
    assert [link.proof.choice for _, link in chain(house, "eldorado")] == ["yes"]
    assert checked(house, "royal").fault is None
    assert checked(house, "royal").count == 4


def test_a_day_counts_what_was_answered_and_what_was_not_believed(house: Any) -> None:
    live(house)
    key = days.key_of(house.world.sites["royal"].id, paris_date(house.at()).isoformat())
    row = days.row(house.stores.pool, PROOF_DAYS, key)
    assert row == {"yes": 2, "no": 1, "refused_unknown_text": 1, "without_text": 2}


def test_a_yes_that_was_not_believed_grants_nothing(house: Any) -> None:
    at = house.at()
    told = house.consent(1, "royal", "yes", at)
    # Even one that bears an id, which the edge never writes.
    house.tell(msgspec.structs.replace(told, refusal="other_tool"))
    assert house.stores.pool.get("profiles", house.sid(1)) is None
    assert list(proofs.links_of(house.stores.pool, house.sid(1))) == []


def test_one_id_finds_its_own_proofs(house: Any) -> None:
    live(house)
    own = [link.proof.site for link in proofs.links_of(house.stores.pool, house.sid(1))]
    sites = house.world.sites
    assert sorted(own) == sorted([sites["royal"].id, sites["eldorado"].id])


@pytest.mark.parametrize("how", ["erased", "taken back", "ended"])
def test_who_is_forgotten_is_in_no_proof_and_the_chain_holds(
    house: Any, how: str
) -> None:
    live(house)
    before = checked(house, "royal")
    if how == "erased":
        house.tell(house.erasure(1, house.at(9)))
    elif how == "taken back":
        house.tell(house.consent(1, "royal", "withdrawal", house.at(9)))
        house.tell(house.consent(1, "eldorado", "withdrawal", house.at(9)))
    else:
        house.pretend(house.at() + LIFETIME_MS + 60_000)
        house.catch_up()
    pool = house.stores.pool
    assert list(pool.scan(PROOFS_OF, house.sid(1))) == []
    assert not [1 for _, record in pool.scan(PROOFS) if house.sid(1) in record]
    after = checked(house, "royal", {before.count: before.head})
    assert after.fault is None
    assert after.count == before.count + (how == "taken back")


def test_a_site_taken_back_keeps_the_proof_of_the_other(house: Any) -> None:
    live(house)
    house.tell(house.consent(1, "royal", "withdrawal", house.at(9)))
    own = [link.proof.site for link in proofs.links_of(house.stores.pool, house.sid(1))]
    assert own == [house.world.sites["eldorado"].id]


def test_two_edges_make_two_strands_that_a_rebuild_makes_again(house: Any) -> None:
    at = house.at()
    house.tell(house.consent(1, "royal", "yes", at + 5))
    # Told later, although it happened before.
    house.tell(house.consent(2, "royal", "yes", at), edge="edge-1")
    house.tell(house.erasure(2, at + 9), edge="edge-1")
    tables = (PROOFS, PROOF_HEADS, PROOFS_OF, PROOF_DAYS)
    before = {table: dict(house.stores.pool.scan(table)) for table in tables}
    assert len(before[PROOF_HEADS]) == 2
    house.stop()
    house.stores.clear()
    house.worker.catch_up()
    assert {table: dict(house.stores.pool.scan(table)) for table in tables} == before


def rewritten(links: list[tuple[int, Link]], start: bytes) -> list[tuple[int, Link]]:
    """As somebody would who knows how the chain is made."""
    made = []
    for number, link in links:
        start = proofs.linked(start, link.proof)
        made.append((number, Link(link.proof, start, link.sid)))
    return made


def test_each_kind_of_tampering_shows(house: Any) -> None:
    live(house)
    site, links = house.world.sites["royal"].id, chain(house, "royal")
    sealed = {3: links[2][1].hash}
    assert check(site, "edge-0", links, sealed).fault is None
    no = links[2][1]
    yes = msgspec.structs.replace(
        no, proof=msgspec.structs.replace(no.proof, choice="yes")
    )
    changed = [*links[:2], (2, yes), *links[3:]]
    found = check(site, "edge-0", changed, sealed)
    assert (found.fault, found.at) == (ChainFault.CHANGED, 3)
    anew = rewritten(changed, proofs.beginning(site, "edge-0").hash)
    assert check(site, "edge-0", anew, {}).fault is None
    assert check(site, "edge-0", anew, sealed).fault is ChainFault.OTHER_THAN_SEALED
    missing = [*links[:1], *links[2:]]
    assert check(site, "edge-0", missing, sealed).fault is ChainFault.MISSING
    assert check(site, "edge-0", links[:2], sealed).fault is ChainFault.SHORTER
    assert check("other", "edge-0", links, {}).fault is ChainFault.CHANGED
