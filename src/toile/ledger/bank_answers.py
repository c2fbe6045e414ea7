"""Reading what a bank answers to transfers: pain.002, camt.053, camt.054. Pure.

Only what names our own payments or batches is kept: an account's statement tells of
others' money too. Documents with a DOCTYPE are refused unread, so that no entity of
theirs is ever expanded.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

import msgspec

from toile.wire.money import Money, from_euros

LARGEST_FILE = 10_000_000
"""Bytes: a month's statement of a busy account has under one million."""

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_ROOTS = {
    "pain.002.001": "CstmrPmtStsRpt",
    "camt.053.001": "BkToCstmrStmt",
    "camt.054.001": "BkToCstmrDbtCdtNtfctn",
}

# At most 18 digits, 5 of them after the point (ISO 20022).
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{0,5})?")


class AnswerRefusal(StrEnum):
    """Why a bank's file cannot be read."""

    EMPTY = "empty"
    """No byte in it."""
    TOO_LARGE = "too_large"
    """Over ``LARGEST_FILE``."""
    NOT_XML = "not_xml"
    """Not well-formed (XML 1.0)."""
    DOCTYPE = "doctype"
    """It declares a document type: entities could be expanded without end."""
    UNKNOWN_MESSAGE = "unknown_message"
    """Neither pain.002.001, camt.053.001 nor camt.054.001 (ISO 20022)."""
    BROKEN = "broken"
    """A status or an amount that the message's definition does not allow."""


class UnreadableAnswerError(ValueError):
    """The bank's file cannot be read: ``refusal`` says why."""

    def __init__(self, refusal: AnswerRefusal, detail: str = "") -> None:
        super().__init__(f"{refusal}: {detail}" if detail else str(refusal))
        self.refusal = refusal


class Outcome(StrEnum):
    """What became of a payment."""

    EXECUTED = "executed"
    REJECTED = "rejected"
    RETURNED = "returned"
    PENDING = "pending"


class News(msgspec.Struct, frozen=True):
    """One thing a bank says: of a payment, or of a whole batch or message.

    ``reference`` is an EndToEndId; empty where ``batch`` (a PmtInfId) or ``message`` (a
    MsgId) is meant whole. ``amount`` is in micro-euros, ``None`` where none is given.
    """

    outcome: Outcome
    reference: str = ""
    batch: str = ""
    message: str = ""
    amount: Money | None = None
    reason: str = ""


class Answer(msgspec.Struct, frozen=True):
    """A bank's file: which message it is, and what it says."""

    kind: str
    news: tuple[News, ...]


# ISO 20022 external code list, payment transaction status.
_SETTLED = {"ACSC", "ACCC"}
_ON_ITS_WAY = {"ACCP", "ACTC", "ACSP", "ACWC", "ACWP", "ACFC", "PDNG", "RCVD", "PART"}


def read_answer(file: bytes) -> Answer:
    """Read a bank's file. Raises ``UnreadableAnswerError``, and nothing else."""
    root = _parse(file)
    namespace, _brace, _name = root.tag.removeprefix("{").partition("}")
    message = namespace.removeprefix(_NAMESPACE)
    kind = message.rpartition(".")[0]
    if not namespace.startswith(_NAMESPACE) or kind not in _ROOTS:
        raise UnreadableAnswerError(AnswerRefusal.UNKNOWN_MESSAGE, message[:40])
    _strip(root)
    body = root.find(_ROOTS[kind])
    if root.tag != "Document" or body is None:
        raise UnreadableAnswerError(AnswerRefusal.UNKNOWN_MESSAGE, message[:40])
    found = _statuses(body) if kind.startswith("pain") else _movements(body)
    return Answer(message, tuple(found))


def _parse(file: bytes) -> Element:
    if not file.strip():
        raise UnreadableAnswerError(AnswerRefusal.EMPTY)
    if len(file) > LARGEST_FILE:
        raise UnreadableAnswerError(AnswerRefusal.TOO_LARGE)
    try:
        _refuse_doctype(file)
        return ElementTree.fromstring(file)  # noqa: S314 - without a DOCTYPE no entity
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, UnreadableAnswerError):
            raise
        raise UnreadableAnswerError(AnswerRefusal.NOT_XML) from error


def _refuse_doctype(file: bytes) -> None:
    def declared(*_about: object) -> None:
        raise UnreadableAnswerError(AnswerRefusal.DOCTYPE)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.Parse(file, True)


