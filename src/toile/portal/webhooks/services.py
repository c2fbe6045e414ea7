"""Subscribing, telling, pausing, and the owner's second tries."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.keys import new_key
from toile.portal.webhooks.addresses import check
from toile.portal.webhooks.models import TEST, Endpoint, Event, Message
from toile.portal.webhooks.signature import new_secret

MOST = 10
"""Addresses an organisation can have."""

State = Endpoint.State


@transaction.atomic
def subscribe(
    organisation: Organisation, url: str, events: Sequence[str], by: User
) -> Endpoint:
    """Have an address told of these events; its secret is on what is given back."""
    address = check(url)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.webhooks.count() >= MOST:
        raise ValidationError(
            _("Une organisation a %d webhooks au plus : supprimez-en un.") % MOST
        )
    if held.webhooks.filter(url=address).exists():
        raise ValidationError({"url": _("Cette adresse a déjà son webhook.")})
    endpoint = Endpoint.objects.create(
        organisation=held,
        url=address,
        events=[event for event in Event.values if event in events],
        secret=new_secret(),
        made_by=by,
        made_at=timezone.now(),
    )
    _note("webhook.added", endpoint, by)
    return endpoint


@transaction.atomic
def emit(
    organisation: Organisation, event: str, key: str, data: Mapping[str, Any]
) -> int:
    """Tell an organisation's addresses of an event; tell how many are told.

    In the caller's transaction. ``key`` names what happened: a second ``emit`` with
    the same key tells nobody twice.
    """
    active = Endpoint.objects.filter(organisation=organisation, state=State.ACTIVE)
    wanted = [one for one in active if event in one.events]
    if not wanted:
        return 0
    messages = [_message(one, event, key, data) for one in wanted]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages)


@transaction.atomic
def send_test(endpoint: Endpoint, by: User) -> Message:
    """Tell one address that this is a test."""
    key = f"{TEST}:{new_key()}"
    data = {"message": "Bonjour de Toile", "asked_by": by.name or by.email}
    message = _message(endpoint, TEST, key, data)
    message.save(force_insert=True)
    return message


@transaction.atomic
def send_again(message: Message, by: User) -> Message:
    """Deliver a message once more, under the id that it has."""
    held = Message.objects.select_for_update().get(pk=message.pk)
    if held.state == Message.State.WAITING:
        raise ValidationError(_("Ce message part déjà : attendez sa réponse."))
    held.state, held.attempts_made = Message.State.WAITING, 0
    held.next_at, held.done_at = timezone.now(), None
    held.save(update_fields=["state", "attempts_made", "next_at", "done_at"])
    _note("webhook.resent", held.endpoint, by, message=held.id)
    return held


@transaction.atomic
def set_active(endpoint: Endpoint, by: User, *, active: bool) -> None:
    """Pause an address, or tell it again."""
    endpoint.state = State.ACTIVE if active else State.PAUSED
    endpoint.failing_since = None
    endpoint.save(update_fields=["state", "failing_since"])
    if active:
        _note("webhook.resumed", endpoint, by)
    else:
        _note("webhook.paused", endpoint, by)


@transaction.atomic
def renew_secret(endpoint: Endpoint, by: User) -> Endpoint:
    """Sign with a new secret from now on; the old one is worth nothing."""
    endpoint.secret = new_secret()
    endpoint.save(update_fields=["secret"])
    _note("webhook.renewed", endpoint, by)
    return endpoint


@transaction.atomic
def remove(endpoint: Endpoint, by: User) -> None:
    """Forget an address and all that it was told."""
    _note("webhook.removed", endpoint, by)
    endpoint.delete()


def _message(
    endpoint: Endpoint, event: str, key: str, data: Mapping[str, Any]
) -> Message:
    now = timezone.now()
    body = {"type": event, "timestamp": now.isoformat(), "data": dict(data)}
    return Message(
        endpoint=endpoint,
        event=event,
        key=key,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        made_at=now,
        next_at=now,
    )


def _note(action: str, endpoint: Endpoint, by: User, **more: str) -> None:
    record(
        action,
        "webhook",
        endpoint.id,
        actor=by,
        organisation=endpoint.organisation,
        details={"url": endpoint.url, **more},
    )
