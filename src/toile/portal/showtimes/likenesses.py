"""Why a film of the programme is, or may be, one of the catalogue; in French."""

from django.utils.translation import gettext_lazy

from toile.portal.showtimes.matching.likeness import Likeness

LABELS = {
    Likeness.SAME: gettext_lazy("même titre, même réalisation"),
    Likeness.NO_DIRECTOR: gettext_lazy("même titre, réalisation non précisée"),
    Likeness.INITIALS: gettext_lazy("même titre, réalisation écrite autrement"),
    Likeness.OTHER_YEAR: gettext_lazy("même titre, même réalisation, autre année"),
    Likeness.SEVERAL: gettext_lazy("plusieurs films du catalogue lui ressemblent"),
    Likeness.LIKE_TITLE: gettext_lazy("même réalisation, titre proche"),
    Likeness.NONE: gettext_lazy("aucun film du catalogue ne lui ressemble"),
}


def likeness_label(code: str) -> str:
    """Say how alike they are; an unknown code is shown as it is."""
    known = {likeness.value: label for likeness, label in LABELS.items()}
    return str(known.get(code, code))
