"""All members' sites with their newest check, as a table."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.cinemas.models import Site
from toile.portal.sitechecks.models import SiteCheck
from toile.portal.ui.tables import Filters, Link, Moment, State, Table, Text, search

_RESULTS = dict(SiteCheck.Result.choices)


def _words(site: Site) -> str:
    return str(_RESULTS.get(vars(site)["check_result"], _("jamais vérifié")))


class CheckedSites(Table):
    """Each site: how it stands, and when it was last looked at."""

    name = Link(verbose_name=_("Site"), linkify=("sitechecks:cinema", [A("cinema_id")]))
    cinema = Text(verbose_name=_("Cinéma"), accessor="cinema__name")
    check_result = State(
        verbose_name=_("Dernière vérification"), label=_words, empty_values=()
    )
    last_at = Moment(verbose_name=_("Faite le"))
    check_tool = Text(verbose_name=_("Outil de consentement"))
    status = State(verbose_name=_("Collecte"), label="get_status_display")

    class Meta:
        order_by = "last_at"


class SiteFilters(Filters):
    """By name, by result, and suspended or not."""

    q = search("name", "cinema__name", label=_("Site ou cinéma"))
    check_result = django_filters.ChoiceFilter(
        label=_("Résultat"), choices=SiteCheck.Result.choices, empty_label=_("Tous")
    )
    status = django_filters.ChoiceFilter(
        label=_("Collecte"), choices=Site.Status.choices, empty_label=_("Toutes")
    )
