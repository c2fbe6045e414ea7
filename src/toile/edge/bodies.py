"""Reading what scripts post: JSON of a known shape, or a refusal naming the field."""

from typing import TypeVar

import msgspec

from toile.edge.server import Request, problem

Body = TypeVar("Body")

# A "simple" cross-origin request may only be text/plain; pages that post JSON as such
# go through a preflight.
_ACCEPTED = (b"text/plain", b"application/json")


def read_body(request: Request, decoder: msgspec.json.Decoder[Body]) -> Body | bytes:
    """Read the body; what comes back as bytes is the refusal to answer with."""
    kind = request.header(b"content-type").partition(b";")[0].strip().lower()
    if kind not in _ACCEPTED:
        return problem(
            415,
            "Unsupported media type",
            "Send the report as application/json or text/plain.",
            code="media_type",
        )
    try:
        return decoder.decode(request.body)
    # Brackets nested thousands deep end in a RecursionError, not in a DecodeError.
    except (ValueError, RecursionError) as error:
        return problem(400, "Malformed report", str(error), code="malformed")
