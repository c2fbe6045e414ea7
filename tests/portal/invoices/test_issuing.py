"""An executed transfer is invoiced once; one that came back is credited once."""

import hashlib
import io
from typing import Any

import facturx
import pytest
from pypdf import PdfReader

from clock import TODAY
from invoices_stage import VAT_NUMBER, at_the_bank, paid, propose, settle
from toile.ledger.bank_answers import Outcome
from toile.portal.agreements.models import LegalIdentity
from toile.portal.agreements.services import set_identity
from toile.portal.audit.models import AuditEntry
from toile.portal.invoices import services
from toile.portal.invoices.deeds import PAPERS, set_papers
from toile.portal.invoices.models import Invoice
from toile.portal.invoices.selectors.invoices import uninvoiced
from toile.portal.invoices.services import Unissued
from toile.portal.jobs.models import Job
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import Balance
from toile.portal.payouts.services import kept_balance, take_out, trial_balance
from toile.portal.transfers.models import Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.portal.transfers.services import approve, check_again
from transfers_stage import bank_balance, identify, mandate, owe, payable

NORMAL = {"vat_regime": "normal", "vat_number": VAT_NUMBER}


def test_a_cinema_without_vat_is_invoiced_what_it_was_paid(world: Any) -> None:
    found = paid(world)
    assert (found.number, found.kind) == ("TOILE-6001234-0001", "389")
    assert (found.net_cents, found.vat_cents) == (3_001, 0)
    written = found.written
    assert "TVA non applicable, art. 293 B du CGI" in written.mentions
    assert written.seller.siret == "73282932000074"
    assert written.buyer.town == "Paris"
    assert written.first < written.last
    assert bank_balance() == -30_010_000


def test_a_cinema_under_vat_is_paid_its_vat_on_top(world: Any) -> None:
    found = paid(world, **NORMAL)
    assert (found.net_cents, found.vat_cents, found.gross_cents) == (3_001, 600, 3_601)
    assert payable(world.royal) == 0
    assert bank_balance() == -36_010_000
    assert (
        Balance.objects.get(account__code="vat_deductible").amount_micros == 6_000_000
    )
    assert trial_balance() == []
    assert sum(kept_balance().values()) == 0
    mail = Mail.objects.get(recipient="royal@toile.test", template="transfers/paid")
    assert "36,01" in mail.text


def test_the_cinema_is_handed_its_invoice(world: Any) -> None:
    found = paid(world)
    mail = Mail.objects.get(recipient="royal@toile.test", template="invoices/issued")
    assert found.number in mail.text
    assert "15 jours" in mail.text
    assert AuditEntry.objects.filter(action="invoice.issued").count() == 1


def test_what_is_said_twice_is_invoiced_once(world: Any) -> None:
    found = paid(world)
    settle(found.transfer, Outcome.EXECUTED, world)
    assert services.issue(found.transfer) == found
    assert Invoice.objects.count() == 1


def test_what_came_back_is_credited_and_the_next_is_another(world: Any) -> None:
    first = paid(world, **NORMAL)
    for _ in range(2):
        settle(first.transfer, Outcome.RETURNED, world)
    note = Invoice.objects.get(kind="261")
    assert note.corrects == first
    assert (note.number, note.gross_cents) == ("TOILE-6001234-0002", 3_601)
    assert note.written.corrects is not None
    assert note.written.corrects.reason == "Virement revenu : AC04"
    assert (bank_balance(), payable(world.royal)) == (0, 30_010_000)
    again = paid(world, 1_000_000, **NORMAL)
    assert (again.number, again.net_cents) == ("TOILE-6001234-0003", 3_101)
    # The days that the credit note took back are invoiced again.
    assert again.first_day == first.first_day


def test_a_transfer_of_which_only_the_return_is_told_has_no_paper(world: Any) -> None:
    settle(at_the_bank(world), Outcome.RETURNED, world)
    assert not Invoice.objects.exists()
    assert bank_balance() == 0


def test_clicks_found_invalid_after_the_payout_lower_the_next_invoice(
    world: Any,
) -> None:
    found = paid(world)
    click = owe(world, world.royal, 2_000_000)
    take_out([click], "robot", found.issued_at)
    owe(world, world.royal, 31_000_000)
    again = paid(world, 1_230_000)
    assert again.net_cents == 3_223
    assert Invoice.objects.filter(kind="261").count() == 0


