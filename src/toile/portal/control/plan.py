"""The plan that the worker has published, as the edge reads it."""

from toile.settings import Settings
from toile.wire import plan as plans
from toile.wire.errors import PlanError
from toile.wire.plan import AdsPlan


def published(settings: Settings) -> AdsPlan | None:
    """Read the ads plan; nothing if none is published or it cannot be read."""
    try:
        return plans.decode((settings.plan / "ads.json").read_bytes(), AdsPlan)
    except (OSError, PlanError):
        return None
