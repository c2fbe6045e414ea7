"""Whether a yes that a consent tool tells of is believed (GDPR art. 7(1)).

A tool may lie, by mistake or not: name a text that was never shown, be another one than
the site declared, date a choice to another day, hand over a TC string that says no.
"""

from toile.consent.purposes import ASKED
from toile.consent.refusals import ConsentRefusal
from toile.consent.tcf import TcfRefusal, decode, purpose_mask
from toile.consent.tools import counted_tool
from toile.wire.clock import MS_A_DAY

OWN_TEXTS = frozenset({"toile-fr-1", "toile-en-1", "toile-fr-2", "toile-en-2"})
"""Every text that our banner ever showed (``web/consent/history.json``): none goes."""

_OWN_TEXT = "toile-"
_TCF = "tcf"
# Strings are dated by the day, in whichever zone their tool keeps (TCF 2.2).
_EARLIEST_MS = -2 * MS_A_DAY
_LATEST_MS = MS_A_DAY
_ASKED = purpose_mask(*ASKED)


def disbelieved(
    *, tool: str, declared: str, text_version: str, tc_string: str, now_ms: int
) -> ConsentRefusal | None:
    """Tell why a fresh yes is not believed; ``None``: it is.

    ``declared`` is the tool that the site says it has, by its code; "": any.
    """
    text, _, _ = text_version.partition("+")
    if text.startswith(_OWN_TEXT) and text not in OWN_TEXTS:
        return ConsentRefusal.UNKNOWN_TEXT
    if declared and counted_tool(tool) != declared:
        return ConsentRefusal.OTHER_TOOL
    if tool == _TCF and not tc_string:
        # What such a tool says is what its string says.
        return ConsentRefusal.TC_STRING
    return _tc_string_against(tc_string, now_ms) if tc_string else None


def _tc_string_against(tc_string: str, now_ms: int) -> ConsentRefusal | None:
    read = decode(tc_string)
    if isinstance(read, TcfRefusal):
        return ConsentRefusal.TC_STRING
    age = read.last_updated_ms - now_ms
    if not _EARLIEST_MS <= age <= _LATEST_MS:
        return ConsentRefusal.CLOCK_SKEW
    if read.purposes_consent & _ASKED != _ASKED:
        return ConsentRefusal.NO_PURPOSE_CONSENT
    return None
