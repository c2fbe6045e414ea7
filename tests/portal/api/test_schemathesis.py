"""The document is kept, whatever is sent: Schemathesis, with all of its checks.

It makes requests from the document, right ones and wrong ones, and sends them to the
real WSGI door. 400 is for what does not have the documented shape, so that no request
that has it may get one; 422 is for what is against a rule that no shape can tell.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pytest_django import Settings
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.config._checks import (
    NEGATIVE_DATA_REJECTION_EXPECTED_STATUSES as REJECTED,
)
from schemathesis.config._checks import (
    POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES as ACCEPTED,
)
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.core.parameters import ParameterLocation

from statements_stage import drawn
from toile.portal.approvals.models import Approval
from toile.portal.inventory.models import Deal
from toile.portal.inventory.services import add_deal, add_exchange
from toile.portal.project.api import openapi
from toile.portal.project.wsgi import application

EXAMPLES = 10
CALLERS = ("scare", "klox", "royal", "condor")

CONFIG = SchemathesisConfig(
    seed=1,
    projects=ProjectsConfig(
        default=ProjectConfig(
            generation=GenerationConfig(deterministic=True, max_examples=EXAMPLES),
            checks=ChecksConfig(
                positive_data_acceptance=PositiveDataAcceptanceConfig(
                    expected_statuses=[*ACCEPTED, "422"]
                ),
                negative_data_rejection=NegativeDataRejectionConfig(
                    expected_statuses=[*REJECTED, "411", "413"]
                ),
            ),
        )
    ),
)


@pytest.fixture(params=CALLERS)
def caller(
    request: pytest.FixtureRequest, token_of: Callable[..., str], settings: Settings
) -> str:
    """A token of each kind of caller, which may call as often as it likes."""
    settings.TOILE = msgspec.structs.replace(settings.TOILE, api_calls=10**9)
    return token_of(request.param)


def door(environ: dict[str, Any], start: Any) -> Any:
    """The portal's door, for werkzeug's client: it tells no length, unpacks nothing."""
    if "HTTP_TRANSFER_ENCODING" not in environ:
        environ.setdefault("CONTENT_LENGTH", "0")
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return application(environ, start)


document = schemathesis.openapi.from_dict(deepcopy(openapi()), config=CONFIG)
document.app = door


def lead_somewhere(case: Any, world: Any) -> None:
    """Give a right request keys that are there; drawn ones are nobody's."""
    deal = _deal(world)
    keys = {
        "deal_id": deal.id,
        "exchange_id": deal.exchange_id,
        "cinema_id": world.royal.id,
        "film_id": world.film.id,
        "campaign_id": world.campaign.id,
        "flight_id": world.line.flight_id,
        "creative_id": world.creative.id,
        "approval_id": Approval.objects.order_by("id").values_list("id", flat=True)[0],
    }
    if "statement_id" in case.path_parameters:
        keys["statement_id"] = drawn(world).id
    parts = case.meta.components
    if case.path_parameters and parts[ParameterLocation.PATH].mode.is_positive:
        case.path_parameters = {name: keys[name] for name in case.path_parameters}
    body = parts.get(ParameterLocation.BODY)
    if body and body.mode.is_positive and isinstance(case.body, dict):
        named = {
            "exchange": deal.exchange_id,
            "film": world.film.id,
            "publisher": world.placement.publisher_id,
            "placements": [world.placement.id],
        }
        case.body |= {name: key for name, key in named.items() if name in case.body}


def _deal(world: Any) -> Deal:
    """A deal of an exchange; one example after the other finds the same."""
    known = Deal.objects.first()
    if known is not None:
        return known
    operator, by = world.people.klox, world.people.users["klox"]
    exchange = add_exchange(operator, by, name="Equativ", slug="equativ")
    return add_deal(exchange, [], operator, by, code="X1", name="Accord")


@pytest.mark.slow
@document.parametrize()
@hypothesis(
    deadline=None,
    derandomize=True,
    max_examples=EXAMPLES,
    suppress_health_check=list(HealthCheck),
)
def test_the_document_is_kept(case: Any, caller: str, world: Any) -> None:
    lead_somewhere(case, world)
    case.call_and_validate(headers={"Authorization": f"Bearer {caller}"})
