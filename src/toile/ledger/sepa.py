"""A SEPA credit transfer file, pain.001.001.09, the same for the same order. Pure.

``sepaxml`` writes and validates it; three of its habits are undone here (DEPENDENCIES
e): random message ids, the clock of the moment, addresses with accents.
"""

import datetime
import hashlib
from collections.abc import Sequence
from xml.etree import ElementTree

import msgspec
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError, try_valid_xml

from toile.ledger.payment import (
    LONGEST_REMITTANCE,
    Party,
    Payment,
    cents,
    faults_of_amount,
    faults_of_party,
)
from toile.ledger.transliterate import transliterate

SCHEMA = "pain.001.001.09"
_NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
_LONGEST_ID = 35


class Order(msgspec.Struct, frozen=True):
    """All transfers of one run, booked by the bank as one batch."""

    id: str
    made_at: datetime.datetime
    execute_on: datetime.date
    payer: Party
    payments: tuple[Payment, ...]


class UnwritableError(ValueError):
    """The order cannot be written; the message names the payment and its faults."""


def reference_of(order: str, position: int) -> str:
    """Name a payment of an order: its EndToEndId, by which the bank answers."""
    return f"{order}-{position:04d}"


def batch_of(order: str) -> str:
    """Name the one batch of an order: its PmtInfId."""
    return f"{order}-B1"


def order_file(order: Order) -> bytes:
    """Write an order as a file for the bank, valid against the XSD of the message.

    Raises ``UnwritableError`` for an order with faults; ask for them before.
    """
    _refuse_faults(order)
    transfer = SepaTransfer(_payer(order.payer), schema=SCHEMA, clean=False)
    for payment in order.payments:
        transfer.add_payment(_payment(payment, order.execute_on))
    written = _named(transfer.export(validate=False), order)
    try:
        try_valid_xml(written, SCHEMA)
    except ValidationError as error:
        raise UnwritableError(f"order {order.id} breaks {SCHEMA}.xsd") from error
    return written


def fingerprint(file: bytes) -> str:
    """Sum up a file: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(file).hexdigest()


def _refuse_faults(order: Order) -> None:
    wrong = [f"payer: {fault}" for fault in faults_of_party(order.payer)]
    for payment in order.payments:
        faults = faults_of_party(payment.to) + faults_of_amount(payment.amount)
        wrong += [f"{payment.reference}: {fault}" for fault in faults]
    if not order.payments:
        wrong.append("it pays nobody")
    names = [payment.reference for payment in order.payments]
    wrong += [f"{name}: named twice" for name in _repeated(names)]
    named = [order.id, batch_of(order.id), *names]
    wrong += [f"{name}: over 35 characters" for name in named if _too_long(name)]
    if wrong:
        raise UnwritableError(f"order {order.id}: {'; '.join(wrong)}")


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _too_long(name: str) -> bool:
    return not 0 < len(name) <= _LONGEST_ID


def _payer(payer: Party) -> dict[str, object]:
    return {
        "name": transliterate(payer.name),
        "IBAN": payer.iban,
        "BIC": payer.bic,
        "batch": True,
        "currency": "EUR",
        "address": payer.address.written(),
    }


def _payment(payment: Payment, on: datetime.date) -> dict[str, object]:
    return {
        "name": transliterate(payment.to.name),
        "IBAN": payment.to.iban,
        "BIC": payment.to.bic,
        "amount": cents(payment.amount),
        "execution_date": on,
        "description": transliterate(payment.remittance)[:LONGEST_REMITTANCE],
        "endtoend_id": payment.reference,
        "address": payment.to.address.written(),
    }


def _named(written: bytes, order: Order) -> bytes:
    """Give the message and its batch the order's own names, and its own moment."""
    document = ElementTree.fromstring(written)  # noqa: S314 - written here above
    at = order.made_at.astimezone(datetime.UTC)
    names = {
        "GrpHdr/MsgId": order.id,
        "GrpHdr/CreDtTm": f"{at:%Y-%m-%dT%H:%M:%S}Z",
        "PmtInf/PmtInfId": batch_of(order.id),
    }
    for path, text in names.items():
        steps = "/".join(f"{{{_NAMESPACE}}}{step}" for step in path.split("/"))
        node = document.find(f"{{{_NAMESPACE}}}CstmrCdtTrfInitn/{steps}")
        if node is None:
            raise UnwritableError(f"order {order.id}: sepaxml wrote no {path}")
        node.text = text
    ElementTree.register_namespace("", _NAMESPACE)
    ElementTree.indent(document)
    body = ElementTree.tostring(document, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()
