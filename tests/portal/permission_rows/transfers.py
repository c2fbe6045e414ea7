"""Who may open what of ``transfers``."""

from bank_files import entry, statement
from clock import TODAY
from permission_rows import Given, Stage
from toile.portal.keys import new_key
from toile.portal.payouts.bank import change_bank_account
from toile.portal.transfers import services
from transfers_stage import IBANS, details, identify, owe

TABLE = """
url method answers
transfers:list         GET    union
transfers:propose      POST   union
transfers:run          GET    union
transfers:check_again  POST   union
transfers:approve      POST   union
transfers:cancel       POST   union
transfers:hand_over    POST   union
transfers:file         GET    in 403 403 403 403 403 403 403 403 200 200 403 403 403 403
transfers:withdraw     POST   union
transfers:look         POST   union
transfers:settle       POST   union
transfers:answer       GET    union
transfers:answer       POST   union
transfers:payer        GET    union
transfers:payer        POST   in 403 403 403 403 403 403 403 403 302 403 403 403 403 403
"""

DEEDS = {
    f"transfers:{deed}" for deed in ("hand_over", "look", "settle", "answer", "payer")
}

PAYER = {
    "holder": "SCARE",
    "iban": IBANS["scare"],
    "bic": "AGRIFRPP",
    "street": "9 place Neuve",
    "postal_code": "75010",
    "town": "Paris",
}


def given(stage: Stage) -> Given:
    """A run that pays the Royal, at the bank."""
    people = stage.world.people
    identify(people.royal)
    change_bank_account(
        people.royal, details("Le Royal", IBANS["royal"]), people.users["royal"]
    )
    owe(stage.world, stage.world.royal, 30_000_000)
    services.set_payer(
        people.scare,
        details("SCARE", IBANS["scare"]),
        people.users["scare"],
        street="12 rue de l'Échiquier",
        postal_code="75010",
        town="Paris",
    )
    run = services.propose(new_key(), people.users["scare"], TODAY)
    for name in ("scare", "scare_editor"):
        services.approve(run.id, people.users[name], TODAY)
    services.hand_over(run.id, people.users["scare"])
    transfer = run.transfers.get()
    file = statement(entry(transfer.reference, "30.00"))
    own_run: tuple[tuple[str, ...], dict[str, object]] = ((run.id,), {})
    own_transfer: tuple[tuple[str, ...], dict[str, object]] = ((transfer.id,), {})
    return {
        "transfers:propose": ((), {"key": new_key()}),
        "transfers:run": own_run,
        "transfers:check_again": own_run,
        "transfers:approve": own_run,
        "transfers:cancel": own_run,
        "transfers:hand_over": own_run,
        "transfers:file": own_run,
        "transfers:withdraw": own_transfer,
        "transfers:look": own_transfer,
        "transfers:settle": ((transfer.id,), {"outcome": "executed", "reason": ""}),
        "transfers:answer": ((), {"file": file}),
        "transfers:payer": ((), PAYER),
    }
