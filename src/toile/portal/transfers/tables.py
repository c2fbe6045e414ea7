"""Runs and the bank's answers, as tables."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.ui.tables import Count, Euros, Moment, State, Table, Text


class Runs(Table):
    """Runs, the newest first."""

    proposed_at = Moment(
        verbose_name=_("Proposé le"), linkify=("transfers:run", [A("pk")])
    )
    state = State(verbose_name=_("État"), label="get_state_display")
    paid = Count(verbose_name=_("Virements"))
    total_micros = Euros(verbose_name=_("Total"))
    held = Count(verbose_name=_("Écartés"))
    proposed_by = Text(verbose_name=_("Par"), order_by="proposed_by__name")


class Answers(Table):
    """Files that the bank gave."""

    given_at = Moment(verbose_name=_("Remis le"))
    name = Text(verbose_name=_("Fichier"))
    kind = Text(verbose_name=_("Message"))
    given_by = Text(verbose_name=_("Par"), order_by="given_by__name")
