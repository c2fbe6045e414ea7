"""The codes of doubt and of faults, in words."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "other_controllers": _(
        "le bandeau nommait d’autres organisations que celles du jour"
    ),
    "unknown_text": _("texte de bandeau jamais publié"),
    "other_tool": _("un autre outil que celui que le site a déclaré"),
    "clock_skew": _("choix daté d’un autre jour"),
    "tc_string": _("chaîne TCF illisible ou incomplète"),
    "no_purpose_consent": _("la chaîne TCF ne dit pas oui à tout"),
}

FAULTS = {
    "changed": _("une preuve a été modifiée"),
    "missing": _("une preuve manque"),
    "shorter": _("des preuves scellées ont disparu"),
    "other_than_sealed": _("la chaîne a été réécrite"),
}


def reason(code: str) -> str:
    """Tell why a yes was not believed."""
    return str(REASONS.get(code, code))


def fault(code: str) -> str:
    """Tell what is wrong with a chain."""
    return str(FAULTS.get(code, code))
