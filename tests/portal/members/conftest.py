"""Somebody who wants to join, and the list in which they find themselves."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.listing import Listed
from toile.portal.mail.models import Mail
from toile.portal.members.models import Join

EMAIL = "odile@lepagnol.test"
PASSWORD = "une phrase de passe bien longue"
IDENTITY = {
    "cinema_name": "Le Pagnol",
    "legal_name": "SARL Pagnol",
    "siret": "732 829 320 00074",
    "street": "1, quai du Port",
    "postal_code": "83 000",
    "town": "Toulon",
    "vat_regime": "normal",
    "vat_number": "FR 44 732 829 320",
    "contact_name": "Odile Marius",
    "contact_email": "odile@lepagnol.test",
    "origins": "https://www.lepagnol.example/films?x=1",
}
RIB = {
    "holder": "SARL Pagnol",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "bic": "AGRI FR PP",
}


class Joiner:
    """A browser that goes the way of joining, step by step."""

    def __init__(self) -> None:
        self.client = Client()

    def link(self) -> str:
        """The link of the newest letter to the person."""
        text = Mail.objects.filter(recipient=EMAIL).latest("made_at").text
        found = re.search(r"/rejoindre/confirmer/[^\s]+", text)
        assert found, text
        return found[0]

    @property
    def join(self) -> Join:
        return Join.objects.get()

    def url(self, step: str) -> str:
        return reverse(f"members:{step}", args=[self.join.id])

    def begin(self) -> Any:
        return self.client.post(
            reverse("members:listed", args=["123"]), {"email": EMAIL}
        )

    def confirm(self) -> Any:
        self.begin()
        given = {"name": "Odile Marius", "password": PASSWORD}
        return self.client.post(self.link(), given)

    def identify(self, **changed: str) -> Any:
        return self.client.post(self.url("identity"), {**IDENTITY, **changed})

    def ask_for_code(self, **changed: str) -> Any:
        page = self.client.get(self.url("agreement")).content.decode()
        found = re.search(r'name="text_hash" value="(\w{64})"', page)
        assert found
        given = {
            "name": "Odile Marius",
            "function": "gérante",
            "authority": "legal",
            "agreed": "on",
        }
        posted = {**given, "text_hash": found[1], **changed}
        return self.client.post(self.url("agreement"), posted)

    def code(self) -> str:
        """The code of the newest letter."""
        mails = Mail.objects.filter(template="agreements/code")
        found = re.search(r"\b(\d{3} \d{3})\b", mails.latest("made_at").text)
        assert found
        return found[1]

    def sign(self, **changed: str) -> Any:
        """Ask for the code, then sign with it."""
        if (answer := self.ask_for_code(**changed)).status_code != 302:
            return answer
        page = self.client.get(self.url("agreement")).content.decode()
        found = re.search(r'name="text_hash" value="(\w{64})"', page)
        assert found
        given = {"text_hash": found[1], "code": self.code()}
        return self.client.post(self.url("agreement"), given)

    def bank(self, **changed: str) -> Any:
        return self.client.post(self.url("bank"), {**RIB, **changed})


@pytest.fixture
def listed(people: Any) -> None:
    """The Pagnol of Toulon in the CNC's list; SCARE decides."""
    cinemas.put_list(
        [
            Listed(
                "123",
                "7",
                "LE PAGNOL",
                "1 QUAI DU PORT",
                "Toulon",
                "83137",
                "83",
                2,
                190,
                "B",
                "JP",
                43.12,
                5.93,
            )
        ]
    )


@pytest.fixture
def joiner(listed: None) -> Joiner:
    """Odile, who manages the Pagnol."""
    return Joiner()
