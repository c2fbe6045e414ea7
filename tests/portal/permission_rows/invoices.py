"""Who may open what of ``invoices``."""

from clock import TODAY
from invoices_stage import blank_pdf, paid
from permission_rows import Given, Stage
from toile.portal.invoices import services
from toile.portal.invoices.forms import NumbersForm
from toile.portal.invoices.numbers import numbers

TABLE = """
url method answers
invoices:cinema        GET    of_the_royal_and_union
invoices:sign          POST   in 302 403 403 404 403 403 403 403 403 403 403 403 403 403
invoices:bring         POST   in 302 302 403 404 403 403 403 403 302 302 403 403 403 403
invoices:revoke        POST   in 302 403 403 404 403 403 403 403 403 403 403 403 403 403
invoices:mandate       GET    of_the_royal_and_union
invoices:contest       POST   of_the_royal
invoices:pdf           GET    of_the_royal_and_union
invoices:xml           GET    of_the_royal_and_union
invoices:union         GET    union
invoices:archive       GET    union
invoices:issue         POST   union
invoices:answer        POST   union
invoices:identity      GET    union
invoices:identity      POST   in 403 403 403 403 403 403 403 403 302 403 403 403 403 403
invoices:accounting    GET    union
invoices:accounting    POST   union
invoices:fec           GET    in 403 403 403 403 403 403 403 403 302 302 302 403 403 403
invoices:proforma      GET    in 403 403 403 403 200 200 200 200 403 403 403 200 403 403
invoices:proforma_pdf  GET    in 403 403 403 403 200 200 200 404 403 403 403 200 403 403
"""

DEEDS = {
    f"invoices:{deed}" for deed in ("bring", "revoke", "contest", "answer", "identity")
}

SIGNER = {"name": "Odile Marin", "function": "gérante", "agreed": "on"}
IDENTITY = {
    "legal_name": "Syndicat SCARE",
    "siret": "404 833 048 00022",
    "street": "12 rue de l'Échiquier",
    "postal_code": "75010",
    "town": "Paris",
    "vat_regime": "franchise",
    "contact_name": "Zoé",
}


def given(stage: Stage) -> Given:
    """Two invoices of the Royal, one contested."""
    world = stage.world
    contested, found = paid(world), paid(world, 40_000_000)
    contest = services.contest(contested, "montant", world.people.users["royal"])
    cinema = (world.royal.id,)
    brought = {
        "name": "Odile Marin",
        "function": "gérante",
        "signed_on": TODAY.isoformat(),
        "scan": blank_pdf(),
    }
    fields = NumbersForm(numbers()).fields
    chart = {name: field.initial for name, field in fields.items()}
    distributor = (world.people.condor.id, f"{TODAY:%Y-%m}")
    return {
        "invoices:cinema": (cinema, {}),
        "invoices:sign": (cinema, SIGNER),
        "invoices:bring": (cinema, brought),
        "invoices:revoke": (cinema, SIGNER),
        "invoices:mandate": ((world.royal.mandates.latest("at").id,), {}),
        "invoices:contest": ((found.id,), {"reason": "Le nom est faux."}),
        "invoices:pdf": ((found.id,), {}),
        "invoices:xml": ((found.id,), {}),
        "invoices:issue": ((found.transfer_id,), {}),
        "invoices:answer": ((contest.id,), {"words": "Non.", "accepted": "no"}),
        "invoices:identity": ((), IDENTITY),
        "invoices:accounting": ((), chart),
        "invoices:proforma_pdf": (distributor, {}),
    }
