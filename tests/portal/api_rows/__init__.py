"""Which token may call what: one module an app of the portal, as for its pages.

Each module gives ``TABLE`` (a row an operation, with its audience) and ``given`` (the
keys in each operation's path, and the body that is sent; a form if it holds bytes).
"""

from typing import Any

ApiGiven = dict[str, tuple[dict[str, str], Any]]
