"""Write docs/tutorial/sites/*.md: one tutorial a maker, from the portal's own steps.

``--check`` only tells which files are old.
"""

import argparse
import sys
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

if not settings.configured:
    settings.configure(USE_I18N=True, LANGUAGE_CODE="fr")
    django.setup()

from toile.portal.members.pixel.makers import MAKERS, OTHER, WORDPRESS, Maker

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/tutorial/sites"
_PICTURES = "../../../src/toile/portal/members/static"
_WRITTEN = (
    "<!-- Écrit par `scripts/tutorials.py` d'après `members/pixel/makers` : "
    "changez-y les mots, puis lancez-le. -->\n"
)


def main() -> int:
    """Write the files, or with ``--check`` only compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    old = [name for name, text in documents().items() if _is_old(name, text)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in old:
        if check:
            print(f"docs/tutorial/sites/{name} is old: run scripts/tutorials.py")
        else:
            (FOLDER / name).write_text(documents()[name], encoding="utf-8")
            print(f"wrote docs/tutorial/sites/{name}")
    return 1 if check and old else 0


def documents() -> dict[str, str]:
    """Give all tutorials by file name."""
    with translation.override("fr"):
        return {f"{code}.md": _tutorial(code, one) for code, one in MAKERS.items()}


def _tutorial(code: str, maker: Maker) -> str:
    name = str(maker.name)
    title = name if code != OTHER else "un autre outil"
    parts = [
        f"# Toile sur un site fait avec {title}\n",
        _WRITTEN,
        f"{_told(code)}{maker.seen_by} Environ {maker.minutes} minutes. "
        "[Ce qui est commun à tous les sites](../installer-le-pixel.md).\n",
        _start(code, maker),
    ]
    for place, step in enumerate(maker.steps, 1):
        # "</head>" is a word here, not a tag.
        words = str(step.words).replace("</head>", "`</head>`")
        parts.append(f"{place}. {words}\n")
        if step.picture:
            source = f"{_PICTURES}/{step.picture.file}"
            parts.append(f"   ![{step.picture.alt}]({source})\n")
    notes = [*maker.hints, *maker.remarks]
    if notes:
        parts.append("## À savoir\n")
        parts.append("".join(f"- {note}\n" for note in notes))
    parts.append(
        "Il reste le [paragraphe de la page de confidentialité]"
        "(../installer-le-pixel.md#3-ajoutez-le-paragraphe-de-confidentialité) et la "
        "[vérification](../installer-le-pixel.md#4-vérifiez).\n"
    )
    return "\n".join(parts)


def _told(code: str) -> str:
    return "" if code == OTHER else "À quoi le reconnaître ? "


def _start(code: str, maker: Maker) -> str:
    page = "La page « Pixel » du portail"
    if code == WORDPRESS:
        return f"{page} donne **l’extension de votre site**, sa clé dedans.\n"
    if maker.by_supplier:
        return f"{page} donne **le mail à envoyer**, vos lignes dedans.\n"
    return f"{page} donne **les lignes à coller**, votre clé dedans.\n"


def _is_old(name: str, text: str) -> bool:
    path = FOLDER / name
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())
