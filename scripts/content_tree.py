"""Copy the tree of the IAB's Content Taxonomies 2.2 and 3.1 into the bidder.

    scripts/content_tree.py Content_Taxonomy_2.2.tsv Content_Taxonomy_3.1.tsv

Reads the tables of IAB Tech Lab (CC BY 3.0); writes ids and parents, no names.
"""

import csv
import sys
from pathlib import Path

OUT = Path("src/toile/ads/bidding/content_tree.csv")
HEADER_LINES = 2


def main() -> None:
    """Read, join, write: a dash where a taxonomy does not have an id."""
    two, three = map(parents, sys.argv[1:])
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "parent_in_2", "parent_in_3"))
        for each in sorted({*two, *three}, key=lambda one: (len(one), one)):
            writer.writerow((each, two.get(each, "-"), three.get(each, "-")))


def parents(path: str) -> dict[str, str]:
    """Read the parent of each id; "" for those at the top."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[HEADER_LINES:]
    return {row[0].strip(): row[1].strip() for row in rows if row[0].strip()}


if __name__ == "__main__":
    main()
