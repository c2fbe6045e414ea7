"""The tables of the cinemas' pages."""

from django.utils.translation import gettext_lazy as _

from toile.portal.ui.tables import (
    Count,
    Crowd,
    Day,
    Euros,
    Link,
    Rate,
    Table,
    Text,
)


class Days(Table):
    """A cinema day by day."""

    day = Day(verbose_name=_("Jour"))
    visits = Count(verbose_name=_("Visites"))
    consents = Crowd(verbose_name=_("Acceptations"))
    refusals = Crowd(verbose_name=_("Refus"))
    withdrawals = Crowd(verbose_name=_("Retraits"))
    clicks = Count(verbose_name=_("Clics rémunérés"))


class Clicks(Table):
    """Billed clicks by film and campaign."""

    title = Text(verbose_name=_("Film"))
    name = Text(verbose_name=_("Campagne"))
    distributor = Text(verbose_name=_("Distributeur"))
    first = Day(verbose_name=_("Du"))
    last = Day(verbose_name=_("Au"))
    clicks = Crowd(verbose_name=_("Clics rémunérés"))


class House(Table):
    """The cinemas of one organisation, to compare."""

    name = Link(verbose_name=_("Cinéma"), linkify=True)
    visits = Count(verbose_name=_("Visites"))
    consent_rate = Rate(verbose_name=_("Acceptation"))
    spectators = Crowd(verbose_name=_("Spectateurs"))
    clicks = Count(verbose_name=_("Clics rémunérés"))
    owed_micros = Euros(verbose_name=_("Solde"))
