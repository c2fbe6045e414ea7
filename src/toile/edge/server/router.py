"""From method and path to handler: exact paths first, then the longest prefix."""

from toile.edge.server.answer import Handler

Methods = dict[str, Handler]

UNREADABLE = "unreadable"
"""Stands for the method of a request whose body is not what its coding says."""


class Router:
    """The routes of one process; filled before serving, only read afterwards."""

    __slots__ = ("_exact", "_prefixes")

    def __init__(self) -> None:
        self._exact: dict[str, Methods] = {}
        self._prefixes: list[tuple[str, Methods]] = []

    def add(self, method: str, path: str, handler: Handler) -> None:
        """Answer ``method`` on exactly this path; GET answers HEAD too."""
        _put(self._exact.setdefault(path, {}), method, handler, path)

    def add_prefix(self, method: str, prefix: str, handler: Handler) -> None:
        """Answer ``method`` on every path that begins with ``prefix``."""
        for known, methods in self._prefixes:
            if known == prefix:
                _put(methods, method, handler, prefix)
                return
        self._prefixes.append((prefix, {method: handler}))
        self._prefixes.sort(key=lambda route: len(route[0]), reverse=True)

    def takes_unreadable(self, path: str) -> bool:
        """Tell whether a route answers requests of unreadable bodies in its own way."""
        return self.find(UNREADABLE, path) is not None

    def find(self, method: str, path: str) -> Handler | None:
        """The handler of a request; None means 404, or 405 if ``allowed`` has any."""
        methods = self._exact.get(path)
        if methods is None:
            methods = self._by_prefix(path)
            if methods is None:
                return None
        handler = methods.get(method)
        # RFC 9110 §9.3.2: HEAD is GET without the content.
        return methods.get("GET") if handler is None and method == "HEAD" else handler

    def allowed(self, path: str) -> list[str]:
        """The methods this path answers, for ``Allow``; empty if there is no such."""
        methods = self._exact.get(path) or self._by_prefix(path) or {}
        told = {*methods, "HEAD"} if "GET" in methods else {*methods}
        return sorted(told - {UNREADABLE})

    def _by_prefix(self, path: str) -> Methods | None:
        for prefix, methods in self._prefixes:
            if path.startswith(prefix):
                return methods
        return None


def _put(methods: Methods, method: str, handler: Handler, path: str) -> None:
    if method in methods:
        raise ValueError(f"{method} {path} has a handler already")
    methods[method] = handler
