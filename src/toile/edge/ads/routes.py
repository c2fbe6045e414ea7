"""The ads wing's doors by method and path (DESIGN §6; decisions 0003 and 0012)."""

from functools import partial

from toile.ads.creatives.documents import Documents
from toile.edge.ads.ad import ad
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.door import PATH as BID_PATH
from toile.edge.ads.bidding.door import openrtb, preflight, unreadable
from toile.edge.ads.click import click, click_head
from toile.edge.ads.cookie import begin, handover
from toile.edge.ads.counting import impression, video, view
from toile.edge.ads.frame import frame
from toile.edge.ads.matching import PATH as MATCH_PATH
from toile.edge.ads.matching import match, sync, unsync
from toile.edge.ads.notices import bill, loss, win
from toile.edge.ads.optout import PATH as OPTOUT_PATH
from toile.edge.ads.optout import object_to_all, take_back
from toile.edge.ads.optout import preflight as optout_preflight
from toile.edge.ads.scripts import icon, media, tag
from toile.edge.ads.vast import vast
from toile.edge.ads.wing import AdsWing
from toile.edge.answers import uncounted
from toile.edge.server import UNREADABLE, Router


def add_routes(router: Router, wing: AdsWing, desk: Desk) -> None:
    """Add the ads wing's doors to a router."""
    router.add_prefix("POST", BID_PATH, partial(openrtb, wing, desk))
    router.add_prefix(UNREADABLE, BID_PATH, partial(unreadable, wing, desk))
    router.add_prefix("OPTIONS", BID_PATH, partial(preflight, wing, desk))
    router.add_prefix("GET", MATCH_PATH, partial(match, wing, desk))
    router.add_prefix("HEAD", MATCH_PATH, uncounted)
    router.add("GET", "/sync", partial(sync, wing, desk))
    router.add("HEAD", "/sync", uncounted)
    router.add("GET", "/unsync", partial(unsync, wing, desk))
    router.add("HEAD", "/unsync", uncounted)
    for path, handler in (
        ("/tag.js", tag),
        ("/why.svg", icon),
        ("/ad", ad),
        ("/vast", partial(vast, documents=Documents())),
        ("/aid", begin),
        ("/imp", impression),
        ("/view", view),
        ("/video", video),
    ):
        router.add("GET", path, partial(handler, wing))
    router.add("POST", OPTOUT_PATH, partial(object_to_all, wing))
    router.add("DELETE", OPTOUT_PATH, partial(take_back, wing))
    router.add("OPTIONS", OPTOUT_PATH, partial(optout_preflight, wing))
    for path, handler in (("/win", win), ("/bill", bill), ("/loss", loss)):
        # Exchanges' servers tell by GET; some are known to POST.
        for method in ("GET", "POST"):
            router.add(method, path, partial(handler, wing))
        router.add("HEAD", path, uncounted)
    for path in ("/ad", "/vast", "/aid", "/imp", "/view", "/video"):
        router.add("HEAD", path, uncounted)
    for prefix, handler in (
        ("/frame/", frame),
        ("/media/", media),
        ("/click/", click),
        ("/aid/", handover),
    ):
        router.add_prefix("GET", prefix, partial(handler, wing))
    router.add_prefix("HEAD", "/click/", partial(click_head, wing))
    router.add_prefix("HEAD", "/aid/", uncounted)
