"""Banks' answers as banks write them, for tests: pain.002, camt.053, camt.054."""

from collections.abc import Iterable

_SPACE = "urn:iso:std:iso:20022:tech:xsd:"


def status_report(
    message: str = "",
    *,
    group: str = "",
    batch: str = "",
    batch_status: str = "",
    payments: Iterable[tuple[str, str, str]] = (),
    version: str = "pain.002.001.10",
) -> bytes:
    """A pain.002; ``payments`` are an EndToEndId, a status, a reason each."""
    told = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId>"
        f"<TxSts>{status}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{why}</Cd></Rsn></StsRsnInf>" if why else "")
        + "</TxInfAndSts>"
        for reference, status, why in payments
    )
    whole = f"<GrpSts>{group}</GrpSts>" if group else ""
    of_batch = f"<PmtInfSts>{batch_status}</PmtInfSts>" if batch_status else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{_SPACE}{version}">'
        "<CstmrPmtStsRpt><GrpHdr><MsgId>B1</MsgId></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{message}</OrgnlMsgId>{whole}</OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{batch}</OrgnlPmtInfId>{of_batch}{told}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


def entry(
    reference: str,
    euros: str,
    side: str = "DBIT",
    *,
    status: str = "<Cd>BOOK</Cd>",
    reason: str = "",
    currency: str = "EUR",
) -> str:
    """A movement of one payment, with the reason why it came back."""
    back = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    amount = f'<Amt Ccy="{currency}">{euros}</Amt>'
    return (
        f"<Ntry>{amount}<CdtDbtInd>{side}</CdtDbtInd><Sts>{status}</Sts><NtryDtls>"
        f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{amount}{back}"
        "</TxDtls></NtryDtls></Ntry>"
    )


def batch_entry(batch: str, euros: str) -> str:
    """One debit for a whole batch, without its payments."""
    return (
        f'<Ntry><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
        "<Sts><Cd>BOOK</Cd></Sts><NtryDtls><Btch>"
        f"<PmtInfId>{batch}</PmtInfId></Btch></NtryDtls></Ntry>"
    )


def statement(*entries: str, version: str = "camt.053.001.08") -> bytes:
    """A camt.053 or camt.054 with these movements."""
    root, tag = (
        ("BkToCstmrStmt", "Stmt")
        if version.startswith("camt.053")
        else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    )
    return (
        f'<Document xmlns="{_SPACE}{version}"><{root}><{tag}>{"".join(entries)}'
        f"</{tag}></{root}></Document>"
    ).encode()
