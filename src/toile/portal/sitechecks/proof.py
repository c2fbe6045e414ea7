"""A check as a ZIP for an audit: the report, the pictures, and their hashes."""

import io
import json
import zipfile

from toile.portal.sitechecks import pictures
from toile.portal.sitechecks.models import SiteCheck
from toile.portal.sitechecks.services import KEPT
from toile.portal.sitechecks.words import told

READ_ME = """\
Vérification du site « %(site)s » (%(cinema)s), faite le %(at)s.

rapport.json   ce qui a été trouvé, avec la clé du pixel et les temps
rapport.txt    la même chose en français
*.jpg          le bandeau avant tout choix, après un oui, après un non
SHA256SUMS     les empreintes ; « sha256sum -c SHA256SUMS » les vérifie

Les mêmes empreintes sont au journal d'audit (« site vérifié »), dont la chaîne montre
toute réécriture. Vérifications et images sont gardées %(years)d ans, puis effacées.
"""


def archive_of(check: SiteCheck) -> bytes:
    """Write the file; a picture that is no more, or no longer the same, is left out."""
    out, sums = io.BytesIO(), []
    given = {
        "site": check.site.name,
        "cinema": check.site.cinema,
        "at": f"{check.at:%Y-%m-%d %H:%M:%S UTC}",
        "years": KEPT.days // 365,
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("LISEZ-MOI.txt", READ_ME % given)
        report = json.dumps(check.report, ensure_ascii=False, indent=1)
        file.writestr("rapport.json", report)
        file.writestr("rapport.txt", _in_french(check))
        for one in check.pictures.all():
            if pictures.intact(one.sha256):
                name = f"{one.moment}.jpg"
                file.writestr(name, pictures.path_of(one.sha256).read_bytes())
                sums.append(f"{one.sha256}  {name}\n")
        file.writestr("SHA256SUMS", "".join(sums))
    return out.getvalue()


def _in_french(check: SiteCheck) -> str:
    lines = [f"{check.told.url}\n"]
    for one in told(check.told):
        lines.append(f"{one.label} : {one.state}. {one.what}")
        if one.remedy:
            lines.append(f"    {one.remedy}")
    return "\n".join(lines) + "\n"
