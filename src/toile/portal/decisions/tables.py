"""The queue and the answers as tables."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.portal.approvals.models import Approval
from toile.portal.decisions.selectors import Waiting
from toile.portal.ui.tables import Filters, Link, Moment, State, Table, Text, search


class Queue(Table):
    """What waits; films of known distributors can be ticked."""

    pick = tables.Column(
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
        verbose_name=_("Choix"),
    )
    name = Link(verbose_name=_("Demande"), linkify=lambda record: record.url)
    kind_words = Text(verbose_name=_("Genre"))
    asker = Text(verbose_name=_("Demandeur"))
    since = Moment(verbose_name=_("Depuis"))
    state = State(verbose_name=_("État"), label="state_words")

    def __init__(
        self,
        *args: object,
        known: set[str],
        may_decide: bool,
        **given: Any,  # noqa: ANN401 - what every table takes
    ) -> None:
        self._known = known if may_decide else set()
        super().__init__(*args, **given)

    def render_pick(self, record: Waiting) -> str:
        """A box where several can be decided at once."""
        if record.kind != Approval.Kind.FILM or record.asker_id not in self._known:
            return ""
        label = gettext("Choisir %s") % record.name
        return format_html(
            '<input type="checkbox" class="checkbox checkbox-sm" name="films" '
            'value="{}" aria-label="{}">',
            record.key,
            label,
        )


class Answers(Table):
    """What the union decided."""

    subject_name = Link(
        verbose_name=_("Objet"), linkify=("decisions:request", [tables.A("pk")])
    )
    kind = Text(verbose_name=_("Genre"), accessor="get_kind_display", order_by="kind")
    organisation = Text(verbose_name=_("Demandeur"), accessor="organisation__name")
    status = State(verbose_name=_("Décision"), label="get_status_display")
    decided_at = Moment(verbose_name=_("Le"))
    decided_by = Text(verbose_name=_("Par"), order_by="decided_by__email")
    comment = Text(verbose_name=_("Commentaire"))


class AnswerFilters(Filters):
    """Which answers."""

    q = search("subject_name", "organisation__name", "comment")
    kind = django_filters.ChoiceFilter(
        label=_("Genre"), choices=Approval.Kind.choices, empty_label=_("Tous")
    )
    status = django_filters.ChoiceFilter(
        label=_("Décision"),
        empty_label=_("Toutes"),
        choices=[
            (Approval.Status.APPROVED, Approval.Status.APPROVED.label),
            (Approval.Status.REFUSED, Approval.Status.REFUSED.label),
        ],
    )

    class Meta:
        model = Approval
        fields = ["kind", "status"]
