"""The data transparency label of "Salles Art et Essai" (SPECS §8, [DTL]).

What the code knows is told by the code: the count by the house's rule on crowds, the
day of the last count, the window of the rules in force. The rest is written by people.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from toile.portal.campaigns.models import ReachCell
from toile.portal.charter.selectors import rules_in_force
from toile.wire.audience import AEA
from toile.wire.clock import now_ms, paris_date

# Each field of the standard by the key of its entry, in the order of the standard.
STANDARD: Mapping[str, str] = {
    "distributor": "distributor",
    "provider": "provider",
    "name": "branded_audience_name",
    "standard-name": "standard_audience_name",
    "description": "description",
    "geographies": "geographies",
    "count": "audience_count",
    "precision": "precision_level",
    "activation": "activation_ids",
    "expansion": "audience_expansion",
    "cross-device": "cross_device",
    "refreshed": "last_refresh",
    "lookback": "lookback_window",
    "source-contribution": "source.contribution",
    "source-description": "source.description",
    "source-precision": "source.precision_level",
    "source-key": "source.id_key",
    "source-event": "source.event",
    "source-method": "source.inclusion_methodology",
    "source-seed": "source.seed_size",
    "source-refresh": "source.refresh_frequency",
    "source-lookback": "source.lookback_window",
}
LONGEST_DESCRIPTION = 500


def label_fields() -> dict[str, str]:
    """Tell what the code knows of the label, by the key of its entry (2 queries)."""
    cell = ReachCell.objects.filter(segment=AEA, departement="").first()
    rules = rules_in_force(paris_date(now_ms()))
    # Rounded in the pool already; judged once more by the rules in force.
    told = cell is not None and cell.ids >= rules.smallest_segment
    count = str(cell.ids) if cell is not None and told else "non publié"
    day = timezone.localtime(cell.counted_at) if cell is not None else None
    return {
        "count": count,
        "refreshed": date_format(day, "Y-m-d") if day else "jamais compté",
        "lookback": str(rules.window_days),
        "source-seed": count,
        "source-lookback": str(rules.window_days),
    }


def as_json(rows: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Write the label with the standard's names; ``rows`` are keys and their values."""
    label: dict[str, Any] = {"segment": AEA}
    source: dict[str, str] = {}
    for key, value in rows:
        name = STANDARD.get(key)
        if name is None:
            continue
        if name.startswith("source."):
            source[name.removeprefix("source.")] = value
        else:
            label[name] = value
    return label | {"sources": [source]}
