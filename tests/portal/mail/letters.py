"""Each mail that the portal can write, with the values of an example."""

import datetime
from typing import Any

from toile.portal.circulars.formatting import as_html, as_text

_UNTIL = datetime.datetime(2026, 11, 27, 11, 30, tzinfo=datetime.UTC)

_AGREEMENT = {"reference": "SCARE-2026-12", "starts_on": datetime.date(2026, 12, 1)}

LETTERS: dict[str, dict[str, Any]] = {
    "accounts/invitation": {
        "name": "Camille",
        "inviter": "Aline du Royal",
        "organisation": "Le Royal & Cie",
        "role": "gestionnaire",
        "url": "http://localhost:8000/invitation/abc?a=1&b=2",
        "expires_at": _UNTIL,
    },
    "accounts/password_reset": {
        "name": "Camille",
        "url": "http://localhost:8000/mot-de-passe/abc/",
        "expires_at": _UNTIL,
    },
    "accounts/notice": {
        "name": "",
        "notice": "Une clé d’accès est ajoutée à votre compte.",
        "device": "Chrome sur Linux",
        "ip": "192.0.2.7",
        "url": "http://localhost:8000/connexion/mot-de-passe/",
        "at": _UNTIL,
    },
    "accounts/address": {
        "name": "",
        "before": "camille@exemple.fr",
        "url": "http://localhost:8000/compte/adresse/abc/",
    },
    "accounts/address_taken": {
        "name": "Camille",
        "url": "http://localhost:8000/equipe/",
    },
    "accounts/address_changed": {
        "name": "Camille",
        "after": "neuve@exemple.fr",
        "url": "http://localhost:8000/connexion/",
    },
    "agreements/code": {
        "name": "Camille",
        "digits": "123 456",
        "whose": "Le Royal & Cie",
        "fingerprint": "0123456789abcdef",
        "minutes": 15,
    },
    "agreements/signed": {
        "name": "Camille",
        "agreement": _AGREEMENT,
        "whose": "Le Royal & Cie",
        "for_union": False,
        "url": "http://localhost:8000/conventions/01ABC/",
    },
    "agreements/answered": {
        "name": "Camille",
        "agreement": _AGREEMENT,
        "whose": "Le Royal & Cie",
        "accepted": False,
        "reason": "La page signée manque.",
        "url": "http://localhost:8000/conventions/01ABC/",
    },
    "agreements/ended": {
        "name": "",
        "agreement": _AGREEMENT,
        "whose": "Le Royal & Cie",
        "day": datetime.date(2026, 12, 31),
        "side": "le cinéma",
        "cause": "préavis",
        "reason": "Nous changeons de site.",
        "url": "http://localhost:8000/conventions/01ABC/",
    },
    "statements/issued": {
        "name": "Camille",
        "cinema": "Le Royal & Cie, Toulon",
        "month": "octobre 2026",
        "clicks": 77_351,
        "net_micros": 26_039_333,
        "payable_micros": 26_043_600,
        "url": "http://localhost:8000/releves/01ABC/",
    },
    "sitechecks/union": {
        "name": "Aline",
        "suspended": True,
        "site": "Le Royal & Cie",
        "cinema": "Le Royal, Toulon",
        "reason": "Un cookie est déposé avant le choix.",
        "url": "http://localhost:8000/verifications/01ABC/",
    },
    "alerts/digest": {
        "name": "Karim",
        "alerts": [
            {
                "what": "« Sortie & suites » est à 41 % de son rythme.",
                "remedy": "Regardez pourquoi.",
            }
        ],
        "number": 3,
        "more": 2,
        "url": "http://localhost:8000/alertes/",
    },
    "approvals/asked": {
        "name": "Victor",
        "organisation": "Condor",
        "kind": "campagne",
        "subject_name": "L'Ombre de Staline <sortie> & suites",
        "facts": [
            ["Film", "L'Ombre de Staline"],
            ["Vagues", "Semaine 1 : 13/11/2026–27/11/2026"],
        ],
        "url": "http://localhost:8000/accords/",
    },
    "approvals/commented": {
        "name": "Paul",
        "organisation": "SCARE",
        "kind": "campagne",
        "subject_name": "Sortie nationale",
        "text": "L’affiche dit « avant-première » :\nest-ce encore vrai <le 25> ?",
        "url": "http://localhost:8000/campagnes/01HZY/",
    },
    "approvals/decided": {
        "name": "Paul",
        "kind": "campagne",
        "subject_name": "Sortie nationale",
        "approved": False,
        "comment": "L’affiche est trop sombre.\nÉclaircissez-la 🎬 et redemandez.",
        "url": "http://localhost:8000/campagnes/01HZY/",
    },
    "decisions/site": {
        "name": "Aline",
        "cinema": "Le Royal, Toulon",
        "site": "leroyal",
        "suspended": True,
        "reason": "Aucun refus n’est possible & le bandeau <ne> se ferme pas.",
        "url": "http://localhost:8000/cinemas/01HZY/",
    },
    "amendments/amended": {
        "name": "Aline",
        "whose": "Le Royal, Toulon",
        "reference": "C-2026-001 A1",
        "from_day": _UNTIL.date(),
        "changes": [("Fenêtre d’attribution", "90 jours", "60 jours")],
        "url": "http://localhost:8000/cinemas/01HZY/",
    },
    "circulars/message": {
        "title": "Assemblée générale <du> 12 & 13 décembre",
        "text": as_text("Bonjour,\n\n- **lieu** : Toulon\n- <b>repas</b> offert"),
        "html": as_html("Bonjour,\n\n- **lieu** : Toulon\n- <b>repas</b> offert"),
        "union": "SCARE",
    },
    "webhooks/disabled": {
        "name": "Paul",
        "organisation": "Condor",
        "address": "https://exemple.fr/toile?a=1&b=2",
        "reason": "La réponse est 503 ; il faut une réponse 2xx.",
        "url": "http://localhost:8000/webhooks/01HZY/",
    },
    "members/confirm_address": {
        "name": "",
        "cinema": "Le Pagnol, Toulon",
        "url": "http://localhost:8000/rejoindre/confirmer/abc/",
    },
    "members/known_address": {
        "name": "",
        "cinema": "Le Pagnol, Toulon",
        "url": "http://localhost:8000/rejoindre/",
    },
    "members/bank_account": {
        "name": "Aline",
        "organisation": "Le Royal & Cie",
        "iban": "FR76 •••• •••• 0189",
        "by": "Aline du Royal",
        "given_at": _UNTIL,
        "first": False,
        "url": "http://localhost:8000/connexion/",
    },
    "members/webmaster": {
        "name": "",
        "by": "Aline du Royal",
        "cinema": "Le Royal, Toulon",
        "lines": '<script async src="https://pool.example/pixel.js?site=k"></script>',
        "note": "Merci 🎬",
        "url": "http://localhost:8000/mes-donnees",
    },
    "members/leaving": {
        "name": "Aline",
        "cinema": "Le Royal, Toulon",
        "day": _UNTIL.date(),
        "url": "http://localhost:8000/cinemas/01HZY/participation/",
    },
    "transfers/paid": {
        "name": "Odile",
        "cinema": "Le Royal, Toulon",
        "amount_micros": 30_000_000,
        "reference": "01KB9ZQ4V8T3N5R7W2X6Y1C0DE-0001",
        "iban": "FR76 •••• •••• 0189",
        "url": "http://localhost:8000/cinemas/01/",
    },
    "transfers/came_back": {
        "name": "Odile",
        "cinema": "Le Royal, Toulon",
        "amount_micros": 30_000_000,
        "iban": "FR76 •••• •••• 0189",
        "url": "http://localhost:8000/cinemas/01/",
    },
    "members/leaving_union": {
        "name": "Solène",
        "cinema": "Le Royal, Toulon",
        "day": _UNTIL.date(),
        "reason": "Travaux & fermeture",
        "url": "http://localhost:8000/cinemas/01HZY/",
    },
    "members/weekly": {
        "cinema": "Le Royal",
        "visits": "1 234",
        "week": _UNTIL.date(),
        "last": _UNTIL.date(),
        "figures": [
            ("Visites", "1 234 (la semaine d’avant : 980)"),
            ("Spectateurs distincts", "moins de 50"),
            ("Solde", "12,34 €"),
        ],
        "films": ["L’Ombre de Staline (Condor)", "Pamfir (Météore)"],
        "to_do": "Aucune visite vue. Acceptez le bandeau.",
        "url": "http://localhost:8000/cinemas/01HZY/",
    },
}
