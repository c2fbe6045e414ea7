"""The XML of an invoice, Factur-X profile EN 16931, and its PDF/A-3 around it. Pure.

``facturx`` writes the XML and checks it against the XSD that it carries. Its schematron
needs a Saxon server, which this house does not run (docs/explain/invoices.md).
"""

import datetime
import re
from typing import Any

import facturx

from toile.ledger.invoices import (
    NO_DISCOUNT,
    PENALTIES,
    RECOVERY,
    Company,
    Invoice,
    InvoiceKind,
)
from toile.ledger.vat import RULES

PROFILE = "en16931"
FILE_NAME = "factur-x.xml"

_ALREADY_PAID = "S2"
"""BT-23: services, of which the payment is made (BR-FR-08)."""
_TRANSFER = "58"  # BT-81, UNTDID 4461: a SEPA credit transfer
_PIECE = "C62"  # UN/ECE recommendation 20: one
_SIREN, _SIRET, _PLATFORM = "0002", "0009", "0225"  # ISO 6523, and the French directory

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# pypdf writes ``D:20261201120000+00'00'`` with its signs as octal numbers.
_PDF_STAMP = re.compile(rb"(D(?::|\\072))\d{14}(?=\+|\\053)")
_XMP_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


def to_xml(invoice: Invoice) -> bytes:
    """Write an invoice as XML, valid against the XSD; the same bytes each time."""
    return bytes(
        facturx.generate_xml(
            _told(invoice), level=PROFILE, check_xsd=True, check_schematron=False
        )
    )


def with_xml(pdf: bytes, invoice: Invoice, xml: bytes, at: datetime.datetime) -> bytes:
    """Put the XML into a PDF/A-3 made elsewhere; ``at`` is the only moment in it."""
    kind = "Facture" if invoice.kind == InvoiceKind.INVOICE else "Avoir"
    whole: bytes = facturx.generate_from_binary(
        pdf,
        xml,
        flavor="factur-x",
        level=PROFILE,
        check_xsd=False,
        lang="fr-FR",
        pdf_metadata={
            "author": _clean(invoice.seller.name),
            "keywords": "Factur-X",
            "title": f"{kind} {invoice.number}",
            "subject": f"{kind} {invoice.number} du {invoice.issued_on:%d/%m/%Y}",
        },
        # The moments in it lie readable, so that they can be made ours.
        xmp_compression=False,
    )
    utc = at.astimezone(datetime.UTC)
    # Each takes the place of one of its own length: no offset in the file moves.
    dated = _PDF_STAMP.sub(rb"\g<1>" + utc.strftime("%Y%m%d%H%M%S").encode(), whole)
    return _XMP_STAMP.sub(utc.strftime("%Y-%m-%dT%H:%M:%S+00:00").encode(), dated)


def euros(cents: int) -> str:
    """Write cents as euros with a point: what XML wants."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}"


def _clean(text: str) -> str:
    """Leave out what XML 1.0 cannot hold (§2.2); every other letter stays."""
    return _NO_XML.sub("", text).strip() or "–"


def _told(invoice: Invoice) -> dict[str, Any]:
    """Name each fact by its business term of EN 16931."""
    rule = RULES[invoice.regime]
    net, vat, gross = (
        euros(cents)
        for cents in (invoice.net_cents, invoice.vat_cents, invoice.gross_cents)
    )
    tax = {
        "BT-116": net,
        "BT-117": vat,
        "BT-118": rule.category,
        "BT-119": f"{rule.rate / 100:.2f}",
    }
    if rule.mention:
        tax["BT-120"] = rule.mention
    if rule.reason_code:
        tax["BT-121"] = rule.reason_code
    told = {
        "BT-1": invoice.number,
        "BT-2": invoice.issued_on,
        "BT-3": str(invoice.kind),
        "BT-5": "EUR",
        "BT-9": invoice.paid_on,
        "BT-12": _clean(invoice.agreement),
        "BT-23": _ALREADY_PAID,
        "BT-72": invoice.last,
        "BT-73": invoice.first,
        "BT-74": invoice.last,
        "BT-81": _TRANSFER,
        "BT-83": invoice.reference,
        "BT-106": net,
        "BT-109": net,
        "BT-110": vat,
        "BT-112": gross,
        "BT-113": gross,
        "BT-115": euros(0),
        "BG-1": _notes(invoice),
        "BG-4": _side(invoice.seller),
        "BG-7": _side(invoice.buyer),
        "BG-23": [tax],
        "BG-25": [_line(invoice, net)],
    }
    if invoice.corrects:
        before = {"BT-25": invoice.corrects.number, "BT-26": invoice.corrects.issued_on}
        told["BG-3"] = [before]
    return told


def _notes(invoice: Invoice) -> list[dict[str, str]]:
    # Codes of UNTDID 4451; the last three are BR-FR-05's.
    notes = [{"BT-21": "REG", "BT-22": mention} for mention in invoice.mentions[:4]]
    if invoice.corrects:
        notes.append({"BT-21": "AAI", "BT-22": _clean(invoice.corrects.reason)})
    notes += [
        {"BT-21": "AAB", "BT-22": NO_DISCOUNT},
        {"BT-21": "PMD", "BT-22": PENALTIES},
        {"BT-21": "PMT", "BT-22": RECOVERY},
    ]
    return notes


def _side(company: Company) -> dict[str, Any]:
    side: dict[str, Any] = {
        "name": _clean(company.name),
        "addr_l1": _clean(company.street),
        "postcode": _clean(company.postal_code),
        "city": _clean(company.town),
        "country_code": company.country,
    }
    if company.siret:
        side["identifiers"] = {_SIRET: company.siret}
        side["legal_identifier"] = company.siren
        side["legal_identifier_schemeid"] = _SIREN
        side["einvoicing_addr"] = company.siren
        side["einvoicing_addr_schemeid"] = _PLATFORM
    if company.vat_number:
        side["vat_identifier"] = company.vat_number
    elif company.siret:
        # Without a VAT number another of the tax office's is wanted (BR-E-02).
        side["tax_identifier"] = company.siren
    return side


def _line(invoice: Invoice, net: str) -> dict[str, Any]:
    rule = RULES[invoice.regime]
    return {
        "BT-126": "1",
        "BT-129": "1",
        "BT-130": _PIECE,
        "BT-131": net,
        "BT-134": invoice.first,
        "BT-135": invoice.last,
        "BT-146": net,
        "BT-151": rule.category,
        "BT-152": f"{rule.rate / 100:.2f}",
        "BT-153": invoice.label,
        "BT-154": _clean(f"Cinéma {invoice.cinema}"),
    }
