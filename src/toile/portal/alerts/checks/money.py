"""Do the books agree with each other? The last reconciliation says it."""

import datetime
import hashlib
from collections.abc import Iterator

from toile.portal.alerts.checks.found import Found
from toile.portal.alerts.models import Alert, Thresholds
from toile.portal.reconciliation.selectors import last_check, report_of
from toile.portal.reconciliation.words import shown


def money(_limits: Thresholds, _now: datetime.datetime) -> Iterator[Found]:
    """Tell each difference that somebody must look into; one that grew is a new one."""
    check = last_check()
    if check is None or not check.wrong:
        return
    wrong = report_of(check).wrong
    for difference, words in zip(wrong, shown(wrong), strict=True):
        about = f"{words.subject} ({words.where})" if words.where else words.subject
        # As long as it stays as it is, it is told once.
        name = hashlib.sha256(difference.key.encode()).hexdigest()
        facts = {"what": words.what, "number": str(words.number)}
        yield Found(Alert.Kind.MONEY_DIFFERS, name, about[:200], facts)
