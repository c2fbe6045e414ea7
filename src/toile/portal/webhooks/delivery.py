"""Delivering what waits: one job an address, so that a slow one delays no other."""

import datetime
import time

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Membership
from toile.portal.jobs.registry import Progress, job
from toile.portal.jobs.services import enqueue
from toile.portal.mail.services import absolute, send
from toile.portal.webhooks import sending, signature
from toile.portal.webhooks.models import Attempt, Endpoint, Message

# Standard Webhooks' own schedule, cut at three days: after the n-th failed attempt.
PAUSES = [
    datetime.timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 72000)
]
_HELD = datetime.timedelta(minutes=2)
_GIVEN_UP = datetime.timedelta(days=3)
_AT_A_TIME = 20
_KEPT = datetime.timedelta(days=30)
_GONE = 410

State = Message.State


def look() -> None:
    """Ask for a job for each address that has something due."""
    due = Message.objects.filter(state=State.WAITING, next_at__lte=timezone.now())
    for endpoint_id in due.order_by().values_list("endpoint_id", flat=True).distinct():
        # Never two at once: a slow address must not take every thread.
        enqueue("webhooks.deliver", {"endpoint_id": endpoint_id}, alone=True)


@job("webhooks.deliver", _("Remettre les messages d’un webhook"))
def deliver(progress: Progress, *, endpoint_id: str) -> None:
    """Deliver what is due at one address, the oldest first."""
    due = Message.objects.filter(
        endpoint_id=endpoint_id, state=State.WAITING, next_at__lte=timezone.now()
    ).select_related("endpoint__organisation")
    messages = list(due.order_by("made_at", "id")[:_AT_A_TIME])
    for number, message in enumerate(messages, 1):
        if _claim(message) and not _try(message):
            # Whoever does not answer now will not answer the next one either.
            break
        progress.tell(number, len(messages))


def forget_old_messages() -> int:
    """Delete what was told long ago; tell how many."""
    old = Message.objects.filter(made_at__lt=timezone.now() - _KEPT)
    deleted, _rows = old.exclude(state=State.WAITING).delete()
    return deleted


def _claim(message: Message) -> bool:
    mine = Message.objects.filter(
        id=message.id, state=State.WAITING, next_at=message.next_at
    )
    taken = mine.update(
        next_at=timezone.now() + _HELD, attempts_made=F("attempts_made") + 1
    )
    message.attempts_made += 1
    return bool(taken)


def _try(message: Message) -> bool:
    """Make one attempt; tell whether anybody answered."""
    endpoint, body = message.endpoint, message.body.encode()
    signed = signature.headers(endpoint.secret, message.id, int(time.time()), body)
    outcome = sending.post(endpoint.url, body, signed)
    with transaction.atomic():
        Attempt.objects.create(
            message=message,
            at=timezone.now(),
            status=outcome.status,
            duration_ms=outcome.duration_ms,
            error=outcome.error,
            answer=outcome.answer,
        )
        if outcome.taken:
            _note_success(message)
        else:
            _note_failure(message, gone=outcome.status == _GONE)
    return outcome.status is not None


def _note_success(message: Message) -> None:
    Message.objects.filter(id=message.id).update(
        state=State.DONE, done_at=timezone.now(), next_at=None
    )
    Endpoint.objects.filter(id=message.endpoint_id).update(failing_since=None)


def _note_failure(message: Message, *, gone: bool) -> None:
    now = timezone.now()
    endpoint = Endpoint.objects.select_for_update().get(id=message.endpoint_id)
    if endpoint.failing_since is None:
        endpoint.failing_since = now
        endpoint.save(update_fields=["failing_since"])
    mine = Message.objects.filter(id=message.id)
    last = message.attempts_made > len(PAUSES)
    if last or gone or message.event not in endpoint.events:
        # A test is tried once: who asked for it is looking.
        mine.update(state=State.FAILED, next_at=None)
    else:
        mine.update(next_at=now + PAUSES[message.attempts_made - 1])
    if gone or (last and now - endpoint.failing_since >= _GIVEN_UP):
        _disable(endpoint)


def _disable(endpoint: Endpoint) -> None:
    if endpoint.state == Endpoint.State.DISABLED:
        return
    endpoint.state = Endpoint.State.DISABLED
    endpoint.save(update_fields=["state"])
    endpoint.messages.filter(state=State.WAITING).update(
        state=State.FAILED, next_at=None
    )
    owners = Membership.objects.filter(
        organisation=endpoint.organisation,
        role=Membership.Role.OWNER,
        user__is_active=True,
    ).select_related("user")
    last = Attempt.objects.filter(message__endpoint=endpoint).first()
    for owner in owners:
        send(
            "webhooks/disabled",
            owner.user.email,
            {
                "name": owner.user.name,
                "organisation": endpoint.organisation.name,
                "address": endpoint.url,
                "reason": last.error if last else "",
                "url": absolute(reverse("webhooks:endpoint", args=[endpoint.id])),
            },
        )
