"""Every link of every page leads whoever sees it somewhere."""

import re
from html import unescape
from types import ModuleType

from django.test import Client

from permission_rows import Given
from portal_stage import by_part, pages_of

_LINK = re.compile(r"""<a\b[^>]*?\bhref="(/[^"#]*)""")
# A link begins at the root, stays on its page, or leaves: anything else is a fault.
_ASTRAY = re.compile(r"""<a\b[^>]*?\bhref="(?!/|\?|#|https?://|mailto:)([^"]*)""")
_THERE = {200, 302}


@by_part
def test_every_link_leads_somewhere(
    modules: list[ModuleType], requests: Given, clients: dict[str, Client]
) -> None:
    asked: set[tuple[str, str]] = set()
    faults: list[str] = []
    for name, role, answer in pages_of(modules, requests, clients):
        said = answer.content.decode()
        faults += [f"{name} as {role}: {one}" for one in _ASTRAY.findall(said) if one]
        for address in map(unescape, _LINK.findall(said)):
            if (role, address) in asked:
                continue
            asked.add((role, address))
            status = clients[role].get(address).status_code
            if status not in _THERE:
                faults.append(f"{name} as {role}: {address} answers {status}")
    assert faults == []
