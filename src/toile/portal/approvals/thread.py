"""All that was asked, answered and written about one subject, in order."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.portal.approvals.models import Approval, Comment


@dataclass(frozen=True)
class Entry:
    """One thing that was said or done: what ``<c-thread>`` shows."""

    at: datetime.datetime
    who: str
    what: str
    text: str = ""


def thread_of(kind: str, subject_id: str) -> list[Entry]:
    """Put together what both sides did and wrote, the oldest first (2 queries)."""
    asked = list(
        Approval.objects.filter(kind=kind, subject_id=subject_id)
        .select_related("organisation", "decided_by", "requested_by")
        .order_by("requested_at", "id")
    )
    entries = []
    for approval in asked:
        asker = str(approval.organisation)
        what = _("a demandé l’accord du syndicat")
        entries.append(Entry(approval.requested_at, asker, what))
        if approval.decided_at:
            entries.append(_decision(approval))
    written = Comment.objects.filter(approval__in=asked).select_related(
        "organisation", "author"
    )
    for one in written:
        who = f"{one.organisation} ({one.author})"
        entries.append(Entry(one.at, who, _("a écrit"), one.text))
    return sorted(entries, key=lambda entry: entry.at)


def _decision(approval: Approval) -> Entry:
    assert approval.decided_at is not None
    yes = approval.status != Approval.Status.REFUSED
    what = _("a donné son accord") if yes else _("a demandé des changements")
    return Entry(approval.decided_at, _("Le syndicat"), what, approval.comment)
