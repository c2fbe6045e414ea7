"""Why the server itself turns a request away, before any handler sees it."""

from toile.edge.limits import Limits
from toile.edge.server.answer import Header, problem


class RefusedError(Exception):
    """A request that cannot be read any further; the connection ends after it."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        headers: tuple[Header, ...] = (),
    ) -> None:
        super().__init__(status, title, detail)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = headers

    def answer(self) -> bytes:
        """The problem document that tells the client."""
        return problem(self.status, self.title, self.detail, headers=self.headers)


def target_too_long(limits: Limits) -> RefusedError:
    return RefusedError(
        414,
        "The request target is too long",
        f"It may hold {limits.target_bytes} bytes.",
    )


def headers_too_large(limits: Limits) -> RefusedError:
    return RefusedError(
        431,
        "The headers are too large",
        f"There may be {limits.header_count}, of {limits.header_bytes} bytes in all.",
    )


def body_too_large(limits: Limits) -> RefusedError:
    return RefusedError(
        413, "The body is too large", f"It may hold {limits.body_bytes} bytes."
    )


def connect_refused() -> RefusedError:
    return RefusedError(501, "CONNECT is not spoken", "This server is no proxy.")
