"""Carry over the facts of the Art et Essai cinemas from the CNC's open file.

    PYTHONPATH=src python scripts/cnc_facts.py etablissements-cinematographiques.csv

The file is the CNC's dataset "établissements cinématographiques" (Licence Ouverte 2.0).
"""

import sys
from pathlib import Path

from toile.portal.cinemas.listing import FACTS, read_cnc, write_facts


def main() -> None:
    """Read, keep Art et Essai, write."""
    reading = read_cnc(Path(sys.argv[1]).read_text(encoding="utf-8-sig"))
    for fault in reading.faults:
        print(fault)
    kept = [one for one in reading.cinemas if one.category]
    FACTS.write_text(write_facts(kept), encoding="utf-8")
    print(f"{FACTS}: {len(kept)} cinemas, {FACTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
