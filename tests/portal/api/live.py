"""Fills the database of a running portal, and tells the token of its distributor.

A program of its own: the tests' database is not that of a running portal.
"""

import json
import sys

import django

django.setup()

from toile.portal.accounts import services as accounts  # noqa: E402 - after Django
from toile.portal.accounts.models import Membership, Organisation  # noqa: E402
from toile.portal.accounts.seats import Seat  # noqa: E402
from toile.portal.inventory import services as inventory  # noqa: E402
from toile.portal.tokens.scopes import OFFERED  # noqa: E402
from toile.portal.tokens.services import make_token  # noqa: E402

kinds = Organisation.Kind
accounts.add_organisation(kinds.UNION, "SCARE", "scare")
condor = accounts.add_organisation(kinds.DISTRIBUTOR, "Condor", "condor")
person = accounts.add_person("condor@toile.test", "Condor")
seat = Seat(person, accounts.add_membership(person, condor, Membership.Role.OWNER))
publisher = inventory.add_publisher("France Inter", ["https://inter.example"])
inventory.add_placement(
    publisher, name="Encart", format="insert", width=300, height=250
)
_token, text = make_token(seat, "docs", OFFERED[kinds.DISTRIBUTOR], 30)
sys.stdout.write(json.dumps({"token": text}))
