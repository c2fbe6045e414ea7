"""A cinema's months and transfers; the union's members."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.earnings.members import Member
from toile.portal.earnings.words import WORDS
from toile.portal.ui.tables import Day, Euros, Link, Moment, Month, State, Table, Text


class Months(Table):
    """Month by month."""

    label = _("Mois par mois")

    first = Month(verbose_name=_("Mois"))
    gross_micros = Euros(verbose_name=_("Brut"), accessor="movements__gross_micros")
    reversed_micros = Euros(
        verbose_name=_("Repris"), accessor="movements__reversed_micros"
    )
    net_micros = Euros(verbose_name=_("Net"), accessor="movements__net_micros")
    paid_micros = Euros(verbose_name=_("Versé"), accessor="movements__paid_micros")


class Transfers(Table):
    """What was sent to a cinema's account."""

    label = _("Virements")

    proposed_at = Moment(verbose_name=_("Proposé le"), accessor="run__proposed_at")
    state = State(verbose_name=_("État"), label="get_state_display")
    amount_micros = Euros(verbose_name=_("Net"))
    vat_micros = Euros(verbose_name=_("TVA"))
    settled_at = Moment(verbose_name=_("Réglé le"))
    account = Text(verbose_name=_("Compte"), accessor="account__masked_iban")
    reference = Text(verbose_name=_("Référence"))
    reason = Text(verbose_name=_("Motif"))


def _noticed(row: Member) -> str:
    return ", ".join(str(WORDS[one]) for one in row.anomalies)


class Members(Table):
    """What each cinema is owed, and until when it is paid."""

    name = Link(verbose_name=_("Cinéma"), linkify=("earnings:cinema", [A("pk")]))
    earned_micros = Euros(verbose_name=_("Gagné, 90 jours"))
    pending_micros = Euros(verbose_name=_("En attente de contrôle"))
    payable_micros = Euros(verbose_name=_("Payable"))
    threshold_micros = Euros(verbose_name=_("Seuil"))
    reached_on = Day(verbose_name=_("Seuil atteint"))
    look = Text(
        verbose_name=_("À regarder"),
        accessor="anomalies",
        orderable=False,
        empty_values=(),
    )

    class Meta:
        order_by = ("-payable_micros", "-pending_micros")

    def render_look(self, record: Member) -> str:
        """Name what was noticed."""
        return _noticed(record) or "–"

    def value_look(self, record: Member) -> str:
        """Export the same words."""
        return _noticed(record)