def test_a_mandate_revoked_meanwhile_leaves_a_payment_without_an_invoice(
    world: Any,
) -> None:
    row = at_the_bank(world)
    owner = world.people.users["royal"]
    services.revoke(world.royal, "Odile", "gérante", owner)
    settle(row, Outcome.EXECUTED, world)
    assert row.state == Transfer.State.EXECUTED
    assert list(uninvoiced()) == [row]
    made = services.issue(row)
    assert isinstance(made, Unissued)
    assert "aucun mandat" in made.words.lower()
    mandate(world.royal)
    assert isinstance(services.issue(row), Invoice)
    assert list(uninvoiced()) == []


def test_a_regime_changed_after_the_approval_counts_for_the_next(world: Any) -> None:
    row = at_the_bank(world)
    identify(world.people.royal, **NORMAL)
    settle(row, Outcome.EXECUTED, world)
    found = row.invoices.get()
    assert (found.vat_regime, found.vat_cents) == ("franchise", 0)
    assert found.written.seller.vat_number == ""
    assert paid(world, **NORMAL).vat_cents == 600


def test_a_regime_changed_before_the_approval_is_checked_again(world: Any) -> None:
    run, people = propose(world), world.people
    identify(people.royal, **NORMAL)
    with pytest.raises(RefusedError, match="vérifiez à nouveau"):
        approve(run.id, people.users["scare"], TODAY)
    check_again(run.id, people.users["scare"], TODAY)
    assert run.transfers.get().vat_micros == 6_000_000


def test_a_corrected_invoice_is_taken_back_and_written_anew(world: Any) -> None:
    found, by = paid(world), world.people.users["scare"]
    identify(world.people.royal, legal_name="SAS Le Royal")
    anew = services.reissue(found, "Raison sociale", by)
    assert anew.written.seller.name == "SAS Le Royal"
    assert (anew.sequence, anew.net_cents) == (3, found.net_cents)
    assert (anew.first_day, anew.last_day) == (found.first_day, found.last_day)
    with pytest.raises(RefusedError, match="déjà annulée"):
        services.reissue(found, "encore", by)


def test_a_correction_never_changes_the_vat_that_was_paid(world: Any) -> None:
    found = paid(world)
    identify(world.people.royal, **NORMAL)
    with pytest.raises(RefusedError, match="n’est pas celle du régime"):
        services.reissue(found, "TVA", world.people.users["scare"])
    assert Invoice.objects.count() == 1


def test_the_union_is_named_by_its_identity_where_it_has_one(world: Any) -> None:
    row = LegalIdentity(
        legal_name="Syndicat SCARE",
        siret="40483304800022",
        street="1 rue X",
        postal_code="75001",
        town="Paris",
        vat_regime="franchise",
        contact_name="Zoé",
    )
    names = ("legal_name", "siret", "street", "postal_code", "town", "vat_regime")
    fields = {name: getattr(row, name) for name in (*names, "contact_name")}
    set_identity(world.people.scare, world.people.users["scare"], **fields)
    assert paid(world).written.buyer.siren == "404833048"


@pytest.mark.parametrize("name", ["Ciné\x07ma 映画館 🎬", "Œil & <b>Lune</b> #let x"])
def test_the_paper_holds_the_xml_whatever_the_name(world: Any, name: str) -> None:
    found = paid(world, legal_name=name)
    pdf = services.paper_of(found)
    assert services.paper_of(found) == pdf
    _file, inside = facturx.get_facturx_xml_from_pdf(pdf)
    assert inside == bytes(found.xml)
    reader = PdfReader(io.BytesIO(pdf))
    assert b"pdfaid:part>3" in reader.trailer["/Root"]["/Metadata"].get_data()
    words = reader.pages[0].extract_text()
    for said in (found.number, "Autofacturation", "30,01", "TVA non applicable"):
        assert said in words.replace("\u00a0", " ").replace("\u202f", " ")


def test_papers_are_set_before_somebody_asks(world: Any) -> None:
    found = paid(world)
    (asked,) = Job.objects.filter(kind=PAPERS)
    assert asked.state == Job.State.WAITING
    before = services.paper_of(found)
    set_papers(Told())
    assert services.keep_paper(found).content == before
    assert found.paper.sha256 == hashlib.sha256(services.paper_of(found)).hexdigest()


class Told:
    """Hears how far a job is."""

    def tell(self, done: int, total: int, message: str = "") -> None: ...

    def show(self, url: str) -> None: ...
