"""An alert's history as a thread."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.portal.alerts.models import Alert


@dataclass(frozen=True)
class Said:
    """One entry."""

    at: datetime.datetime
    who: str
    what: str
    text: str = ""


def history(alert: Alert) -> list[Said]:
    """From its beginning to its end, with what people did in between (1 query)."""
    entries = [Said(alert.since, "Toile", _("a vu le problème"))]
    for note in alert.notes.select_related("by"):
        who = str(note.by) if note.by else _("quelqu’un")
        entries.append(Said(note.at, who, note.get_deed_display(), note.text))
    if alert.told_at:
        entries.append(Said(alert.told_at, "Toile", _("a écrit à l’opérateur")))
    if alert.ended_at:
        entries.append(Said(alert.ended_at, "Toile", _("a vu que c’est fini")))
    return sorted(entries, key=lambda one: one.at)
