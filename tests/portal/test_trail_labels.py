"""Every deed that the portal writes into the trail has words of its own."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from toile import portal
from toile.ops import custody
from toile.portal.approvals.models import Approval
from toile.portal.audit.labels import ACTIONS, action_label
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.audit.services import record
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Site
from toile.portal.decisions.models import SiteVerdict
from toile.portal.invoices.models import Mandate

WRITERS = {"record", "note", "note_own", "_note", "Deed"}
# What the open part of a code can be.
OPEN = {
    "approval.*": set(Approval.Status.values) - {"pending"},
    "campaign.*": set(Campaign.Status.values),
    "site.*": set(Site.Status.values),
    "payout.transfer_*": {"executed", "rejected", "returned"},
    "subject_request.*": {"registered", "prolonged", "answered", "closed"},
    "site_verdict.*": set(SiteVerdict.Verdict.values),
    "invoice.*": {"issued", "credited"},
    "mandate.*": set(Mandate.Deed.values),
    "*.*_in_admin": set[str](),
}


def written(source: str) -> Iterator[str]:
    """Find the codes that a module gives to the trail; * stands for what is open."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name not in WRITERS:
                continue
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "*"
                    for part in first.values
                )


def test_every_code_that_is_written_has_its_label() -> None:
    found: set[str] = set()
    # The ceremony of keys is the command line's, and in the trail as well.
    for path in (*Path(portal.__file__).parent.rglob("*.py"), Path(custody.__file__)):
        found |= set(written(path.read_text()))
    assert {code for code in found if "*" in code} == set(OPEN)
    codes = {code for code in found if "*" not in code}
    for pattern, values in OPEN.items():
        codes |= {pattern.replace("*", value) for value in values}
    assert codes == set(ACTIONS)


def test_deeds_in_the_admin_name_what_they_were_done_to() -> None:
    assert action_label("creative.added_in_admin") == (
        "ajout dans l’administration (création)"
    )
    kinds = [
        model._meta.model_name
        for model, each in admin.site._registry.items()
        if isinstance(each, RecordedAdmin)
    ]
    assert len(kinds) > 8
    for kind in kinds:
        for deed in ("added", "changed", "deleted"):
            assert "_" not in action_label(f"{kind}.{deed}_in_admin")


@pytest.mark.parametrize("code", ["x", "x.y", "approval", "x.added_in_admin", ""])
def test_an_unknown_code_is_not_hidden(code: str) -> None:
    assert code.partition(".")[0] in action_label(code)


def test_the_union_reads_the_trail_in_french(
    world: Any, sign_in: Callable[[str], Client]
) -> None:
    record("creative.added_in_admin", "creative", "x")
    page = sign_in("scare").get("/audit/").content.decode()
    for said in ("Accord demandé", "Cinéma inscrit", "Ajout dans l’administration"):
        assert said in page
    rows = page.partition("<tbody>")[2]
    for code in (*ACTIONS, "in_admin"):
        assert code not in rows
