"""What lies below a category of the IAB's Content Taxonomy, in its second and third.

Both use the same ids, and hang some of them elsewhere: 3.1 took politics out of the
news. Read once a process from ``content_tree.csv``, which ``scripts/content_tree.py``
writes from IAB Tech Lab's own tables (CC BY 3.0).
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

Edition = Literal[2, 3]

_ABSENT = "-"


def family(category: str, edition: Edition) -> tuple[str, ...]:
    """Give a category and all below it; one that an edition lacks by the other's tree.

    What nobody knows is alone.
    """
    known, children = _tree(edition)
    if category not in known:
        _, children = _tree(3 if edition == 2 else 2)
    found = [category]
    for each in found:
        found += children.get(each, ())
    return tuple(found)


@cache
def _tree(edition: Edition) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    known, children = set(), dict[str, tuple[str, ...]]()
    text = (files(__package__) / "content_tree.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        parent = row[f"parent_in_{edition}"]
        if parent == _ABSENT:
            continue
        known.add(row["id"])
        if parent:
            children[parent] = (*children.get(parent, ()), row["id"])
    return frozenset(known), children
