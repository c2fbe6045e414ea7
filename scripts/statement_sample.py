#!/usr/bin/env python
"""Draw the sample statement of docs/samples: an invented month of Le Royal in Toulon.

    python scripts/statement_sample.py

Writes releve.pdf, releve.csv and a picture of each page. The same bytes each time.
"""

from pathlib import Path

from toile.ops.opening import set_up_django

set_up_django()

# ruff: noqa: E402 - the portal's modules want Django set up
from toile.ledger.chart import CINEMA_PAYABLE, CINEMA_PENDING
from toile.ledger.statements import Balances, Group, Payment, Refused, statement
from toile.portal.statements.paper import Press
from toile.portal.statements.sheets import (
    NamedCampaign,
    Party,
    Sheet,
    encoded,
    fingerprint,
)
from toile.portal.statements.tabular import to_csv
from toile.wire.ids import Ulid
from toile.wire.money import Money

FOLDER = Path(__file__).parents[1] / "docs/samples"
STALINE, DUNE = "01K8000000000000000000STAL", "01K8000000000000000000PREM"
DRAWN_AT_MS = 1_793_756_700_000  # 4 November 2026, 2:45 in Paris


def sheet() -> Sheet:
    """Give the invented month."""
    groups = [
        Group(CINEMA_PENDING, "click", 41_250, Money(16_500_000), STALINE, cinemas=1),
        Group(CINEMA_PENDING, "click", 20_300, Money(4_060_000), STALINE, cinemas=2),
        Group(CINEMA_PENDING, "click", 3_001, Money(400_133), STALINE, cinemas=3),
        Group(CINEMA_PENDING, "click", 12_800, Money(5_120_000), DUNE, cinemas=1),
        Group(CINEMA_PENDING, "reversal", 96, Money(-38_400), STALINE, "bot", 1),
        Group(CINEMA_PAYABLE, "reversal", 12, Money(-2_400), DUNE, "replayed", 2),
        Group(CINEMA_PENDING, "release", 31, Money(-26_041_733)),
        Group(CINEMA_PAYABLE, "release", 31, Money(26_041_733)),
        Group(CINEMA_PAYABLE, "payout", 1, Money(-31_480_000)),
    ]
    told = statement(
        Ulid("01K8000000000000000000R0YA"),
        "2026-10",
        (Balances(Money(0), Money(31_484_267)), Balances(Money(0), Money(26_043_600))),
        groups,
        [
            Refused("bot", 1_904),
            Refused("double_click", 611),
            Refused("daily_limit", 302),
            Refused("too_fast", 88),
        ],
        [
            Payment(
                "payout-01K8",
                "payout",
                1_792_144_800_000,
                "TOILE 2026-10 0042",
                Money(-31_480_000),
            )
        ],
    )
    return Sheet(
        number=7,
        drawn_at_ms=DRAWN_AT_MS,
        union=Party(
            "SCARE",
            ("12 rue de l’Échiquier", "75010 Paris", "SIRET 784 314 205 00027"),
        ),
        cinema=Party(
            "Le Royal, Toulon",
            (
                "Numéro CNC 6001234",
                "2 rue du Docteur Jean Bertholet",
                "83000 Toulon",
                "SIRET 732 829 320 00074",
            ),
        ),
        member_from="",
        member_until="",
        campaigns={
            STALINE: NamedCampaign("L’Ombre de Staline", "Sortie nationale", "Condor"),
            DUNE: NamedCampaign("Première année", "Reprise d’automne", "Météore Films"),
        },
        statement=told,
        link=18_204,
        link_hash="5f0c" * 16,
    )


def main() -> None:
    """Write the files."""
    made = sheet()
    sha256 = fingerprint(encoded(made))
    press = Press()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "releve.pdf").write_bytes(press.to_pdf(made, sha256))
    (FOLDER / "releve.csv").write_bytes(to_csv(made))
    for number, page in enumerate(press.to_pictures(made, sha256), 1):
        (FOLDER / f"releve-{number}.png").write_bytes(page)


if __name__ == "__main__":
    main()
