"""A line's criteria and refusals in plain French, for distributors and spectators."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toile.ads.clicks.unbilled import UnbilledReason
from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.selectors import targeting
from toile.portal.inventory.interests import INTERESTS
from toile.wire.geography import DEPARTEMENTS, REGIONS
from toile.wire.targeting import AgeRange, Geography

__all__ = ["INTERESTS", "REASONS", "describe", "reason_label"]

REASONS = {
    UnbilledReason.BOT: gettext_lazy("robot"),
    UnbilledReason.PREFETCH: gettext_lazy("préchargement"),
    UnbilledReason.EXPIRED: gettext_lazy("publicité affichée plus d’un jour avant"),
    UnbilledReason.REPLAYED: gettext_lazy("lien déjà utilisé"),
    UnbilledReason.NOT_IN_POOL: gettext_lazy("hors du pool"),
    UnbilledReason.OTHER_BROWSER: gettext_lazy("autre navigateur"),
    UnbilledReason.TOO_FAST: gettext_lazy("moins d’une seconde après l’affichage"),
    UnbilledReason.NOT_FOLLOWED: gettext_lazy("adresse appelée sans clic"),
    UnbilledReason.DOUBLE_CLICK: gettext_lazy("double clic"),
    UnbilledReason.DAILY_LIMIT: gettext_lazy("déjà rémunéré dans les 24 heures"),
    UnbilledReason.NO_CINEMA: gettext_lazy("aucun cinéma visité"),
    UnbilledReason.NO_AGREEMENT: gettext_lazy("pas de convention en vigueur"),
}


def reason_label(code: str) -> str:
    """Say why a click was not billed; an unknown code is shown as it is."""
    known = {reason.value: label for reason, label in REASONS.items()}
    return str(known.get(code, code))


def describe(line: LineItem) -> list[tuple[str, str]]:
    """Each criterion of a line as label and value; what is not asked is left out."""
    wanted = targeting(line)
    places = sorted({str(place.publisher) for place in line.placements.all()})
    found = [
        (_("Sites choisis"), ", ".join(places)),
        (_("Lieux"), ", ".join(_place(one) for one in wanted.geography)),
        (_("Âges"), ", ".join(_ages(one) for one in wanted.ages)),
        (_("Genres"), ", ".join(_gender(one) for one in wanted.genders)),
        (
            _("Centres d’intérêt"),
            ", ".join(str(INTERESTS.get(one, one)) for one in wanted.interests),
        ),
        (_("Salles Art et Essai"), _("oui") if line.pool else ""),
        (_("Répétition"), _cap(line)),
    ]
    return [(label, value) for label, value in found if value]


def _place(place: Geography) -> str:
    if place.departement:
        known = DEPARTEMENTS.get(place.departement)
        return f"{known.name} ({place.departement})" if known else place.departement
    if place.region:
        return REGIONS.get(place.region, place.region)
    return _("France") if place.country == "FR" else place.country or ""


def _ages(ages: AgeRange) -> str:
    return _("de %(youngest)d à %(oldest)d ans") % {
        "youngest": ages.youngest,
        "oldest": ages.oldest,
    }


def _gender(gender: str) -> str:
    return _("femmes") if gender == "female" else _("hommes")


def _cap(line: LineItem) -> str:
    if line.cap_impressions is None:
        return ""
    times = _("%(times)d fois au plus par personne") % {"times": line.cap_impressions}
    days = ngettext("par jour", "en %(days)d jours", line.cap_days)
    return f"{times}, {days % {'days': line.cap_days}}"
