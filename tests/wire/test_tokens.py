"""Tokens cannot be read, changed, swapped or kept beyond their time.

``golden/tokens-v1.ndjson`` holds one of each kind under a key of its own, beside what
it says. Browsers keep receipts for months, so lines that are there may never change.
"""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.wire import tokens
from toile.wire.errors import TokenError
from toile.wire.ids import Aid, Ulid
from toile.wire.money import Money
from toile.wire.tokens import (
    NOBODY,
    HandoverToken,
    ImpressionToken,
    Sealer,
    ServedToken,
    Token,
    WhyToken,
)

SEALER = Sealer(b"k" * 32)
SHOWN = ImpressionToken(
    expires_ms=1_000,
    impression=Ulid("01M85275QPHZD88PEEFXQ0HCTB"),
    line=Ulid("01M85275QPHZD88PEEFXQ0HCTC"),
    creative=Ulid("01M85275QPHZD88PEEFXQ0HCTD"),
    placement=Ulid("01M85275QPHZD88PEEFXQ0HCTE"),
    price=Money(8_000_000),
    aid=Aid(b"spectator-id-16b"),
)


def test_a_token_opens_with_its_key_in_its_time() -> None:
    assert SEALER.open(SEALER.seal(SHOWN), ImpressionToken, 999) == SHOWN


def test_a_token_expires() -> None:
    with pytest.raises(TokenError, match="expired"):
        SEALER.open(SEALER.seal(SHOWN), ImpressionToken, 1_000)


def test_an_expired_token_may_still_be_read_where_that_is_asked() -> None:
    assert SEALER.open_expired(SEALER.seal(SHOWN), ImpressionToken) == SHOWN


def test_a_token_of_one_door_does_not_open_another() -> None:
    with pytest.raises(TokenError, match="seal"):
        SEALER.open(SEALER.seal(SHOWN), WhyToken, 0)


def test_a_token_of_another_key_does_not_open() -> None:
    other = Sealer(b"o" * 32)

    with pytest.raises(TokenError, match="seal"):
        SEALER.open(other.seal(SHOWN), ImpressionToken, 0)


def test_a_token_shows_nothing_of_what_it_holds() -> None:
    sealed = SEALER.seal(SHOWN)

    assert SHOWN.line not in sealed
    assert sealed != SEALER.seal(SHOWN), "two seals of one token must not be linkable"


@given(st.data())
def test_a_changed_token_does_not_open(data: st.DataObject) -> None:
    sealed = SEALER.seal(HandoverToken(expires_ms=1, aid=NOBODY))
    at = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from("ABCDwxyz0189-_"))
    changed = sealed[:at] + letter + sealed[at + 1 :]
    if changed == sealed:
        return
    try:
        opened = SEALER.open_expired(changed, HandoverToken)
    except TokenError:
        return
    # Unused bits of the last character may change; the content may not.
    assert opened == HandoverToken(expires_ms=1, aid=NOBODY)


@given(st.text(max_size=300))
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(TokenError):
        SEALER.open(text, ImpressionToken, 0)


def test_a_token_does_not_tell_by_its_length_whether_it_carries_an_id() -> None:
    nobodys = msgspec.structs.replace(SHOWN, aid=NOBODY)

    assert nobodys.spectator is None
    assert len(SEALER.seal(nobodys)) == len(SEALER.seal(SHOWN))


GOLDEN = Path(__file__).parent / "golden" / "tokens-v1.ndjson"
GOLDEN_KEY = b"the golden tokens' own key: none"


class GoldenToken(msgspec.Struct):
    """One line of the golden file."""

    kind: str
    sealed: str
    token: dict[str, object]


TOKENS = [
    msgspec.json.decode(line, type=GoldenToken)
    for line in GOLDEN.read_bytes().splitlines()
]


@pytest.mark.parametrize("golden", TOKENS, ids=[golden.kind for golden in TOKENS])
def test_a_token_that_version_1_sealed_is_read(golden: GoldenToken) -> None:
    kind: type[Token] = getattr(tokens, golden.kind)
    opened = Sealer(GOLDEN_KEY).open_expired(golden.sealed, kind)

    told = msgspec.to_builtins(msgspec.structs.asdict(opened))
    # A later version may have more to say, at the end.
    assert {name: told[name] for name in golden.token} == golden.token


def test_every_kind_of_token_has_a_golden_one() -> None:
    assert {golden.kind for golden in TOKENS} == {
        kind.__name__ for kind in _kinds_of(Token) if kind is not ServedToken
    }


def _kinds_of(kind: type[Token]) -> set[type[Token]]:
    below = set(kind.__subclasses__())
    return below.union(*map(_kinds_of, below))
