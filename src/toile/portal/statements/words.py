"""The words of statements: kinds of postings, how clicks were shared, months."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, RELEASE, REVERSAL

_KINDS = {
    CLICK: gettext_lazy("Clics rémunérés"),
    REVERSAL: gettext_lazy("Clics repris"),
    RELEASE: gettext_lazy("Rendu payable après contrôle"),
    PAYOUT: gettext_lazy("Reversements"),
    PAYOUT_RETURN: gettext_lazy("Virements revenus"),
}


def kind_label(kind: str) -> str:
    """Say what a kind of posting is; an unknown one is shown as it is."""
    return str(_KINDS.get(kind, kind))


def shared_label(others: int) -> str:
    """Say with how many other cinemas a click was shared."""
    if others == 0:
        return _("Votre cinéma seul")
    return ngettext("Avec %(n)d autre cinéma", "Avec %(n)d autres cinémas", others) % {
        "n": others
    }


def month_label(month: datetime.date) -> str:
    """Write a month and its year."""
    return date_format(month, "F Y")


def day_label(day: datetime.date) -> str:
    """Write a day; the French have a first of the month, but no second."""
    is_first = day.day == 1 and (get_language() or "").startswith("fr")
    return date_format(day, "1\\e\\r F Y" if is_first else "j F Y")
