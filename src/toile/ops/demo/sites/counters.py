"""The figures the tour shows: their keys in /compteurs.json, their French labels."""

from collections.abc import Callable, Mapping

Figures = Mapping[str, int | str]
CountersNow = Callable[[], Figures]

Counters = tuple[tuple[str, str], ...]

TODAY: Counters = (
    ("visits", "Visites"),
    ("consents", "Acceptations"),
    ("refusals", "Refus"),
    ("impressions", "Impressions"),
    ("clicks", "Clics"),
    ("billed_clicks", "Clics rémunérés"),
)
STANDING: Counters = (
    ("spectators", "Spectateurs du segment"),
    ("royal_balance", "Solde du Royal"),
)
COUNTERS = (*TODAY, *STANDING)
