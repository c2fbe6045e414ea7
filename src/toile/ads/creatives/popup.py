"""The markup of a pop-up bought as an interstitial (``instl`` 1).

It fills the frame it is put into and brings its own close button, label and Escape key,
for hosts differ in theirs. Closed, it takes itself away and says ``toile:close`` to the
page around it, which alone can take its frame away. The bidder declares attribute 8 for
it and never answers a request that blocks that one.
"""

from html import escape

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.banner import iframe, registration
from toile.ads.creatives.frame import label_of
from toile.wire.plan import Line, Placement

CLOSE = "Fermer la publicité"
_BAR_PX = 52

_STYLE = (
    "#toile{position:fixed;inset:0;z-index:2147483647;display:flex;"
    "flex-direction:column;align-items:center;justify-content:center;"
    "background:rgba(16,16,20,.82);font:16px/1.3 system-ui,sans-serif}"
    "#toile>div{background:#fff;color:#16161a}"
    "#toile p{display:flex;align-items:center;justify-content:space-between;"
    f"gap:12px;height:{_BAR_PX}px;margin:0;padding:0 4px 0 12px}}"
    "#toile button{min-height:44px;padding:0 12px;border:1px solid #16161a;"
    "border-radius:4px;background:#fff;color:#16161a;font:inherit;cursor:pointer}"
    "#toile button:focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}"
)
_SCRIPT = (
    "(function(){var box=document.getElementById('toile'),"
    "end=function(){if(!box)return;box.remove();box=null;"
    "try{parent.postMessage('toile:close','*')}catch(e){}};"
    "box.querySelector('button').addEventListener('click',end);"
    "box.addEventListener('click',function(e){if(e.target===box)end()});"
    "addEventListener('keydown',function(e){if(e.key==='Escape')end()});"
    "addEventListener('message',function(e){if(box&&e.data==='toile:close'&&"
    "e.source===box.querySelector('iframe').contentWindow)end()});"
    "})()"
)


def markup(
    line: Line,
    place: Placement,
    token: str,
    *,
    hosts: Hosts,
    priced: bool = False,
    by_hand: bool = False,
) -> str:
    """Write the ``adm`` of one interstitial bid, as ``banner.markup`` does."""
    frame = iframe(line, place, token, hosts=hosts, priced=priced, by_hand=by_hand)
    ratio = place.width / place.height
    width = f"min({place.width}px,92vw,calc((94vh - {_BAR_PX}px)*{ratio:.4f}))"
    return (
        f"<style>{_STYLE}#toile>div{{width:{width}}}"
        "#toile iframe{width:100%!important}</style>"
        f'<div id="toile" role="dialog" aria-modal="true" '
        f'aria-label="{escape(label_of(line.distributor))}"><div>'
        f'<p><span>Publicité</span><button type="button">{CLOSE}</button></p>'
        f"{frame}</div></div><script>{_SCRIPT};{registration(place)}</script>"
    )
