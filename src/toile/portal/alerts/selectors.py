"""Reading alerts."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from toile.portal.alerts.models import Alert, Thresholds


def alerts() -> QuerySet[Alert]:
    """All alerts, ended ones too."""
    return Alert.objects.all()


def open_alerts() -> QuerySet[Alert]:
    """What is still wrong."""
    return Alert.objects.filter(ended_at__isnull=True)


def waiting() -> QuerySet[Alert]:
    """What is wrong and nobody has taken on, nor put to sleep."""
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=timezone.now())
    return open_alerts().filter(awake, acknowledged=False)


def calling() -> int:
    """How many wait for somebody: the number in the menu."""
    return waiting().count()


def thresholds() -> Thresholds:
    """From when on something is wrong."""
    found = Thresholds.objects.filter(id=Thresholds.ONLY).first()
    return found or Thresholds(id=Thresholds.ONLY)
