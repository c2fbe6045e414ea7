"""All that is held about a cinema, for the cinema: figures, money, papers, as a ZIP.

Counts of persons are those that the pages show: rounded, and none
below the smallest cell of the rules in force.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from toile.lab import shown
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.texts import shown as shown_text
from toile.portal.cinemas.choices import told_by_site
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.bank import bank_account
from toile.portal.payouts.models import Entry
from toile.wire.money import Money, to_euros

READ_ME = """\
Vos données dans Toile, telles que le portail les montre.

jours.csv        visites, et choix par paquets de %(least)d, par site et par jour
audience.csv     spectateurs distincts par jour (arrondis, rien sous %(least)d)
ecritures.csv    chaque mouvement de votre compte, avec le numéro de son clic
cinema.json      le cinéma, ses sites, son identité, ses conventions
convention-*.html  le texte de chaque convention signée en ligne, avec son empreinte
convention-*.pdf   les documents scellés, ou le scan de ce qui fut signé sur papier
"""


def archive_of(cinema: Cinema, least: int) -> bytes:
    """Write the file, no count of persons below ``least`` (at most 8 queries)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("LISEZ-MOI.txt", READ_ME % {"least": least})
        file.writestr("jours.csv", _days(cinema, least))
        file.writestr("audience.csv", _audience(cinema, least))
        file.writestr("ecritures.csv", _entries(cinema))
        agreements = list(
            cinema.agreements.select_related("signature").prefetch_related("papers")
        )
        file.writestr("cinema.json", _facts(cinema, agreements))
        for one in agreements:
            signature = getattr(one, "signature", None)
            if signature:
                file.writestr(f"convention-{one.reference}.html", shown_text(signature))
            for paper in one.papers.all():
                name = f"convention-{one.reference}-{paper.kind}.pdf"
                file.writestr(name, bytes(paper.content))
    return out.getvalue()


def _days(cinema: Cinema, least: int) -> str:
    names = dict(cinema.sites.values_list("id", "name"))
    told = told_by_site(names, least)
    rows = sorted((day, site) for site, days in told.items() for day in days)
    head = ("jour", "site", "visites", "acceptations", "refus", "retraits")
    return _csv(
        head,
        (
            (
                day,
                names[site],
                one.visits,
                one.consents or None,
                one.refusals or None,
                one.withdrawals or None,
            )
            for day, site in rows
            for one in (told[site][day],)
        ),
    )


def _audience(cinema: Cinema, least: int) -> str:
    rows = cinema.audience.order_by("day").values_list("day", "spectators", "pool")
    head = ("jour", "spectateurs", "spectateurs_du_pool")
    # Judged anew: a day may have been counted under an older rule.
    return _csv(
        head,
        ((day, *(shown(one or 0, least) for one in counts)) for day, *counts in rows),
    )


def _entries(cinema: Cinema) -> str:
    rows = (
        Entry.objects.filter(account__cinema=cinema)
        .order_by("posting__at", "posting_id")
        .values_list("posting_id", "posting__at", "posting__kind", "amount_micros")
    )
    # A payable is a credit, written below zero: the cinema reads it the other way.
    told = (
        (key, at.isoformat(), kind, to_euros(Money(-amount)))
        for key, at, kind, amount in rows.iterator(chunk_size=2000)
    )
    return _csv(("ecriture", "date", "genre", "euros"), told)


def _facts(cinema: Cinema, agreements: Sequence[Agreement]) -> str:
    identity = getattr(cinema.organisation, "identity", None)
    account = bank_account(cinema.organisation)
    facts = {
        "cinema": {
            "nom": cinema.name,
            "commune": cinema.commune,
            "code_postal": cinema.postal_code,
            "numero_cnc": cinema.cnc_number,
        },
        "sites": [
            {"nom": site.name, "cle": site.key, "adresses": site.origins}
            for site in cinema.sites.order_by("name")
        ],
        "identite": None
        if identity is None
        else {
            "raison_sociale": identity.legal_name,
            "siret": identity.siret,
            "adresse": f"{identity.street}, {identity.postal_code} {identity.town}",
            "tva": identity.vat_regime,
            "numero_tva": identity.vat_number,
        },
        "compte_bancaire": account.masked_iban if account else None,
        "conventions": [_agreement(one) for one in agreements],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _agreement(agreement: Agreement) -> dict[str, object]:
    signature = getattr(agreement, "signature", None)
    ends = agreement.terminated_on or agreement.ends_on
    return {
        "reference": agreement.reference,
        "du": agreement.starts_on.isoformat(),
        "jusqu_au": ends.isoformat() if ends else None,
        "redevance_micro_euros": agreement.fee_micros,
        "fenetre_jours": agreement.window_days,
        "seuil_micro_euros": agreement.threshold_micros,
        "signataire": signature.signer_name if signature else None,
        "empreinte": signature.text_hash if signature else None,
    }


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()
