"""The code that signs: six digits by mail, for one person, one party, one text.

Short-lived, few tries, kept as a keyed hash; what was asked for too often is refused.
Wrong tries are counted in a transaction of their own, so that a refusal keeps them.
"""

import datetime
import secrets
from typing import NoReturn

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, User
from toile.portal.agreements import letters
from toile.portal.agreements.models import Agreement, SigningCode
from toile.portal.agreements.texts import Party, contract_of
from toile.portal.audit.services import record
from toile.portal.mail.services import forget_text

DIGITS = 6
REST = datetime.timedelta(minutes=1)
CODES_AN_HOUR = 5
_HOUR = datetime.timedelta(hours=1)


def may_sign(user: User, party: Party) -> bool:
    """Tell whether somebody represents a party: its responsible people alone do."""
    return Membership.objects.filter(
        user=user, organisation=party.organisation, role=Membership.Role.OWNER
    ).exists()


def must_represent(user: User, party: Party) -> None:
    """Refuse whoever does not represent the party."""
    if not may_sign(user, party):
        raise PermissionDenied(
            _("Seule une personne responsable de cette organisation signe pour elle.")
        )


def waiting_for(party: Party) -> Agreement | None:
    """The agreement of a party that lacks the union's signature."""
    found = Agreement.objects.filter(
        kind=party.kind,
        organisation=party.organisation,
        cinema=party.cinema,
        stage=Agreement.Stage.AWAITING,
    )
    return found.first()


def must_not_wait(party: Party) -> None:
    """Refuse a second signature while the union has not answered the first."""
    waiting = waiting_for(party)
    if waiting is None:
        return
    signature = getattr(waiting, "signature", None)
    raise ValidationError(
        _(
            "La convention %(reference)s est déjà signée%(who)s : elle attend "
            "la réponse du syndicat."
        ),
        params={
            "reference": waiting.reference,
            "who": _(" par %s") % signature.signer_name if signature else "",
        },
    )


def must_be_known(party: Party) -> None:
    """Refuse a cinema's contract that would not say before the law who signs it."""
    if party.cinema and not hasattr(party.organisation, "identity"):
        raise ValidationError(
            _(
                "L’identité légale de ce cinéma manque (raison sociale, SIRET, "
                "adresse) : écrivez au syndicat, qui l’inscrit, puis signez."
            ),
            code="unknown",
        )


def text_changed() -> NoReturn:
    """Refuse a text that is no longer the present one."""
    raise ValidationError(
        _("Le texte a changé depuis que vous l’avez lu : relisez-le, puis signez."),
        code="changed",
    )


@transaction.atomic
def send_code(
    party: Party,
    by: User,
    *,
    name: str,
    function: str,
    authority: str,
    text_hash: str,
    today: datetime.date,
) -> SigningCode:
    """Mail a code to whoever read a text, known by its hash; earlier ones are void."""
    must_represent(by, party)
    must_be_known(party)
    # Two requests at once wait for each other here.
    User.objects.select_for_update().get(pk=by.pk)
    must_not_wait(party)
    if contract_of(party, today).text_hash != text_hash:
        text_changed()
    now = timezone.now()
    _must_rest(by, now)
    codes_of(party, by).filter(spent_at=None).update(spent_at=now)
    made = SigningCode(
        user=by,
        organisation=party.organisation,
        cinema=party.cinema,
        text_hash=text_hash,
        signer_name=name.strip(),
        signer_function=function.strip(),
        authority=authority,
        sent_to=by.email,
        sent_at=now,
    )
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    made.code_hash = _hash(made.pk, digits)
    made.full_clean()
    made.save(force_insert=True)
    letters.code(party, by, digits, made)
    _note("agreement.code_sent", party, by, sent_to=by.email)
    return made


def codes_of(party: Party, by: User) -> QuerySet[SigningCode]:
    """The codes of a person for a party, the newest first."""
    return SigningCode.objects.filter(
        user=by, organisation=party.organisation, cinema=party.cinema
    )


def check_code(party: Party, by: User, digits: str) -> SigningCode:
    """Give the code that fits; what does not is counted, and refused in words."""
    found = codes_of(party, by).first()
    if found is None:
        raise ValidationError(_("Demandez d’abord un code."), code="none")
    if not found.is_open:
        raise ValidationError(
            _(
                "Ce code ne vaut plus : il vaut un quart d’heure, pour une seule "
                "signature et cinq essais. Demandez-en un autre."
            ),
            code="expired",
        )
    if not constant_time_compare(_hash(found.pk, _plain(digits)), found.code_hash):
        _count_wrong(found, party, by)
    return found


def spend(code: SigningCode) -> bool:
    """Use a code up; tells whether it was still there for this signature."""
    mine = SigningCode.objects.filter(pk=code.pk, spent_at=None)
    used = bool(mine.update(spent_at=timezone.now()))
    if used:
        forget_text("agreements/code", code.sent_to)
    return used


def _count_wrong(code: SigningCode, party: Party, by: User) -> NoReturn:
    with transaction.atomic():
        mine = SigningCode.objects.filter(pk=code.pk)
        mine.update(tries=F("tries") + 1)
        code.refresh_from_db(fields=["tries"])
        left = max(0, SigningCode.TRIES - code.tries)
        if not left:
            mine.filter(spent_at=None).update(spent_at=timezone.now())
        _note("agreement.code_refused", party, by, tries=code.tries)
    if not left:
        raise ValidationError(
            _("Trop d’essais : ce code ne vaut plus. Demandez-en un autre."),
            code="expired",
        )
    raise ValidationError(
        _("Ce n’est pas le code. Relisez le courrier : encore %d essai(s).") % left,
        code="wrong",
    )


def _must_rest(by: User, now: datetime.datetime) -> None:
    lately = SigningCode.objects.filter(user=by, sent_at__gt=now - _HOUR)
    if lately.filter(sent_at__gt=now - REST).exists():
        raise ValidationError(
            _("Un code vient de partir : attendez une minute avant d’en demander.")
        )
    if lately.count() >= CODES_AN_HOUR:
        raise ValidationError(
            _("Cinq codes sont partis en une heure : réessayez dans une heure.")
        )


def _hash(key: str, digits: str) -> str:
    return salted_hmac(
        "toile.agreements.code", f"{key} {digits}", algorithm="sha256"
    ).hexdigest()


def _plain(digits: str) -> str:
    return "".join(digits.split())


def _note(action: str, party: Party, by: User, **told: object) -> None:
    record(
        action,
        "cinema" if party.cinema else "organisation",
        party.cinema.pk if party.cinema else party.organisation.pk,
        actor=by,
        organisation=party.organisation,
        details={"name": party.name, **told},
    )
