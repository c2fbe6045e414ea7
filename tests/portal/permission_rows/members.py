"""Who may open what of ``members``."""

import datetime
import hashlib

from django.utils import timezone

from permission_rows import Given, Stage
from toile.portal.agreements import services as agreements
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.listing import Listed
from toile.portal.members.models import Join

# A join belongs to the person who began it: for everybody else it is not there.
OWN = "in   200  404  404  404  404  404  404  404  404  404  404  404  404  404"
LED = "in   302  404  404  404  404  404  404  404  404  404  404  404  404  404"
OWNER = "in   200  403  403  404  403  403  403  403  403  403  403  403  403  403"
DID = "in   302  403  403  404  403  403  403  403  403  403  403  403  403  403"

TABLE = f"""
url method audience
members:join           GET    everyone
members:listed         GET    everyone
members:listed         POST   302  302  302  302  302  302  302  302  302  302  302  302  302  302  302
members:by_hand        GET    everyone
members:by_hand        POST   302  302  302  302  302  302  302  302  302  302  302  302  302  302  302
members:sent           GET    everyone
members:confirm        GET    everyone
members:confirm        POST   302  302  302  302  302  302  302  302  302  302  302  302  302  302  302
members:go_on          GET    {LED}
members:identity       GET    {OWN}
members:identity       POST   {LED}
members:agreement      GET    {OWN}
members:agreement      POST   in   422  404  404  404  404  404  404  404  404  404  404  404  404  404
members:bank           GET    {OWN}
members:bank           POST   {LED}
members:pixel          GET    {LED}
members:pixel          POST   {LED}
members:cinema_pixel   GET    of_the_royal_and_union
members:cinema_pixel   POST   in   302  302  403  404  403  403  403  403  403  403  403  403  403  403
members:signs          GET    of_the_royal_and_union
members:plugin         GET    of_the_royal_and_union
members:webmaster      POST   of_the_royal
members:bank_account   GET    {OWNER}
members:bank_account   POST   {DID}
members:contract       GET    of_the_royal_and_union
members:export         GET    of_the_royal
members:participation  GET    of_the_royal
members:pause          POST   of_the_royal
members:resume         POST   of_the_royal
members:leave          POST   {DID}
members:stay           POST   {DID}
"""  # noqa: E501 - a table is read by its columns

# Deeds that leave a mark of their own when they are allowed.
DEEDS = {
    "members:listed",
    "members:by_hand",
    "members:confirm",
    "members:identity",
    "members:bank",
    "members:cinema_pixel",
    "members:bank_account",
    "members:webmaster",
    "members:pause",
    "members:leave",
}
TOKEN = "a-link-that-is-known-by-its-hash"
SIRET = "73282932000074"
RIB = {
    "holder": "SARL Le Royal",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "bic": "AGRIFRPP",
}
IDENTITY = {
    "cinema_name": "Le Pagnol",
    "legal_name": "SARL Pagnol",
    "siret": SIRET,
    "street": "1 quai",
    "postal_code": "83000",
    "town": "Toulon",
    "vat_regime": "franchise",
    "contact_name": "Marius",
    "contact_email": "marius@toile.test",
    "origins": "lepagnol.example",
    "belongs_to": "new",
}

_FIELDS = {
    "legal_name",
    "siret",
    "street",
    "postal_code",
    "town",
    "vat_regime",
    "contact_name",
}


def _soon() -> str:
    return (timezone.localdate() + datetime.timedelta(days=7)).isoformat()


def given(stage: Stage) -> Given:
    """A listed cinema, joins at several steps, and the Royal's own pages."""
    people, royal = stage.world.people, stage.world.royal
    listed = Listed(
        "123", "7", "LE PAGNOL", "", "Toulon", "83137", "83", 2, 90, "B", "", None, None
    )
    cinemas.put_list([listed])
    begun = Join.objects.create(
        email="royal@toile.test",
        user=people.users["royal"],
        name="Le Pagnol",
        commune="Toulon",
    )
    agreements.set_identity(
        people.royal,
        **{name: IDENTITY[name] for name in _FIELDS} | {"siret": SIRET},
    )
    unsigned = cinemas.add_cinema(
        people.royal, ask=False, name="Annexe", commune="Toulon"
    )
    cinemas.add_site(unsigned, "Annexe", ["https://annexe.example"])
    to_sign = Join.objects.create(
        email="royal@toile.test",
        user=people.users["royal"],
        name="Annexe",
        commune="Toulon",
        cinema=unsigned,
    )
    signed = Join.objects.create(
        email="royal@toile.test",
        user=people.users["royal"],
        name="Le Royal",
        commune="Toulon",
        cinema=royal,
    )
    Join.objects.create(
        email="new@toile.test",
        token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(),
        asked_at=timezone.now(),
        name="Le Lux",
        commune="Caen",
    )
    email = {"email": "somebody@toile.test"}
    by_hand = {"name": "Le Lux", "postal_code": "14000", "commune": "Caen"}
    tools = {"maker": "wix", "consent_tool": "toile", "site": stage.world.site.id}
    own = (royal.id,)
    return {
        "members:listed": (("123",), email),
        "members:by_hand": ((), {**by_hand, "screens": "2", **email}),
        "members:confirm": (
            (TOKEN,),
            {"name": "Odile", "password": "une phrase de passe bien longue"},
        ),
        "members:go_on": ((begun.id,), {}),
        "members:identity": ((begun.id,), IDENTITY),
        "members:agreement": ((to_sign.id,), {"name": "", "function": ""}),
        "members:bank": ((signed.id,), RIB),
        "members:pixel": ((signed.id,), tools),
        "members:cinema_pixel": (own, tools),
        "members:signs": (own, {}),
        "members:plugin": (own, {}),
        "members:webmaster": (
            own,
            {"email": "web@toile.test", "site": stage.world.site.id},
        ),
        "members:bank_account": (own, RIB),
        "members:contract": (own, {}),
        "members:export": (own, {}),
        "members:participation": (own, {}),
        "members:pause": (own, {"reason": "Travaux"}),
        "members:resume": (own, {}),
        "members:leave": (own, {"day": _soon(), "agreed": "on"}),
        "members:stay": (own, {}),
    }
