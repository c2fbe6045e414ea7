"""The figures the tour shows: their keys in /compteurs.json, their French labels."""

from collections.abc import Callable, Mapping

Figures = Mapping[str, int | str]
CountersNow = Callable[[], Figures]

COUNTERS: tuple[tuple[str, str], ...] = (
    ("visits", "Visites aujourd'hui"),
    ("consents", "Acceptations"),
    ("refusals", "Refus"),
    ("spectators", "Spectateurs du segment"),
    ("impressions", "Impressions"),
    ("clicks", "Clics"),
    ("billed_clicks", "Clics rémunérés"),
    ("royal_balance", "Solde du Royal"),
)
