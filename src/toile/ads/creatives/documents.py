"""The VAST documents of the plan in force, each written when it is first served.

To write one takes as long as to fill it forty times; what players ask for differs so
little that few are written.
"""

from toile.ads.creatives import video
from toile.ads.creatives.addresses import Hosts
from toile.wire.plan import AdsPlan, Creative, Line
from toile.wire.vast import Template

_Key = tuple[str, str, tuple[str, ...], str, int | None, bool]


class Documents:
    """Written documents by what is in them; a new plan begins anew."""

    def __init__(self) -> None:
        self._plan: AdsPlan | None = None
        self._written: dict[_Key, Template] = {}

    def of(
        self,
        plan: AdsPlan,
        line: Line,
        creative: Creative,
        showing: video.Showing,
        *,
        hosts: Hosts,
        priced: bool,
    ) -> Template:
        """Give the document of what a player is shown of a line of the plan.

        ``hosts`` are those of the process: they never change.
        """
        if plan is not self._plan:
            self._plan, self._written = plan, {}
        beside = showing.companion
        key = (
            line.id,
            creative.id,
            tuple(media.file for media in showing.films),
            "" if beside is None else beside.file,
            showing.skip_ms,
            priced,
        )
        found = self._written.get(key)
        if found is None:
            found = self._written[key] = video.template(
                line, creative, showing, hosts=hosts, priced=priced
            )
        return found
