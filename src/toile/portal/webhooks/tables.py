"""The log of an address, as a table."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.ui.tables import Count, Filters, Link, Moment, State, Table, Text
from toile.portal.webhooks.models import Message


class Messages(Table):
    """What an address was told."""

    made_at = Moment(verbose_name=_("Écrit le"))
    event = Link(
        verbose_name=_("Événement"),
        linkify=("webhooks:message", [A("endpoint_id"), A("id")]),
    )
    state = State(verbose_name=_("État"), label="get_state_display")
    last_status = Text(verbose_name=_("Réponse"))
    attempts_made = Count(verbose_name=_("Essais"))
    next_at = Moment(verbose_name=_("Prochain essai"))

    class Meta:
        order_by = "-made_at"


class MessageFilters(Filters):
    """By state."""

    state = django_filters.ChoiceFilter(
        label=_("État"), choices=Message.State.choices, empty_label=_("Tous")
    )
