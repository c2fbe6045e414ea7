"""The outbox, as a table."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.mail.models import Mail
from toile.portal.ui.tables import (
    Count,
    Filters,
    Link,
    Moment,
    State,
    Table,
    Text,
    search,
)


class Mails(Table):
    """Every mail, and what became of it."""

    made_at = Moment(verbose_name=_("Écrit le"))
    recipient = Text(verbose_name=_("Destinataire"))
    subject = Link(
        verbose_name=_("Objet"),
        linkify=("upkeep:mail", [A("id")]),
        attrs={"a": {"class": "font-medium"}, "td": {"class": "min-w-56"}},
    )
    state = State(verbose_name=_("État"), label="get_state_display")
    attempts = Count(verbose_name=_("Essais"))
    error = Text(verbose_name=_("Raison"), attrs={"td": {"class": "min-w-48"}})

    class Meta:
        order_by = "-made_at"


class MailFilters(Filters):
    """By address or subject, and by state."""

    q = search("recipient", "subject", label=_("Adresse ou objet"))
    state = django_filters.ChoiceFilter(
        label=_("État"), choices=Mail.State.choices, empty_label=_("Tous")
    )
