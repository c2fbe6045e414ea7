"""Jobs: asked for in a transaction, tried again, taken over from the dead."""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from toile.portal.jobs import claims, registry, schedule
from toile.portal.jobs.models import Beat, Job
from toile.portal.jobs.registry import JobError, Progress, Stopped, job
from toile.portal.jobs.runner import Runner
from toile.portal.jobs.services import enqueue, forget_old_jobs, retry

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture
def stop() -> threading.Event:
    """What tells the runner to end."""
    return threading.Event()


@pytest.fixture
def runner(stop: threading.Event) -> Runner:
    """A runner whose turns the test takes itself."""
    return Runner(stop)


@pytest.fixture
def example(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[..., None]], None]:
    """Register what the job ``example`` does."""
    monkeypatch.setattr(registry, "_KINDS", dict(registry._KINDS))

    def register(do: Callable[..., None]) -> None:
        job("example", "Compter", attempts=3)(do)

    return register


Example = Callable[[Callable[..., None]], None]


def now_due(one: Job) -> None:
    Job.objects.filter(id=one.id).update(next_at=timezone.now())


def test_a_job_is_done_with_its_arguments_and_tells_where_it_is(
    runner: Runner, example: Example
) -> None:
    def count(progress: Progress, *, to: int) -> None:
        for number in range(1, to + 1):
            progress.tell(number, to, f"salle {number}")
        progress.show("/resultat/")

    example(count)
    asked = enqueue("example", {"to": 3})
    assert runner.look_for_a_job()
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total) == (State.DONE, 3, 3)
    assert (asked.message, asked.result_url) == ("salle 3", "/resultat/")
    assert not runner.look_for_a_job()


def test_a_transaction_that_fails_asks_for_nothing(example: Example) -> None:
    example(lambda progress: None)
    with transaction.atomic():
        enqueue("example")
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_asking_twice_asks_once_until_it_is_done(
    runner: Runner, example: Example
) -> None:
    example(lambda progress, **_: None)
    first = enqueue("example", {"film": "a"})
    assert enqueue("example", {"film": "a"}).id == first.id
    assert enqueue("example", {"film": "b"}).id != first.id
    while runner.look_for_a_job():
        pass
    assert enqueue("example", {"film": "a"}).id != first.id


def test_an_unknown_job_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="no job is called 'nothing'"):
        enqueue("nothing")


def test_an_error_is_tried_again_later_each_time_and_then_told(
    runner: Runner, example: Example
) -> None:
    def break_down(progress: Progress) -> None:
        raise ZeroDivisionError

    example(break_down)
    asked = enqueue("example")
    pauses = []
    for _ in range(3):
        now_due(asked)
        before = timezone.now()
        assert runner.look_for_a_job()
        asked.refresh_from_db()
        pauses.append((asked.next_at - before) > datetime.timedelta(seconds=14))
    assert pauses[:2] == [True, True]
    assert (asked.state, asked.attempts) == (State.FAILED, 3)
    assert asked.error == "Une erreur inattendue est survenue."
    example(lambda progress: None)
    retry(asked.id)
    assert runner.look_for_a_job()
    asked.refresh_from_db()
    assert asked.state == State.DONE
    with pytest.raises(ValidationError):
        retry(asked.id)


def test_what_can_never_succeed_is_told_at_once(
    runner: Runner, example: Example
) -> None:
    def refuse(progress: Progress) -> None:
        raise JobError("Le fichier est vide : choisissez-en un autre.")

    example(refuse)
    asked = enqueue("example")
    runner.look_for_a_job()
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (State.FAILED, 1)
    assert asked.error == "Le fichier est vide : choisissez-en un autre."


def test_a_stop_gives_the_job_back_whole(
    runner: Runner, example: Example, stop: threading.Event
) -> None:
    def slow(progress: Progress) -> None:
        stop.set()
        progress.tell(1, 2)

    example(slow)
    asked = enqueue("example")
    runner.look_for_a_job()
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (State.WAITING, 0)


def test_only_one_runner_gets_a_job_and_the_dead_lose_theirs(
    example: Example,
) -> None:
    example(lambda progress: None)
    enqueue("example")
    first = claims.claim_job()
    assert first is not None
    assert claims.claim_job() is None
    dead = timezone.now() - datetime.timedelta(seconds=1)
    Job.objects.update(lease_until=dead)
    second = claims.claim_job()
    assert second is not None
    assert second.attempts == 2
    # The first was not dead, only slow: what it says no longer counts.
    claims.give_up(first, "trop tard")
    claims.note(first, 1, 2, "trop tard")
    second.refresh_from_db()
    assert (second.state, second.message) == (State.RUNNING, "")
    claims.finish(second)
    second.refresh_from_db()
    assert second.state == State.DONE


def test_a_job_that_takes_its_runner_down_is_not_tried_for_ever(
    example: Example,
) -> None:
    example(lambda progress: None)
    asked = enqueue("example")
    for _ in range(3):
        assert claims.claim_job() is not None
        Job.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    assert claims.claim_job() is None
    asked.refresh_from_db()
    assert asked.state == State.FAILED
    assert asked.error == "Le programme s’est arrêté en cours de route."


def test_a_job_that_this_version_forgot_says_so(
    runner: Runner, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    example(lambda progress: None)
    asked = enqueue("example")
    monkeypatch.setattr(registry, "_KINDS", {})
    runner.look_for_a_job()
    asked.refresh_from_db()
    assert asked.error == "Cette version ne connaît plus cette tâche."


def test_what_is_long_done_is_forgotten() -> None:
    now = timezone.now()
    for days, state in ((31, State.DONE), (29, State.DONE)):
        ended = now - datetime.timedelta(days=days)
        Job.objects.create(
            kind="example", state=state, made_at=ended, next_at=ended, ended_at=ended
        )
    Job.objects.create(
        kind="example", made_at=now - datetime.timedelta(days=90), next_at=now
    )
    assert forget_old_jobs() == 1
    assert Job.objects.count() == 2


@pytest.fixture
def one_line(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A schedule of one line, which notes that it was done, or fails if told to."""
    done: list[str] = []
    monkeypatch.setattr(schedule, "_LINES", {})

    def note() -> None:
        done.append("x")
        if "fail" in done:
            raise ZeroDivisionError

    schedule.schedule("letter", schedule.weekly(3, 9), note)
    return done


def test_a_new_line_waits_for_its_time_and_a_missed_one_is_made_up_once(
    runner: Runner, one_line: list[str]
) -> None:
    runner.keep_time()
    runner.keep_time()
    assert one_line == []
    Beat.objects.update(next_at=timezone.now() - datetime.timedelta(days=20))
    runner.keep_time()
    runner.keep_time()
    assert one_line == ["x"]
    beat = Beat.objects.get()
    assert beat.next_at > timezone.now()
    assert beat.error == ""


def test_a_line_that_fails_does_not_wait_a_week(
    runner: Runner, one_line: list[str]
) -> None:
    runner.keep_time()
    Beat.objects.update(next_at=timezone.now())
    one_line.append("fail")
    runner.keep_time()
    beat = Beat.objects.get()
    assert beat.error.startswith("ZeroDivisionError")
    assert beat.next_at < timezone.now() + datetime.timedelta(minutes=2)


def test_each_look_is_one_question(
    runner: Runner, django_assert_num_queries: Callable[..., object]
) -> None:
    runner.keep_time()
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        runner.keep_time()
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        runner.look_for_a_job()


def test_stopped_is_not_an_error_of_the_job() -> None:
    assert not issubclass(Stopped, JobError)
