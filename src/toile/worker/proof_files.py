"""The file of a site's proofs: a ZIP of what was asked for, by the pool's side."""

import datetime
import io
import secrets
import zipfile

from toile.pool import proofs
from toile.pool.proof_export import Strand, as_csv, as_json, pseudonyms, strand_between
from toile.profiles import Space
from toile.wire.calendar import midnight_ms
from toile.wire.ids import Ulid

MOST_PROOFS = 200_000
"""So many at a time: some 20 MB written out, held in memory."""

READ_ME = """\
Preuves du consentement : %(name)s, du %(since)s au %(until)s (heure de Paris).

preuves.csv    une ligne par oui, non, retrait, et par oui qui n'a pas été cru
preuves.json   les mêmes, avec de quoi refaire chaque empreinte sans autre fichier

Une personne y porte un nom tiré au sort pour ce seul fichier ; qui a refusé, retiré son
oui ou été effacé n'en porte aucun. Refaire la chaîne : l'empreinte d'une preuve est le
SHA-256 de l'empreinte précédente suivie de la preuve en JSON sans espaces.
"""


class TooManyError(Exception):
    """There are more proofs in the period than one file takes."""


def strands_of(
    pool: Space, site: Ulid, since: datetime.date, until: datetime.date
) -> list[Strand]:
    """Read the proofs of a site's days of Paris, both included, strand by strand."""
    since_ms = midnight_ms(since)
    until_ms = midnight_ms(until + datetime.timedelta(days=1))
    return [
        strand_between(
            site, strand, proofs.links(pool, site, strand), since_ms, until_ms
        )
        for _, strand, _ in list(proofs.heads(pool, site))
    ]


def write_file(
    strands: list[Strand], name: str, since: datetime.date, until: datetime.date
) -> bytes:
    """Write the ZIP; raises ``TooManyError``."""
    if sum(len(strand.links) for strand in strands) > MOST_PROOFS:
        raise TooManyError
    facts = {"site": name, "since": since.isoformat(), "until": until.isoformat()}
    whose = pseudonyms(secrets.token_bytes(16))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("LISEZ-MOI.txt", READ_ME % {**facts, "name": name})
        file.writestr("preuves.csv", as_csv(strands, whose))
        file.writestr("preuves.json", as_json(strands, facts, whose))
    return out.getvalue()
