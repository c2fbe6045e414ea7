"""How long things are kept: read from what really removes them, never written twice.

Three periods belong to the worker, which stands above the portal and cannot be asked
from here; a test holds them to its constants.
"""

from collections.abc import Mapping

from django.conf import settings

from toile.ads.delivery.caps import LONGEST_DAYS
from toile.ads.direct.serving import CLICK_LIFE_MS, IMPRESSION_LIFE_MS, WHY_LIFE_MS
from toile.consent.record import LIFETIME_MS
from toile.pool.acknowledged import KEPT_MS as NUMBERS_KEPT_MS
from toile.pool.exposures import KEPT_MS
from toile.portal.api.idempotency import KEPT as ANSWERS_KEPT
from toile.portal.charter.selectors import rules_in_force
from toile.portal.members.services.joining import KEPT as JOINS_KEPT
from toile.portal.proofs.services import KEPT_DAYS as EXPORTS_DAYS
from toile.portal.sitechecks.services import KEPT as CHECKS_KEPT
from toile.portal.subject_requests.clock import KEPT_MONTHS as REQUESTS_MONTHS
from toile.wire.clock import MS_A_DAY, now_ms, paris_date

EVENTS_DAYS = 390
DEAD_LETTERS_DAYS = 30
ERASED_WITHIN_HOURS = 24
OBJECTION_DAYS = 400

_HOUR_MS = 3_600_000


def periods() -> Mapping[str, str]:
    """Tell each period by the key of its entry, in French, as of today (1 query)."""
    rules = rules_in_force(paris_date(now_ms()))
    return {
        "cookie": _days(LIFETIME_MS // MS_A_DAY),
        "yes": _days(LIFETIME_MS // MS_A_DAY),
        "visits": _days(rules.window_days),
        "exposures": _days(KEPT_MS // MS_A_DAY),
        "caps": _days(LONGEST_DAYS),
        "events": f"{_days(EVENTS_DAYS)}, puis anonymes",
        "unreadable": _days(DEAD_LETTERS_DAYS),
        "erasure": f"effacé partout en moins de {ERASED_WITHIN_HOURS} heures",
        "forgotten": _days(LIFETIME_MS // MS_A_DAY),
        "objection": _days(OBJECTION_DAYS) + ", puis renouvelé par la page",
        "erasure-number": _days(NUMBERS_KEPT_MS // MS_A_DAY),
        "proofs": "sans limite, sans l’identifiant une fois l’accord fini",
        "proof-exports": _days(EXPORTS_DAYS),
        "site-checks": f"{CHECKS_KEPT.days // 365} ans",
        "requests": f"{REQUESTS_MONTHS // 12} ans après la clôture",
        "agreements": "sans limite (10 ans au moins, code de commerce, art. L123-22)",
        "impression-token": f"{IMPRESSION_LIFE_MS // _HOUR_MS} heures",
        "click-token": f"{CLICK_LIFE_MS // _HOUR_MS} heures",
        "why-token": _days(WHY_LIFE_MS // MS_A_DAY),
        "mail": _days(settings.TOILE.mail_days),
        "joining": _days(JOINS_KEPT.days),
        "api": f"{int(ANSWERS_KEPT.total_seconds()) // 3600} heures",
        "trail": "sans limite : la base refuse de l’effacer",
        "ledger": "sans limite (10 ans au moins, code de commerce, art. L123-22)",
    }


def _days(number: int) -> str:
    return f"{number} jours" if number > 1 else f"{number} jour"
