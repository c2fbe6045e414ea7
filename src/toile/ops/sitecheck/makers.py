"""What a site is made with, by the marks that makers leave (SPECS §9.2).

Codes are those of the portal's tutorials (``members.pixel.makers``).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class SiteMaker:
    """A maker's code, and what its pages contain: one of these is enough."""

    code: str
    marks: re.Pattern[str]


def _marks(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# The suppliers of cinemas before the general makers: a supplier's site may well be
# a WordPress, and it is the supplier who can change it.
MAKERS: tuple[SiteMaker, ...] = (
    SiteMaker(
        "boost",
        _marks(r"gatsby-source-boxofficeapi", r"bocms:theater", r"boxofficeapi"),
    ),
    SiteMaker("cinegroup", _marks(r"-vad\.cotecine\.fr", r"cinegroup\.fr")),
    SiteMaker("cineoffice", _marks(r"cinemedia\.cine\.digital", r"cineoffice\.fr")),
    SiteMaker(
        "ems",
        _marks(
            r"ticketingcine\.(fr|com)",
            r"monnaie-services\.com",
            r"#showsession\?id=ems",
        ),
    ),
    SiteMaker("erakys", _marks(r"erakys")),
    SiteMaker("wix", _marks(r"static\.wixstatic\.com", r"content=.Wix\.com")),
    SiteMaker(
        "squarespace", _marks(r"static1?\.squarespace\.com", r"squarespace-cdn\.com")
    ),
    SiteMaker(
        "joomla",
        _marks(
            r"content=.Joomla!",
            r"/media/(jui|vendor/joomla|system)/",
            r"content=.Drupal \d",
            r"drupal-settings-json",
            r"/sites/default/files/",
        ),
    ),
    SiteMaker(
        "wordpress", _marks(r"/wp-content/", r"/wp-json/", r"content=.WordPress \d")
    ),
    SiteMaker(
        "gtm", _marks(r"googletagmanager\.com/gtm\.js", r"\bGTM-[A-Z0-9]{5,8}\b")
    ),
)

TAG_MANAGER = "gtm"


def maker_of(html: str, addresses: list[str]) -> str:
    """Recognise the maker of a page by its source and by what it loads; "" if none."""
    searched = f"{html}\n" + "\n".join(addresses)
    return next(
        (maker.code for maker in MAKERS if maker.marks.search(searched)),
        "",
    )
