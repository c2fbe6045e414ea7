"""Who may open what of ``alerts``: the operator."""

from permission_rows import Given, Stage
from toile.portal.alerts.models import Alert
from toile.wire.clock import now_ms, to_datetime

TABLE = """
url method audience
alerts:list GET operator
alerts:alert GET operator
alerts:alert POST operator
alerts:settings GET operator
alerts:settings POST operator
"""

DEEDS = {"alerts:alert", "alerts:settings"}


def given(stage: Stage) -> Given:
    """A line that is behind."""
    line, now = stage.world.line, to_datetime(now_ms())
    alert = Alert.objects.create(
        kind=Alert.Kind.UNDER,
        subject_id=line.id,
        subject=line.name,
        facts={"pace": "41"},
        since=now,
        seen_at=now,
    )
    limits = {
        "under_percent": "70",
        "over_percent": "130",
        "silent_days": "2",
        "late_minutes": "10",
        "invalid_percent": "40",
        "free_gigabytes": "5",
    }
    handled = {"deed": "snooze", "hours": "24", "text": "Vu avec Condor."}
    return {
        "alerts:alert": ((alert.id,), handled),
        "alerts:settings": ((), limits),
    }
