"""One turn of signing: the text and a form, then the code, then it is signed.

Two pages take turns: the step of joining and the page of an agreement anew.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from toile.portal.accounts.models import User
from toile.portal.agreements.forms import CodeForm, ScanForm, SignForm
from toile.portal.agreements.models import Agreement, SigningCode
from toile.portal.agreements.signing import codes_of, send_code, sign_by_code
from toile.portal.agreements.texts import Contract, Party, contract_of
from toile.wire.clock import now_ms, paris_date

INVALID = 422
_KEPT = ("name", "function", "authority")


@dataclass(frozen=True)
class Turn:
    """What to show, or what was done: a code is on its way, or it is signed."""

    given: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    sent: bool = False
    signed: Agreement | None = None


def take_turn(request: HttpRequest, user: User, party: Party) -> Turn:
    """Answer a request for the page on which a party signs."""
    contract = contract_of(party, paris_date(now_ms()))
    if request.method != "POST":
        return _shown(contract, user, codes_of(party, user).first())
    if "code" in request.POST:
        return _by_code(request, user, contract)
    return _for_code(request, user, contract)


def _shown(
    contract: Contract, user: User, code: SigningCode | None, **given: object
) -> Turn:
    """Show the text; the code's form if one is on its way for this very text.

    What was written to get the last code stands there for the next.
    """
    fits = code and code.is_open and code.text_hash == contract.text_hash
    start = {"text_hash": contract.text_hash, "name": user.name}
    if code is not None:
        start |= {
            "name": code.signer_name,
            "function": code.signer_function,
            "authority": code.authority,
        }
    status = INVALID if given else 200
    shown = {
        "contract": contract,
        "form": SignForm(initial=start),
        "code": code if fits else None,
        "code_form": CodeForm(initial={"text_hash": contract.text_hash}),
        "scan_form": ScanForm(),
        **given,
    }
    return Turn(shown, status)


def _for_code(request: HttpRequest, user: User, contract: Contract) -> Turn:
    form = SignForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            send_code(
                contract.party,
                user,
                name=told["name"],
                function=told["function"],
                authority=told["authority"],
                text_hash=told["text_hash"],
                today=paris_date(now_ms()),
            )
        except ValidationError as error:
            if error.code == "changed":
                # The same words with the present text's hash, and the box open again.
                kept = {name: form.data.get(name, "") for name in _KEPT}
                form = SignForm(kept | {"text_hash": contract.text_hash})
            form.add_error(None, error.messages)
        else:
            return Turn(sent=True)
    return _shown(contract, user, None, form=form)


def _by_code(request: HttpRequest, user: User, contract: Contract) -> Turn:
    form = CodeForm(request.POST)
    party = contract.party
    if form.is_valid():
        told = form.cleaned_data
        try:
            signed = sign_by_code(
                party, user, told["code"], told["text_hash"], paris_date(now_ms())
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return Turn(signed=signed)
    code = codes_of(party, user).first()
    if code and code.is_open and code.text_hash == contract.text_hash:
        return _shown(contract, user, code, code_form=form)
    # The code is past: its fault stands where another is asked for.
    return _shown(contract, user, code, faults=form.non_field_errors())