def _strip(root: Element) -> None:
    """Drop namespaces: which one it is has been asked already."""
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]


def _text(node: Element | None, path: str) -> str:
    return "" if node is None else (node.findtext(path) or "").strip()


def _statuses(body: Element) -> Iterator[News]:
    """Read a pain.002: whole message, batches, payments, from the outside inwards."""
    group = body.find("OrgnlGrpInfAndSts")
    message = _text(group, "OrgnlMsgId")
    if group is not None and (status := _text(group, "GrpSts")):
        yield _status(status, group, message=message)
    for batch in body.iterfind("OrgnlPmtInfAndSts"):
        name = _text(batch, "OrgnlPmtInfId")
        if status := _text(batch, "PmtInfSts"):
            yield _status(status, batch, batch=name)
        for payment in batch.iterfind("TxInfAndSts"):
            reference = _text(payment, "OrgnlEndToEndId")
            if reference:
                status = _text(payment, "TxSts")
                amount = payment.find("OrgnlTxRef/Amt/InstdAmt")
                yield _status(
                    status, payment, reference=reference, amount=_amount(amount)
                )


def _status(
    status: str,
    node: Element,
    *,
    reference: str = "",
    batch: str = "",
    message: str = "",
    amount: Money | None = None,
) -> News:
    if status == "RJCT":
        outcome = Outcome.REJECTED
    elif status in _SETTLED:
        outcome = Outcome.EXECUTED
    elif status in _ON_ITS_WAY:
        outcome = Outcome.PENDING
    else:
        raise UnreadableAnswerError(AnswerRefusal.BROKEN, f"status {status[:10]!r}")
    reason = _text(node, "StsRsnInf/Rsn/Cd") or _text(node, "StsRsnInf/Rsn/Prtry")
    return News(outcome, reference, batch, message, amount, reason[:35])


def _movements(body: Element) -> Iterator[News]:
    """Read a camt.053 or 054: booked debits are executed, credits that name us back."""
    for tag in ("Stmt", "Ntfctn"):
        for account in body.iterfind(tag):
            for entry in account.iterfind("Ntry"):
                yield from _entry(entry)


def _entry(entry: Element) -> Iterator[News]:
    # From version 8 on the status is a code inside; before, the text itself.
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if status != "BOOK":
        return
    whole, outcome = _amount(entry.find("Amt")), _outcome(entry)
    for details in entry.iterfind("NtryDtls"):
        payments = details.findall("TxDtls")
        for payment in payments:
            yield from _movement(payment, outcome, whole, alone=len(payments) == 1)
        batch = _text(details, "Btch/PmtInfId")
        if batch and not payments:
            total = _amount(details.find("Btch/TtlAmt"))
            amount = whole if total is None else total
            yield News(outcome, batch=batch, amount=amount)


def _movement(
    payment: Element, outcome: Outcome, whole: Money | None, *, alone: bool
) -> Iterator[News]:
    reference = _text(payment, "Refs/EndToEndId")
    if not reference or reference == "NOTPROVIDED":
        return
    back = payment.find("RtrInf")
    if back is not None and outcome == Outcome.EXECUTED:
        return  # we gave back what somebody had sent us: none of our transfers
    own = payment.find("Amt")
    if own is None:
        own = payment.find("AmtDtls/TxAmt/Amt")
    amount = _amount(own)
    if own is None and alone:
        amount = whole
    reason = _text(back, "Rsn/Cd") or _text(back, "Rsn/Prtry")
    yield News(outcome, reference, amount=amount, reason=reason[:35])


def _outcome(entry: Element) -> Outcome:
    side = _text(entry, "CdtDbtInd")
    if side not in {"DBIT", "CRDT"}:
        raise UnreadableAnswerError(AnswerRefusal.BROKEN, f"side {side[:10]!r}")
    return Outcome.EXECUTED if side == "DBIT" else Outcome.RETURNED


def _amount(node: Element | None) -> Money | None:
    """Read euros; another currency is none of ours and gives ``None``."""
    if node is None or node.get("Ccy") != "EUR":
        return None
    text = (node.text or "").strip()
    if not _AMOUNT.fullmatch(text):
        raise UnreadableAnswerError(AnswerRefusal.BROKEN, "amount")
    return from_euros(text)
