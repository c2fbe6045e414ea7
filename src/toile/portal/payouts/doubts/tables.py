"""What was found and judged, as a table."""

from django.utils.translation import gettext_lazy as _

from toile.portal.ui.tables import Count, Day, Moment, Table, Text


class Judged(Table):
    """Findings that are decided: by the machine, or by whom."""

    day = Day(verbose_name=_("Jour"))
    kind = Text(verbose_name=_("Constat"))
    line = Text(verbose_name=_("Ligne"), order_by="line__name")
    clicks = Count(verbose_name=_("Clics rémunérés"))
    taken = Count(verbose_name=_("Repris"))
    state = Text(verbose_name=_("Décision"))
    decided_by = Text(verbose_name=_("Par"), order_by="decided_by__email")
    decided_at = Moment(verbose_name=_("Le"))
    reason = Text(verbose_name=_("Pourquoi"))
