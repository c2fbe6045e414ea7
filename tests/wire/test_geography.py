"""A postal code tells its département, Corsica and overseas included."""

import pytest

from toile.wire.geography import DEPARTEMENTS, REGIONS, departement_of


@pytest.mark.parametrize(
    ("postal_code", "departement"),
    [
        ("83000", "83"),
        ("75011", "75"),
        ("20000", "2A"),
        ("20200", "2B"),
        ("97400", "974"),
        ("99999", None),
        ("8300", None),
        ("8300A", None),
    ],
)
def test_the_departement_of_a_postal_code(
    postal_code: str, departement: str | None
) -> None:
    assert departement_of(postal_code) == departement


def test_every_departement_lies_in_a_known_region() -> None:
    assert len(DEPARTEMENTS) == 101
    assert {d.region for d in DEPARTEMENTS.values()} == set(REGIONS)
