"""An organisation's tokens as a table, and how it is narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import named
from toile.portal.ui.tables import Filters, Moment, State, Table, Text, search


class Name(Text):
    """What people call a token, and its first letters to tell it by."""

    def render(self, record: ApiToken) -> SafeString:
        """Show both."""
        return format_html(
            '<span class="font-medium">{}</span><br><code class="text-xs">{}…</code>',
            record.name,
            record.prefix,
        )

    def value(self, record: ApiToken) -> str:
        """Export both."""
        return str(record)


class Scopes(Text):
    """What a token may do: the codes, each with its words."""

    def render(self, value: list[str]) -> SafeString:
        """Show one a line."""
        return format_html_join(
            SafeString("<br>"),
            '<code class="text-xs whitespace-nowrap" title="{}">{}</code>',
            ((one.label, one.code) for one in named(value)),
        )

    def value(self, value: list[str]) -> str:
        """Export the codes."""
        return ", ".join(value)


class Revoke(Text):
    """The button that ends a token, asked twice."""

    def render(self, record: ApiToken, table: Table) -> SafeString:
        """Show it for a token that still opens something."""
        if record.status != "active":
            return SafeString()
        given = {"token": record, "csrf_token": get_token(table.request)}
        return render_to_string("tokens/_revoke.html", given)


class Tokens(Table):
    """Every token, the newest first."""

    name = Name(verbose_name=_("Nom"))
    scopes = Scopes(verbose_name=_("Droits"), orderable=False)
    standing = State(verbose_name=_("État"), label="status_words")
    user = Text(verbose_name=_("Créé par"), order_by="user__name")
    created_at = Moment(verbose_name=_("Créé le"))
    expires_at = Moment(verbose_name=_("Expire"))
    last_used_at = Moment(verbose_name=_("Dernier usage"), default=_("jamais"))
    revoke = Revoke(
        verbose_name=_("Actions"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )


class TokenFilters(Filters):
    """By name, first letters or maker, by what they may do, by whether they hold."""

    q = search("name", "prefix", "user__name", "user__email")
    scope = django_filters.CharFilter(method="by_scope", label=_("Droit"))
    state = django_filters.ChoiceFilter(
        field_name="standing",
        label=_("État"),
        choices=ApiToken.Status.choices,
        empty_label=_("Tous"),
    )

    class Meta:
        model = ApiToken
        fields: tuple[str, ...] = ()

    def by_scope(
        self, rows: QuerySet[Any], _name: str, text: str
    ) -> QuerySet[ApiToken]:
        """A scope by its code or a part of it."""
        return rows.filter(scopes__icontains=text.strip())
