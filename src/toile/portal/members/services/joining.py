"""The deeds of joining: begin, confirm the address, say who one is, ask the union."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.accounts.tokens import hash_token, new_token
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import LegalIdentity, Signature
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Cinema, ListedCinema
from toile.portal.cinemas.search import members_by_number, readable
from toile.portal.members import letters
from toile.portal.members.models import Join
from toile.portal.payouts.bank import bank_account
from toile.wire.geography import departement_of

# Nobody's letter box is flooded from here, and no crowd of strangers sends letters.
REST = datetime.timedelta(minutes=5)
LETTERS_AN_HOUR = 60
KEPT = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Facts:
    """What is known of a cinema that wants to join: from the list, or by hand."""

    name: str
    commune: str
    postal_code: str = ""
    screens: int = 1
    listed: ListedCinema | None = None

    @classmethod
    def of(cls, listed: ListedCinema) -> "Facts":
        """Take them from the list."""
        name, commune = readable(listed.name), listed.commune
        return cls(name, commune, "", listed.screens, listed)


@transaction.atomic
def start(facts: Facts, user: User | None, email: str = "") -> Join:
    """Begin to join; whoever has no account yet is sent a link to make one.

    The same cinema begun by the same person is taken up again.
    """
    _need_no_member(facts.listed.number if facts.listed else "")
    address = user.email if user else email.strip().lower()
    begun = Join.objects.filter(
        email=address,
        name=facts.name,
        commune=facts.commune,
        cinema=None,
        user=user,
    ).first()
    join = begun or Join(email=address, user=user)
    join.listed, join.screens = facts.listed, facts.screens
    join.name, join.commune = facts.name, facts.commune
    join.postal_code = facts.postal_code
    if user is None:
        _send_link(join)
    join.full_clean()
    join.save()
    return join


def _send_link(join: Join) -> None:
    now = timezone.now()
    if join.asked_at and now - join.asked_at < REST:
        # Said alike whether or not the address is known here: the letter is on its way.
        return
    lately = Join.objects.filter(asked_at__gt=now - datetime.timedelta(hours=1))
    if lately.count() >= LETTERS_AN_HOUR:
        raise ValidationError(
            _("Trop de demandes en ce moment : réessayez dans une heure.")
        )
    Join.objects.filter(user=None, asked_at__lt=now - KEPT).delete()
    token = new_token()
    join.token_hash, join.asked_at = hash_token(token), now
    if User.objects.filter(email=join.email).exists():
        letters.known_address(join)
    else:
        letters.confirm_address(join, token)


@transaction.atomic
def confirm(join: Join, name: str, password: str) -> User:
    """Make the account of the person who opened the link of the letter."""
    waiting = Join.objects.select_for_update().get(pk=join.pk)
    if not waiting.link_is_good or User.objects.filter(email=waiting.email).exists():
        raise ValidationError(
            _("Ce lien a déjà servi : connectez-vous, puis reprenez votre adhésion.")
        )
    user = accounts.open_account(waiting.email, name, password)
    # Whatever this address began elsewhere is theirs as well.
    Join.objects.filter(email=waiting.email, user=None).update(user=user, token_hash="")
    return user


@transaction.atomic
def identify(
    join: Join,
    by: User,
    *,
    identity: dict[str, str],
    cinema: dict[str, object],
    origins: Sequence[str],
    contact_email: str,
    organisation: Organisation | None = None,
) -> Cinema:
    """Say who the cinema is: its organisation, itself and its site; again, to correct.

    ``organisation`` is one of the person's own, to which a further cinema belongs.
    """
    waiting = Join.objects.select_for_update().get(pk=join.pk)
    number = waiting.listed.number if waiting.listed else ""
    if waiting.cinema is None:
        _need_no_member(number)
    owner = _organisation(waiting, by, organisation)
    if contact_email != owner.contact_email:
        owner.contact_email = contact_email
        owner.full_clean()
        owner.save(update_fields=["contact_email"])
    agreements.set_identity(owner, by, **identity)
    place = _cinema(waiting, owner, by, cinema)
    site = place.sites.first()
    if site is None:
        cinemas.add_site(place, place.name, origins, by)
    else:
        cinemas.change_site(site, by, origins=list(origins))
    waiting.cinema = place
    waiting.name = place.name
    waiting.save(update_fields=["cinema", "name"])
    return place


@transaction.atomic
def submit(join: Join, by: User) -> Join:
    """Ask the union for its yes, with all that it needs to decide; once."""
    waiting = Join.objects.select_for_update().get(pk=join.pk)
    if waiting.submitted_at or waiting.cinema is None:
        return waiting
    cinema = waiting.cinema
    cinemas.ask_for_approval(cinema, by, facts_for_the_union(waiting))
    waiting.submitted_at = timezone.now()
    waiting.save(update_fields=["submitted_at"])
    return waiting


def facts_for_the_union(join: Join) -> list[tuple[str, str]]:
    """Write down what the union decides by: list, law, contract, bank, site."""
    assert join.cinema is not None
    cinema = join.cinema
    identity: LegalIdentity = cinema.organisation.identity
    agreement = cinema.agreements.first()
    signature = Signature.objects.filter(agreement=agreement).first()
    account = bank_account(cinema.organisation)
    listed, site = join.listed, cinema.sites.first()
    return [
        (
            "Liste du CNC",
            f"{listed}, {listed.address}" if listed else "saisi à la main : à vérifier",
        ),
        ("Raison sociale", identity.legal_name),
        ("SIRET", identity.siret),
        ("Adresse", f"{identity.street}, {identity.postal_code} {identity.town}"),
        ("TVA", f"{identity.get_vat_regime_display()} {identity.vat_number}".strip()),
        ("Convention", agreement.reference if agreement else "–"),
        ("Signataire", signature.signer_name if signature else "–"),
        ("Compte bancaire", f"donné, au nom de {account.holder}" if account else "–"),
        ("Site", ", ".join(site.origins) if site else "–"),
        ("Contact", f"{identity.contact_name}, {cinema.organisation.contact_email}"),
    ]


def _need_no_member(number: str) -> None:
    if members_by_number([number]):
        raise ValidationError(
            _(
                "Ce cinéma est déjà membre : demandez à une personne responsable de "
                "vous inviter dans son équipe."
            )
        )


def _organisation(join: Join, by: User, chosen: Organisation | None) -> Organisation:
    if join.cinema:
        return join.cinema.organisation
    if chosen:
        return chosen
    made = accounts.add_organisation(
        Organisation.Kind.CINEMA,
        f"{join.name}, {join.commune}"[:160],
        _free_slug(f"{join.name} {join.commune}"),
    )
    accounts.add_membership(by, made, Membership.Role.OWNER)
    return made


def _free_slug(words: str) -> str:
    slug = slugify(words)[:70] or "cinema"
    taken = set(
        Organisation.objects.filter(slug__startswith=slug).values_list(
            "slug", flat=True
        )
    )
    free = (name for name in (slug, *(f"{slug}-{at}" for at in range(2, 9999))))
    return next(name for name in free if name not in taken)


def _cinema(
    join: Join, organisation: Organisation, by: User, fields: dict[str, object]
) -> Cinema:
    listed = join.listed
    known = {
        "commune": join.commune,
        "departement": departement_of(str(fields.get("postal_code", ""))) or "",
        **fields,
    }
    if join.cinema:
        return cinemas.change_cinema(join.cinema, by, **known)
    if listed:
        known |= {
            "cnc_number": listed.number,
            "departement": listed.departement,
            "address": listed.address,
            "category": listed.category,
            "screens": listed.screens,
            "latitude": listed.latitude,
            "longitude": listed.longitude,
        }
    return cinemas.add_cinema(
        organisation, by, ask=False, **{"screens": join.screens, **known}
    )
