"""From a template and values to subject, plain text and HTML."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from mjml import mjml2html

_SUBJECT_CHARACTERS = 200
_BLANK_LINES = re.compile(r"\n{3,}")


class Letter(NamedTuple):
    """A mail as it will be read."""

    subject: str
    text: str
    html: str


def render(
    template: str, context: Mapping[str, Any], language: str, unsubscribe_url: str = ""
) -> Letter:
    """Set a mail: the first line of the text template is the subject."""
    values = {
        **context,
        "portal_url": settings.TOILE.portal_url,
        "simulated": settings.TOILE.simulated,
        "unsubscribe_url": unsubscribe_url,
        "language": language,
    }
    with translation.override(language):
        text = render_to_string(f"mail/{template}.txt", values)
        first, _, rest = text.strip().partition("\n")
        # A value with a line break in it must not end the header.
        subject = " ".join(first.split())[:_SUBJECT_CHARACTERS]
        source = render_to_string(
            f"mail/{template}.mjml", values | {"subject": subject}
        )
    html = mjml2html(source, fonts={}, disable_comments=True)
    lines = [line.rstrip() for line in rest.strip().splitlines()]
    body = _BLANK_LINES.sub("\n\n", "\n".join(lines))
    return Letter(subject, f"{body}\n", html)
