"""The local dataset, and records such as tills send them."""

import datetime
import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clock import FIXED_NOON
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.showtimes import services
from toile.portal.showtimes.models import Import
from toile.portal.showtimes.source import read

ROYAL = "7429951"
ELDORADO = "2001234"


def _dataset_module() -> Any:
    """Load the server beside this file, once (tests are imported by their path)."""
    name = "showtimes_dataset"
    if name not in sys.modules:
        path = Path(__file__).parent / "dataset.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def dataset() -> Iterator[Any]:
    """A local copy of the API, empty and well."""
    with _dataset_module().served() as made:
        yield made


@pytest.fixture
def line() -> Callable[..., dict[str, Any]]:
    """Write a record: L'Ombre de Staline at the Royal, so many hours from noon."""
    made = iter(range(10_000))

    def write(hours: float = 2, **fields: Any) -> dict[str, Any]:
        start = FIXED_NOON + datetime.timedelta(hours=hours)
        return {
            "_id": f"line-{next(made)}",
            "filmtitle": "L'Ombre de Staline",
            "filmdirector": "Agnieszka Holland",
            "showstart": start.isoformat(),
            "cineid": ROYAL,
            **fields,
        }

    return write


@pytest.fixture
def programme(world: Any, dataset: Any) -> Callable[..., Import]:
    """The portal's world with numbers of the CNC; imports what the dataset holds."""
    world.royal.cnc_number = "429951"
    world.royal.save()
    world.eldorado.cnc_number = "1234"
    world.eldorado.departement = "83"
    world.eldorado.save()
    world.film.director = "Agnieszka Holland"
    world.film.save()
    agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        world.people.eldorado,
        "SCARE-2026-002",
        datetime.date(2026, 1, 1),
        cinema=world.eldorado,
    )

    def take_in(now: datetime.datetime = FIXED_NOON) -> Import:
        reading = partial(read, dataset.url, sleep=lambda _seconds: None)
        return services.import_programme(reading, now)

    return take_in
