"""One received request, built cheaply: nothing is decoded before it is asked for."""

from urllib.parse import unquote_plus

import msgspec


class Request(msgspec.Struct, gc=False, eq=False):
    """A complete request; handlers read it, only the server writes to it."""

    method: str
    path: str
    query: bytes
    headers: dict[bytes, bytes]
    peer: str
    body: bytes = b""
    connection: bytes = b""
    """The header line that the answer must carry."""
    _params: dict[str, str] | None = None

    def header(self, name: bytes) -> bytes:
        """The value of a header, named in lower case; b"" if the client sent none."""
        return self.headers.get(name, b"")

    def cookie(self, name: str) -> str | None:
        """The value of the first cookie of that name."""
        raw = self.headers.get(b"cookie")
        if raw is None:
            return None
        key = name.encode("latin-1") + b"="
        at = raw.find(key)
        # A name ends another's ("xtid=") or stands in a value: look further.
        while at > 0 and raw[at - 1 : at] != b";" and raw[at - 2 : at] != b"; ":
            at = raw.find(key, at + 1)
        if at < 0:
            return None
        start = at + len(key)
        end = raw.find(b";", start)
        value = raw[start:] if end < 0 else raw[start:end]
        return value.strip(b' \t"').decode("latin-1")

    @property
    def params(self) -> dict[str, str]:
        """The query parameters, percent-decoded; of several alike, the first."""
        params = self._params
        if params is None:
            params = self._params = _parse_query(self.query)
        return params

    def param(self, name: str) -> str | None:
        """The first query parameter of that name, percent-decoded."""
        return self.params.get(name)


def _parse_query(query: bytes) -> dict[str, str]:
    text = query.decode("latin-1")
    # Most queries are plain: the test is cheaper than the decoder.
    coded = "%" in text or "+" in text
    params: dict[str, str] = {}
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        if coded:
            name, value = unquote_plus(name), unquote_plus(value)
        if name and name not in params:
            params[name] = value
    return params
