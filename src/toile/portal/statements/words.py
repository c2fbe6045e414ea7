"""The words of statements: kinds of postings, how clicks were shared, months."""

import datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, RELEASE, REVERSAL
from toile.portal.ui.templatetags.figures import NO_BREAK
from toile.wire.money import MICROS_A_CENT, Money, to_euros

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


def places_of(micros: int | str | None) -> int:
    """Tell how many decimals an amount needs: two at least, or four to six."""
    if not isinstance(micros, int) or micros % MICROS_A_CENT == 0:
        return 2
    exact = to_euros(Money(micros)).normalize()
    return max(4, -int(exact.as_tuple().exponent))


def amount(micros: int, places: int) -> str:
    """Write micro-euros with so many decimals."""
    exact = round(to_euros(Money(micros)), places)
    said = number_format(exact, places, use_l10n=True, force_grouping=True)
    return f"{said}{NO_BREAK}€"


def month_label(month: datetime.date) -> str:
    """Write a month and its year."""
    return date_format(month, "F Y")


def day_label(day: datetime.date) -> str:
    """Write a day; the French have a first of the month, but no second."""
    is_first = day.day == 1 and (get_language() or "").startswith("fr")
    return date_format(day, "1\\e\\r F Y" if is_first else "j F Y")
