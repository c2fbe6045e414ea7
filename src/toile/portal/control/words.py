"""What the edge's codes mean, in French; an unknown code is shown as it is."""

from django.utils.translation import gettext_lazy as _

from toile.ads.delivery.refusals import NoBidReason

NO_BID = {
    NoBidReason.INVALID_REQUEST: _("emplacement inconnu"),
    NoBidReason.UNMATCHED_USER: _("personne hors du pool"),
    NoBidReason.USER_CAP: _("limite par personne atteinte"),
    NoBidReason.ADS_TXT_UNAVAILABLE: _("ads.txt du site jamais lu"),
    NoBidReason.ADS_TXT_VIOLATION: _("vendeur absent de l’ads.txt du site"),
    NoBidReason.INCOMPLETE_CHAIN: _("chaîne de vendeurs incomplète"),
    NoBidReason.BLOCKED_NODE: _("vendeur écarté dans la chaîne"),
    NoBidReason.NO_LINE: _("aucune ligne pour cet emplacement"),
    NoBidReason.OUT_OF_FLIGHT: _("hors des dates"),
    NoBidReason.GEOGRAPHY: _("hors de la zone, ou lieu inconnu"),
    NoBidReason.INTERESTS: _("centres d’intérêt différents"),
    NoBidReason.SMALL_SEGMENT: _("segment plus petit que les règles ne le permettent"),
    NoBidReason.BUDGET: _("budget dépensé"),
    NoBidReason.PACING: _("en avance sur le rythme"),
    NoBidReason.NO_CONSENT: _("pas de consentement pour un pop-up"),
    NoBidReason.HELD_OUT: _("groupe témoin"),
    NoBidReason.BELOW_FLOOR: _("sous le prix plancher"),
    NoBidReason.DOMAIN_SPOOFED: _("page d’un autre site que celui annoncé"),
}

_OUTCOMES = {
    "served": _("publicité servie"),
    "recorded": _("notées"),
    "measured": _("clics mesurés"),
    "foreign_origin": _("page d’une autre adresse"),
    "bad_token": _("jeton faux ou périmé"),
    "malformed": _("demande mal faite"),
    "journal_unavailable": _("journal hors service"),
    "store_unavailable": _("profils hors service"),
    "late": _("arrivés tard, comptés"),
    "too_late": _("arrivés trop tard"),
    "above_bid": _("au-dessus de l’enchère"),
}

_DOORS = {
    "ad": _("Demandes de publicité"),
    "imp": _("Impressions"),
    "view": _("Visibilité"),
    "video": _("Lecture du teaser"),
    "click": _("Clics"),
    "win": _("Enchères gagnées"),
    "bill": _("Achats facturés"),
    "loss": _("Enchères perdues"),
    "frame": _("Cadres"),
    "media": _("Fichiers"),
    "visit": _("Visites"),
    "consent": _("Consentements"),
    "me": _("Mes données"),
}


def outcome_label(code: str) -> str:
    """Say what an outcome of a door means."""
    known = {reason.name.lower(): label for reason, label in NO_BID.items()}
    return str((known | _OUTCOMES).get(code, code))


def door_label(code: str) -> str:
    """Say what a door is for."""
    return str(_DOORS.get(code, code))
