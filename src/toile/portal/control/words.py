"""What the edge's codes mean, in French; an unknown code is shown as it is."""

from django.utils.translation import gettext_lazy as _

from toile.ads.delivery.refusals import NoBidReason

NO_BID = {
    NoBidReason.INVALID_REQUEST: _("emplacement inconnu"),
    NoBidReason.BLOCKED_SITE: _("site inconnu, ou non permis à cette place de marché"),
    NoBidReason.UNMATCHED_USER: _("personne hors du pool"),
    NoBidReason.USER_CAP: _("limite par personne atteinte"),
    NoBidReason.ADS_TXT_UNAVAILABLE: _("ads.txt du site jamais lu"),
    NoBidReason.ADS_TXT_VIOLATION: _("vendeur absent de l’ads.txt du site"),
    NoBidReason.INSUFFICIENT_TIME: _("trop peu de temps pour répondre"),
    NoBidReason.INCOMPLETE_CHAIN: _("chaîne de vendeurs incomplète"),
    NoBidReason.BLOCKED_NODE: _("vendeur écarté dans la chaîne"),
    NoBidReason.NO_LINE: _("aucune ligne pour cet emplacement"),
    NoBidReason.OUT_OF_FLIGHT: _("hors des dates"),
    NoBidReason.GEOGRAPHY: _("hors de la zone, ou lieu inconnu"),
    NoBidReason.INTERESTS: _("centres d’intérêt différents"),
    NoBidReason.SMALL_SEGMENT: _("segment plus petit que les règles ne le permettent"),
    NoBidReason.BUDGET: _("budget dépensé"),
    NoBidReason.PACING: _("en avance sur le rythme"),
    NoBidReason.NO_CONSENT: _("pas de consentement"),
    NoBidReason.HELD_OUT: _("groupe témoin"),
    NoBidReason.BELOW_FLOOR: _("sous le prix plancher"),
    NoBidReason.QUERIES_A_SECOND: _("plus de demandes par seconde que convenu"),
    NoBidReason.SEAT: _("notre siège d’acheteur n’est pas admis"),
    NoBidReason.CURRENCY: _("monnaie sans taux, ou euros refusés"),
    NoBidReason.DEAL: _("réservée à d’autres deals"),
    NoBidReason.CREATIVE: _("aucune création de cette taille ou de ce genre"),
    NoBidReason.ATTRIBUTE: _("genre de publicité refusé par la page"),
    NoBidReason.CATEGORY: _("publicités de films refusées par la page"),
    NoBidReason.ADVERTISER: _("distributeur refusé par la page"),
    NoBidReason.CREATIVE_LANGUAGE: _("publicités en français refusées"),
    NoBidReason.DEVICE: _("autre appareil, ou appareil inconnu"),
    NoBidReason.DAYPART: _("hors des heures"),
    NoBidReason.AGE: _("hors de la tranche d’âge"),
    NoBidReason.GENDER: _("autre genre"),
    NoBidReason.LANGUAGE: _("autre langue"),
    NoBidReason.KEYWORDS: _("aucun des mots dans la page"),
    NoBidReason.CONTENT: _("page sur un autre sujet, ou sur un sujet exclu"),
    NoBidReason.HOST_EXCLUDED: _("site exclu par la ligne"),
    NoBidReason.SEGMENT_EXCLUDED: _("personne d’un segment exclu"),
    NoBidReason.PLACEMENT: _("emplacement qu’aucune ligne n’a choisi"),
    NoBidReason.CHILDREN: _("page pour enfants"),
    NoBidReason.FORMAT: _("ligne sans enchères, ou pas pour ce format"),
    NoBidReason.INSECURE: _("page chiffrée, installation qui ne l’est pas"),
    NoBidReason.DOMAIN_SPOOFED: _("page d’un autre site que celui annoncé"),
}

_OUTCOMES = {
    "served": _("publicité servie"),
    "bid": _("enchères faites"),
    "wrong_secret": _("secret ou réseau faux"),
    "unknown_exchange": _("place de marché inconnue"),
    "matched": _("identifiants échangés"),
    "no_cookie": _("navigateur que nous ne connaissons pas"),
    "forgotten": _("personne qui s’est retirée"),
    "shown": _("cadres montrés"),
    "known": _("lecteur connu"),
    "unknown": _("lecteur inconnu"),
    "recorded": _("notées"),
    "measured": _("clics mesurés"),
    "foreign_origin": _("page d’une autre adresse"),
    "bad_token": _("jeton faux ou périmé"),
    "malformed": _("demande mal faite"),
    "unreadable_gzip": _("corps gzip illisible"),
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
    "bid": _("Enchères"),
    "match": _("Appariement"),
    "sync": _("Appariement, par nos pages"),
    "frame": _("Cadres"),
    "media": _("Fichiers"),
    "visit": _("Visites"),
    "consent": _("Consentements"),
    "me": _("Mes données"),
}


# Doors that are counted apart: "bid equativ", "browser firefox".
_NAMED_DOORS = {"bid": _("Enchères"), "browser": _("Navigateurs")}

BROWSERS = {
    "chrome": "Chrome",
    "edge": "Edge",
    "firefox": "Firefox",
    "opera": "Opera",
    "safari": "Safari",
    "samsung": "Samsung Internet",
    "other": _("autres"),
}


def outcome_label(code: str) -> str:
    """Say what an outcome of a door means."""
    known = {reason.name.lower(): label for reason, label in NO_BID.items()}
    return str((known | _OUTCOMES).get(code, code))


def door_label(code: str) -> str:
    """Say what a door is for."""
    kind, _space, name = code.partition(" ")
    if name and kind in _NAMED_DOORS:
        return f"{_NAMED_DOORS[kind]} ({BROWSERS.get(name, name)})"
    return str(_DOORS.get(code, code))
