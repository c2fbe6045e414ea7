"""Documents lead where they say, and decisions have a number of their own."""

import re
from collections import Counter
from pathlib import Path

_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
_DECISION = re.compile(r"(?i)decisions? (\d{4})(?: and (\d{4}))?")


def test_every_link_between_documents_leads_to_a_file(
    root: Path, tracked: list[str]
) -> None:
    broken = [
        f"{name}: {target}"
        for name in tracked
        if name.endswith(".md")
        for target in _LINK.findall((root / name).read_text(encoding="utf-8"))
        if not ((root / name).parent / target).exists()
    ]
    assert broken == []


def test_every_decision_has_a_number_of_its_own(root: Path) -> None:
    paths = sorted((root / "docs" / "decisions").glob("*.md"))
    numbers = Counter(path.name[:4] for path in paths)
    assert [number for number, count in numbers.items() if count > 1] == []
    for path in paths:
        assert path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]} ")


def test_every_decision_that_is_cited_exists(root: Path, tracked: list[str]) -> None:
    known = {path.name[:4] for path in (root / "docs" / "decisions").glob("*.md")}
    cited = {
        f"{name}: {number}"
        for name in tracked
        if name.endswith((".py", ".md", ".ts"))
        for numbers in _DECISION.findall((root / name).read_text(encoding="utf-8"))
        for number in numbers
        if number and number not in known
    }
    assert cited == set()
