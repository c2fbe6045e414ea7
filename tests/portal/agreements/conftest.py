"""The Eldorado, which signs: its identity, its site, and its way through the pages."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.texts import Party
from toile.portal.cinemas import services as cinemas
from toile.portal.mail.models import Mail

IDENTITY = {
    "legal_name": "SARL Eldorado",
    "siret": "73282932000074",
    "street": "21, rue Alfred de Musset",
    "postal_code": "21000",
    "town": "Dijon",
    "vat_regime": "franchise",
    "contact_name": "Odile Marius",
}
SAID = {
    "name": "Odile Marius",
    "function": "gérante",
    "authority": "legal",
    "agreed": "on",
}


def code() -> str:
    """The digits of the newest code letter."""
    text = Mail.objects.filter(template="agreements/code").latest("made_at").text
    found = re.search(r"\b(\d{3}) (\d{3})\b", text)
    assert found, text
    return found[1] + found[2]


@dataclass
class Signer:
    """A browser on the page where a party signs."""

    client: Client
    key: str

    @property
    def url(self) -> str:
        return reverse("agreements:sign", args=[self.key])

    def text_hash(self) -> str:
        page = self.client.get(self.url).content.decode()
        found = re.search(r'name="text_hash" value="(\w{64})"', page)
        assert found
        return found[1]

    def ask(self, **changed: str) -> Any:
        given = {**SAID, "text_hash": self.text_hash(), **changed}
        return self.client.post(self.url, given)

    def give(self, digits: str, **changed: str) -> Any:
        given = {"code": digits, "text_hash": self.text_hash(), **changed}
        return self.client.post(self.url, given)

    def sign(self) -> Agreement:
        self.ask()
        answer = self.give(code())
        assert answer.status_code == 302, answer.content.decode()
        return Agreement.objects.filter(stage="awaiting").latest("id")


@pytest.fixture
def eldorado(world: Any) -> Party:
    """The Eldorado of Dijon, approved, with a site and an identity, nothing signed."""
    agreements.set_identity(world.people.eldorado, **IDENTITY)
    cinemas.add_site(world.eldorado, "eldorado", ["https://eldorado.example"])
    world.eldorado.refresh_from_db()
    return Party(world.people.eldorado, world.eldorado)


@pytest.fixture
def signer(eldorado: Party, sign_in: Any) -> Signer:
    """The Eldorado's responsible person."""
    assert eldorado.cinema is not None
    return Signer(sign_in("eldorado"), eldorado.cinema.pk)
