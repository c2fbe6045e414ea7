"""What is said through the door is sealed, and bound to its question."""

import pytest

from toile.wire.door import Change, DoorError, DoorSeal, Question, Reply

SEAL = DoorSeal(b"\x01" * 32)
OTHER = DoorSeal(b"\x02" * 32)
QUESTION = Question(b"store", 3, (Change("audience", b"an aid", b"aea"),), b"{}", 10)


def test_a_question_and_its_reply_come_through() -> None:
    message, bound_to = SEAL.ask(QUESTION)
    asked, nonce = SEAL.asked(message)
    assert asked == QUESTION
    reply = Reply(b"store", 3, b"{}", (b"an event",))
    assert SEAL.replied(SEAL.reply(reply, nonce), bound_to) == reply
    assert b"an aid" not in message
    assert b"an event" not in SEAL.reply(reply, nonce)


def test_another_key_opens_nothing() -> None:
    message, bound_to = SEAL.ask(QUESTION)
    with pytest.raises(DoorError, match="one `toile keys create`"):
        OTHER.asked(message)
    with pytest.raises(DoorError):
        SEAL.replied(OTHER.reply(Reply(b"", 0), bound_to), bound_to)


def test_the_reply_to_another_question_is_refused() -> None:
    first = SEAL.asked(SEAL.ask(QUESTION)[0])[1]
    _, bound_to = SEAL.ask(QUESTION)
    with pytest.raises(DoorError):
        SEAL.replied(SEAL.reply(Reply(b"", 0), first), bound_to)


def test_a_question_is_no_reply_and_a_reply_no_question() -> None:
    message, bound_to = SEAL.ask(QUESTION)
    with pytest.raises(DoorError):
        SEAL.replied(message, bound_to)
    with pytest.raises(DoorError):
        SEAL.asked(SEAL.reply(Reply(b"", 0), b""))


@pytest.mark.parametrize("message", [b"", b"x", b"x" * 12, b"x" * 500])
def test_noise_is_refused(message: bytes) -> None:
    with pytest.raises(DoorError):
        SEAL.asked(message)
