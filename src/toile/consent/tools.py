"""The consent tools that sites use, by the code under which choices are counted.

A report may name any tool; what is counted by tool keeps to this list, so that nobody
fills a table from outside. Sources of the names: SPECS §9.3.
"""

OTHER_TOOL = "other"

CONSENT_TOOLS: dict[str, str] = {
    "orejime": "Orejime",
    "tarteaucitron": "tarteaucitron",
    "axeptio": "Axeptio",
    "didomi": "Didomi",
    "cookiebot": "Cookiebot",
    "complianz": "Complianz",
    "wp-consent-api": "WP Consent API",
    "cookieyes": "CookieYes",
    "onetrust": "OneTrust",
    "wix": "Wix",
    "google-consent-mode": "Google Consent Mode",
    "tcf": "TCF",
}


OWN_BANNER = "toile"
"""How a site says that it shows our banner, whose reports bear the tool's name."""


def declared_tool(said: str) -> str:
    """Tell under which code a site's declared tool reports; "" if none is known."""
    name = "orejime" if said == OWN_BANNER else said
    return name if name in CONSENT_TOOLS else ""


def counted_tool(said: str) -> str:
    """Tell under which code a report's tool is counted."""
    name = said.strip().lower()
    return name if name in CONSENT_TOOLS else OTHER_TOOL
