"""Write docs/samples from the fixtures of tests: an invoice, its credit note, a FEC.

``--check`` only tells which files are old. The same words give the same bytes.
"""

import argparse
import datetime
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "ledger")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toile.portal.project.settings")

import django  # noqa: E402 - after the path

django.setup()

from fec_year import year  # noqa: E402
from papers import royals, taken_back  # noqa: E402
from toile.ledger.facturx import to_xml  # noqa: E402
from toile.ledger.fec import write  # noqa: E402
from toile.portal.invoices.paper import facturx_pdf  # noqa: E402

FOLDER = ROOT / "docs" / "samples"
AT = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)


def samples() -> dict[str, bytes]:
    """Each file by its name."""
    invoice, note = royals(), taken_back()
    return {
        "invoice.pdf": facturx_pdf(invoice, to_xml(invoice), AT),
        "invoice.xml": to_xml(invoice),
        "credit-note.pdf": facturx_pdf(note, to_xml(note), AT),
        "404833048FEC20261231.txt": write(year()),
    }


def main() -> None:
    """Write the files, or tell which are old."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    FOLDER.mkdir(exist_ok=True)
    old = []
    for name, content in samples().items():
        file = FOLDER / name
        if file.exists() and file.read_bytes() == content:
            continue
        old.append(name)
        if not check:
            file.write_bytes(content)
    print("old:" if check else "written:", ", ".join(old) or "none")
    if check and old:
        sys.exit(1)


if __name__ == "__main__":
    main()
