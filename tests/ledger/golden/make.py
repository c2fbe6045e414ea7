"""Write the golden papers anew: ``python tests/ledger/golden/make.py``; read the diff.

Nothing here decides what is right: a change of these files is a change of the law, of
the standard, or of what we send.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[2] / "src"), str(HERE.parent)]

from fec_year import year  # noqa: E402 - after the path
from papers import royals, taken_back  # noqa: E402
from toile.ledger.facturx import to_xml  # noqa: E402
from toile.ledger.fec import write  # noqa: E402

if __name__ == "__main__":
    (HERE / "invoice.xml").write_bytes(to_xml(royals()))
    (HERE / "credit_note.xml").write_bytes(to_xml(taken_back()))
    (HERE / "fec.txt").write_bytes(write(year()))
