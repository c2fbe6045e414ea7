"""The page of what an entry is about, where there is one.

URLs are named here, not imported: the pages belong to apps above.
"""

from django.urls import NoReverseMatch, reverse

from toile.portal.audit.models import AuditEntry

# By kind of subject: the page, and which detail of the entry names it (none: its id).
_PAGES: dict[str, tuple[str, str]] = {
    "campaign": ("campaigns:detail", ""),
    "cinema": ("payouts:cinema", ""),
    "site": ("decisions:site", ""),
    "agreement": ("agreements:agreement", ""),
    "circular": ("circulars:circular", ""),
    "film": ("films:detail", ""),
    "payout": ("transfers:run", ""),
    "subject_request": ("subject_requests:detail", ""),
}
_LISTS = {
    "accountability": "accountability:overview",
    "rules": "amendments:rules",
    "near_you": "showtimes:overview",
    "statement_month": "statements:month",
}


def subject_url(entry: AuditEntry) -> str | None:
    """Where the subject is to be seen; ``None`` where it has no page."""
    if entry.action.endswith("deleted_in_admin"):
        return None
    page, detail = _PAGES.get(entry.subject_kind, ("", ""))
    key = entry.details.get(detail) if detail else entry.subject_id
    try:
        if page and key:
            return reverse(page, args=[key])
        if entry.subject_kind in _LISTS:
            return reverse(_LISTS[entry.subject_kind])
    except NoReverseMatch:  # no such page in this installation
        pass
    return None


def subject_name(entry: AuditEntry) -> str:
    """What the entry is about, as people know it."""
    for name in ("name", "reference"):
        if entry.details.get(name):
            return str(entry.details[name])
    return entry.subject_id
