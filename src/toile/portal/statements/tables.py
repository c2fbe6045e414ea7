"""Statements and the postings behind their figures, as tables."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.campaigns.criteria import reason_label
from toile.portal.statements.sheets import NamedCampaign
from toile.portal.statements.words import kind_label, month_label
from toile.portal.ui.tables import Count, Euros, Link, Moment, Table, Text
from toile.portal.ui.tables.columns import NEVER_BROKEN, NOTHING

_SHOWN_OF_A_HASH = 12


class OfCinema(Table):
    """A cinema's statements, the newest first."""

    month = Link(verbose_name=_("Mois"), linkify=("statements:statement", [A("pk")]))
    number = Count(verbose_name=_("Numéro"))
    clicks = Count(verbose_name=_("Clics rémunérés"))
    refused_clicks = Count(verbose_name=_("Clics refusés"))
    net_micros = Euros(
        verbose_name=_("Net du mois"), order_by=("gross_micros", "reversed_micros")
    )
    paid_micros = Euros(verbose_name=_("Reversé"))
    payable_micros = Euros(verbose_name=_("Payable à la fin"))

    class Meta:
        order_by = ("-month",)

    def render_month(self, value: Any) -> str:  # noqa: ANN401 - django-tables2 hands a date
        """Write the month in words."""
        return month_label(value)

    def value_month(self, value: Any) -> str:  # noqa: ANN401 - django-tables2 hands a date
        """Export it so that it sorts."""
        return f"{value:%Y-%m}"


class OfMonth(Table):
    """The statements of a month, cinema by cinema."""

    cinema = Link(
        verbose_name=_("Cinéma"),
        linkify=("statements:statement", [A("pk")]),
        order_by=("cinema__commune", "cinema__name"),
    )
    number = Count(verbose_name=_("Numéro"))
    clicks = Count(verbose_name=_("Clics rémunérés"))
    refused_clicks = Count(verbose_name=_("Clics refusés"))
    gross_micros = Euros(verbose_name=_("Brut"))
    reversed_micros = Euros(verbose_name=_("Repris"))
    paid_micros = Euros(verbose_name=_("Reversé"))
    pending_micros = Euros(verbose_name=_("En attente"))
    payable_micros = Euros(verbose_name=_("Payable à la fin"))
    sha256 = Text(verbose_name=_("Empreinte"), orderable=False)

    def render_sha256(self, value: str) -> str:
        """Show its beginning."""
        return value[:_SHOWN_OF_A_HASH]

    def value_sha256(self, value: str) -> str:
        """Export it whole."""
        return value


class Postings(Table):
    """The postings behind a figure: one row an entry of the cinema."""

    at = Moment(verbose_name=_("Compté le"), accessor="posting__at")
    kind = Text(verbose_name=_("Genre"), accessor="posting__kind", orderable=False)
    campaign = Text(
        verbose_name=_("Film et campagne"), accessor="owing", orderable=False
    )
    owed_micros = Euros(verbose_name=_("Part"))
    others = Count(verbose_name=_("Autres cinémas"))
    memo = Text(
        verbose_name=_("Libellé"),
        accessor="posting__memo",
        orderable=False,
        empty_values=(),
    )
    posting = Text(verbose_name=_("Écriture"), accessor="posting_id", orderable=False)
    link = Text(
        verbose_name=_("Maillon et empreinte"),
        accessor="posting__link",
        orderable=False,
        attrs=NEVER_BROKEN,
    )

    def __init__(
        self,
        *args: object,
        campaigns: Mapping[str, NamedCampaign] | None = None,
        **given: Any,  # noqa: ANN401 - what a table takes
    ) -> None:
        self._campaigns = campaigns or {}
        super().__init__(*args, **given)

    def render_kind(self, value: str) -> str:
        """Say it in words."""
        return kind_label(value)

    def render_campaign(self, value: str) -> str:
        """Name the film and the campaign that was clicked."""
        named = self._campaigns.get(value)
        return f"{named.film}, {named.campaign}" if named else NOTHING

    def render_memo(self, record: Any) -> str:  # noqa: ANN401 - an annotated entry
        """Say a reason in words, and when a click was made that came too late."""
        posting, clicked = record.posting, record.clicked_at
        if clicked is not None and clicked != posting.at:
            day = date_format(localtime(clicked), "j N Y, H:i")
            return gettext("arrivé en retard, cliqué le %s") % day
        return reason_label(posting.memo) or NOTHING

    def render_link(self, value: int, record: Any) -> str:  # noqa: ANN401 - see above
        """Show its number and the beginning of its hash."""
        return f"{value} · {(record.link_hash or NOTHING)[:_SHOWN_OF_A_HASH]}"

    value_kind = render_kind
    value_campaign = render_campaign
    value_memo = render_memo

    def value_link(self, value: int, record: Any) -> str:  # noqa: ANN401 - see above
        """Export the hash whole."""
        return f"{value} {record.link_hash or ''}"
