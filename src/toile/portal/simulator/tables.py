"""Both rules side by side as a table."""

from django.utils.translation import gettext_lazy as _

from toile.portal.ui.tables import Euros, Link, Table


class Comparison(Table):
    """One row a cinema."""

    name = Link(verbose_name=_("Cinéma"), linkify=True)
    paid_micros = Euros(verbose_name=_("Payé"))
    would_micros = Euros(verbose_name=_("Aurait été payé"))
    difference_micros = Euros(verbose_name=_("Différence"))
