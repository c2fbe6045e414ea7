"""Hours and words as people write them, and as the ads wing compares them."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from toile.wire.targeting import Daypart

DAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
_LAST_HOUR = 24
_MOST_WORDS = 100
_LONGEST_WORD = 60
_HOURS = re.compile(r"(\d{1,2})h?\s*(?:-|à|–)\s*(\d{1,2})h?")


def check_dayparts(parts: Iterable[Daypart]) -> None:
    """Raise ``ValueError`` for hours and days that no week has."""
    for part in parts:
        days_exist = part.days and all(0 <= day < len(DAYS) for day in part.days)
        if not (days_exist and 0 <= part.first < part.until <= _LAST_HOUR):
            raise ValueError(part)


def read_hours(text: str) -> list[dict[str, object]]:
    """Read lines like "lun-ven 18h-23h" or "sam, dim 10h-24h"; all faults at once."""
    parts: list[dict[str, object]] = []
    faults: list[ValidationError] = []
    for line in filter(None, map(str.strip, text.lower().splitlines())):
        days, hours = _days_and_hours(line)
        if not days or hours is None:
            faults.append(
                ValidationError(
                    _("« %(line)s » se lit mal : écrivez « lun-ven 18h-23h »."),
                    params={"line": line},
                )
            )
        else:
            parts.append({"days": days, "first": hours[0], "until": hours[1]})
    if faults:
        raise ValidationError(faults)
    return parts


def write_hours(parts: Iterable[dict[str, object]]) -> str:
    """Write parts of the week one a line, as ``read_hours`` reads them."""
    lines = []
    for part in parts:
        days = part["days"]
        assert isinstance(days, list | tuple)
        lines.append(f"{_written(sorted(days))} {part['first']}h-{part['until']}h")
    return "\n".join(lines)


def clean_words(words: Iterable[str]) -> list[str]:
    """Write words as pages' are compared: lower case, each once."""
    cleaned = dict.fromkeys(
        found for word in words if (found := " ".join(str(word).lower().split()))
    )
    if len(cleaned) > _MOST_WORDS:
        raise ValidationError(
            _("Au plus %(most)d mots : gardez ceux qui comptent."),
            params={"most": _MOST_WORDS},
        )
    for word in cleaned:
        if len(word) > _LONGEST_WORD:
            raise ValidationError(
                _("« %(word)s… » est trop long : séparez les mots par des virgules."),
                params={"word": word[:20]},
            )
    return list(cleaned)


def _days_and_hours(line: str) -> tuple[list[int], tuple[int, int] | None]:
    found = _HOURS.search(line)
    if found is None:
        return [], None
    first, until = int(found[1]), int(found[2])
    hours = (first, until) if first < until <= _LAST_HOUR else None
    return _days(line[: found.start()]), hours


def _days(text: str) -> list[int]:
    """Read "lun-ven, dim"; nothing before the hours is every day."""
    days: set[int] = set()
    for part in re.split(r"[\s,]+", text.strip()):
        if not part:
            continue
        first, dash, last = part.replace(".", "").partition("-")
        ends = [first[:3], last[:3] if dash else first[:3]]
        if any(end not in DAYS for end in ends):
            return []
        low, high = (DAYS.index(end) for end in ends)
        # From Friday to Monday goes over Sunday.
        days.update(
            range(low, high + 1) if low <= high else {*range(low, 7), *range(high + 1)}
        )
    return sorted(days) if text.strip() else list(range(len(DAYS)))


def _written(days: list[int]) -> str:
    """Write days that follow each other as a stretch."""
    stretches: list[list[int]] = []
    for day in days:
        if stretches and stretches[-1][-1] == day - 1:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return ", ".join(
        DAYS[one[0]] if len(one) == 1 else f"{DAYS[one[0]]}-{DAYS[one[-1]]}"
        for one in stretches
    )
