"""A small year: clicks of two cinemas, media, a payout with VAT, its return."""

import datetime

from toile.ledger import chart
from toile.ledger.fec import RESULT, Books, Journal, Line, Movement, Number, lines_of

SALES, MEDIA = Journal("VE", "Ventes"), Journal("ME", "Achats d’espaces")
BANK, OTHERS = Journal("BQ", "Banque"), Journal("OD", "Opérations diverses")
FIRST = datetime.date(2026, 1, 1)
OWES, HELD = "distributor_receivable:C", "cinema_pending:A"
HELD_TOO, PAYABLE = "cinema_pending:B", "cinema_payable:A"
BOOKS = Books(
    {
        chart.DISTRIBUTOR_RECEIVABLE: Number("411000", "Clients, distributeurs"),
        chart.CINEMA_PENDING: Number("408100", "Factures non parvenues"),
        chart.CINEMA_PAYABLE: Number("401000", "Fournisseurs, cinémas"),
        chart.MEDIA_COST: Number("401100", "Fournisseurs, places de marché"),
        chart.OPERATOR_MARGIN: Number("706000", "Marge"),
        chart.VAT_DEDUCTIBLE: Number("445660", "TVA déductible"),
        chart.BANK: Number("512000", "Banque"),
        chart.ROUNDING: Number("658000", "Écarts d’arrondi"),
        RESULT: Number("110000", "Report à nouveau"),
    },
    {
        OWES: ("DCONDOR", "Condor\t& Cie"),
        HELD: ("CROYAL", "Le Royal"),
        PAYABLE: ("CROYAL", "Le Royal"),
        HELD_TOO: ("CELDO", "Eldorado"),
    },
    Journal("AN", "À-nouveaux"),
)
VALID = {
    datetime.date(2026, month, 1): datetime.date(2026, month, 1)
    + datetime.timedelta(days=35)
    for month in range(1, 13)
}


def moved(
    day: datetime.date, journal: Journal, piece: str, **micros: int
) -> list[Movement]:
    return [
        Movement(day, journal, piece, f"{piece} {day:%d/%m/%Y}", account, amount)
        for account, amount in micros.items()
    ]


def movements() -> list[Movement]:
    january, may = datetime.date(2026, 1, 5), datetime.date(2026, 5, 4)
    clicks = {OWES: 10_333, HELD: -5_167, HELD_TOO: -5_166}
    paid = {PAYABLE: 30_000_000, "vat_deductible": 6_000_000, "bank": -36_000_000}
    return [
        *moved(january, SALES, "click-20260105", **clicks),
        *moved(january, OTHERS, "release-20260105", **{HELD: 5_167, PAYABLE: -5_167}),
        *moved(
            january,
            MEDIA,
            "media-20260105",
            **{OWES: 40_005, "media_cost:X": -30_003, "operator_margin": -10_002},
        ),
        *moved(may, BANK, "TOILE-6001234-0001", **paid),
        *moved(
            may + datetime.timedelta(days=2),
            BANK,
            "TOILE-6001234-0002",
            **{account: -amount for account, amount in paid.items()},
        ),
    ]


OPENING = {OWES: 90_004_999, HELD: -9_004_999, PAYABLE: -71_000_000}
OPENING["operator_margin"] = -10_000_000


def year() -> list[Line]:
    return lines_of(OPENING, movements(), BOOKS, FIRST, VALID)
