"""The shapes of what goes in and out: strict, so that the document holds.

What does not have the documented shape is 400 (``invalid-request``); what has it and
is against a rule is 422 (``refused``).
"""

import datetime
import re
from collections.abc import Callable
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)
from pydantic import WithJsonSchema as _Written
from pydantic_core import PydanticCustomError

from toile.portal.api.wording import OURS

RULE = OURS[1]
"""The type of a shape's error that is a matter of rules: 422, not 400."""

KEY_PATTERN = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"
# PostgreSQL refuses the first control character, and names need none.
_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f]")
_IN_PROSE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEARS = range(2000, 2101)


class Given(BaseModel):
    """What a caller sends: the named fields, of their own types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asked(BaseModel):
    """What a caller asks of a list in the query; unknown names are refused."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What is answered."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


def _without(unseen: re.Pattern[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if unseen.search(value):
            raise _against(_("Retirez les caractères invisibles de ce texte."))
        return value

    return check


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _integer(value: object) -> object:
    """JSON has one kind of number: 1.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _time(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return value
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise _misread(_("Écrivez une date selon RFC 3339 : 2026-11-20T12:00:00Z."))
    if int(value[:4]) not in _YEARS:
        raise _against(_("Choisissez une date entre 2000 et 2100."))
    # A leap second is a second that clocks repeat.
    text = value.upper().replace(" ", "T").replace(":60", ":59")
    whole, dot, rest = text.partition(".")
    if dot:
        digits = re.match(r"\d+", rest)
        assert digits is not None
        text = f"{whole}.{digits[0][:6]}{rest[digits.end() :]}"
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise _misread(_("Ce jour ou cette heure n’existe pas.")) from error


def _date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _misread(_("Écrivez un jour ainsi : 2026-11-20."))
    if int(value[:4]) not in _YEARS:
        raise _against(_("Choisissez une date entre 2000 et 2100."))
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise _misread(_("Ce jour n’existe pas.")) from error


def _misread(message: str) -> PydanticCustomError:
    return PydanticCustomError("format", message)


def _against(message: str) -> PydanticCustomError:
    return PydanticCustomError(RULE, message)


def _whole(value: object) -> object:
    """Take a whole number of the query as its digits alone."""
    if isinstance(value, str) and not re.fullmatch(r"\d{1,18}", value, re.ASCII):
        raise _misread(_("Écrivez un nombre entier, en chiffres."))
    return value


def _in_utc(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


Key = Annotated[
    str, Field(pattern=KEY_PATTERN, description="A ULID; sorts by creation time.")
]
Line = Annotated[str, BeforeValidator(_stripped), AfterValidator(_without(_IN_A_LINE))]
"""Text of one line; spaces around it do not count."""
Prose = Annotated[str, BeforeValidator(_stripped), AfterValidator(_without(_IN_PROSE))]
"""Text of several lines."""
AS_INTEGER = BeforeValidator(_integer)
"""Stands last in an annotation: bounds before it are then in the document."""
AS_WHOLE = BeforeValidator(_whole)
"""The same for a whole number in the query."""
Integer = Annotated[int, AS_INTEGER]
"""A whole number in a body."""
Micros = Annotated[
    Integer,
    Field(description="Whole micro-euros: 1 EUR is 1000000, a click's fee 400."),
]
Whole = Annotated[int, AS_WHOLE]
"""A whole number in the query."""
Time = Annotated[
    datetime.datetime,
    Field(strict=False),
    BeforeValidator(_time),
    PlainSerializer(_in_utc, return_type=str),
    _Written({"type": "string", "format": "date-time"}),
]
"""A moment (RFC 3339); answers are in UTC."""
Day = Annotated[
    datetime.date,
    Field(strict=False),
    BeforeValidator(_date),
    _Written({"type": "string", "format": "date"}),
]
"""A day of the calendar of Paris."""
