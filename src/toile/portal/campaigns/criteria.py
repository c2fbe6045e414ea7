"""A line's criteria and refusals in plain French, for distributors and spectators."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toile.ads.clicks.unbilled import UnbilledReason
from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.selectors import targeting
from toile.portal.campaigns.subjects import DEVICES, LANGUAGES, SUBJECTS, UNKNOWN
from toile.portal.inventory.interests import INTERESTS
from toile.wire.geography import DEPARTEMENTS, REGIONS
from toile.wire.targeting import AgeRange, Geography

__all__ = ["INTERESTS", "REASONS", "describe", "describe_buying", "reason_label"]

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
            ", ".join(str(INTERESTS.get(one, one)) for one in line.interests),
        ),
        (_("Salles Art et Essai"), _("oui") if line.pool else ""),
        (_("Appareils"), _named(DEVICES, wanted.devices)),
        (_("Heures"), line.parts_of_week.replace("\n", " ; ")),
        (_("Langue de la page"), _named(LANGUAGES, wanted.languages)),
        (_("Mots de la page"), ", ".join(wanted.keywords)),
        (_("Sujets de la page"), _named(SUBJECTS, wanted.categories)),
        (_("Sujets exclus"), _named(SUBJECTS, wanted.categories_excluded)),
        (_("Sites exclus"), ", ".join(wanted.hosts_excluded)),
        (_("Répétition"), _cap(line)),
    ]
    return [(label, value) for label, value in found if value]


def describe_buying(line: LineItem) -> list[tuple[str, str]]:
    """How a line is bought, for those who pay and deliver; the usual is left out."""
    unlike = [
        (_("exclu si inconnu : %s") if said == "strict" else _("admis si inconnu : %s"))
        % UNKNOWN.get(name, name)
        for name, said in line.unknown.items()
    ]
    paced = line.pacing != LineItem.Pacing.EVEN
    found = [
        (_("Valeurs inconnues"), " ; ".join(unlike)),
        (_("Diffusion"), line.get_pacing_display() if paced else ""),
        (_("Enchère au plus juste"), _("oui") if line.shading else ""),
        (_("Sans consentement"), _("par le contexte") if line.anonymous else ""),
        (_("Deals"), ", ".join(str(deal) for deal in line.deals.all())),
    ]
    return [(label, value) for label, value in found if value]


def _named(labels: Mapping[str, object], codes: Iterable[str]) -> str:
    return ", ".join(str(labels.get(code, code)) for code in codes)


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
    said: list[str] = []
    if line.cap_impressions is not None:
        times = _("%(times)d fois au plus par personne") % {
            "times": line.cap_impressions
        }
        days = ngettext("par jour", "en %(days)d jours", line.cap_days)
        said.append(f"{times}, {days % {'days': line.cap_days}}")
    for number, words in (
        (line.cap_an_hour, _("%d par heure")),
        (line.cap_flight, _("%d en tout")),
        (line.cap_apart_seconds, _("%d secondes entre deux")),
    ):
        if number:
            said.append(words % number)
    return " ; ".join(said)
