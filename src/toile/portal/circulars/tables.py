"""Messages, and to whom they went, as tables."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.ui.tables import Count, Link, Moment, State, Table, Text


class Circulars(Table):
    """Drafts and sent messages."""

    subject = Link(verbose_name=_("Objet"), linkify=("circulars:circular", [A("pk")]))
    state = State(verbose_name=_("État"), label="get_state_display")
    reached = Count(verbose_name=_("Destinataires"))
    changed_at = Moment(verbose_name=_("Modifié le"))
    sent_at = Moment(verbose_name=_("Envoyé le"))
    sent_by = Text(verbose_name=_("Par"), order_by="sent_by__name")


class Deliveries(Table):
    """Who received a message, and when its mail left."""

    cinema = Link(
        verbose_name=_("Cinéma"),
        linkify=("payouts:cinema", [A("cinema_id")]),
        order_by=("cinema__commune", "cinema__name"),
    )
    address = Text(verbose_name=_("Adresse"))
    mail_state = State(
        verbose_name=_("Courrier"),
        label="mail_words",
        order_by=("state", "mail__state"),
    )
    mail__sent_at = Moment(verbose_name=_("Parti le"), accessor="mail__sent_at")
    error = Text(verbose_name=_("Raison"))


class Recipients(Table):
    """Who would receive a message."""

    cinema = Text(verbose_name=_("Cinéma"), orderable=False)
    address = Text(verbose_name=_("Adresse"))
    state = State(verbose_name=_("Courrier"), label="state_words")
