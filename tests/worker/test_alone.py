"""A wing has one worker: two would count every event twice."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from toile.wire.errors import ProfileError
from toile.worker.loop import Worker

HOLD = (
    "import sys; from toile.profiles import own; owner = own(sys.argv[1], 'ads');"
    "print('held', flush=True); sys.stdin.read()"
)


def second(house: Any, *arguments: str) -> tuple[int, str]:
    """Start a worker in a process of its own over the same stores."""
    data = Path(house.settings.profiles.removeprefix("lmdb:")).parent
    done = subprocess.run(
        [sys.executable, "-m", "toile.ops.cli", "worker", *arguments],
        env={**os.environ, "TOILE_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [(), ("--rebuild",), ("--wing", "pool")])
def test_a_second_worker_is_refused_and_touches_nothing(
    house: Any, arguments: tuple[str, ...]
) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    before = dict(house.stores.pool.scan("profiles"))
    code, said = second(house, *arguments)
    assert code == 1
    assert "another worker is at work on them. Stop it first" in said
    assert dict(house.stores.pool.scan("profiles")) == before


def test_each_wing_has_its_own_worker(house: Any) -> None:
    ads = Worker(house.settings, "ads")
    with pytest.raises(ProfileError, match="ads wing"):
        Worker(house.settings, "both")
    ads.close()
    Worker(house.settings, "both").close()


def test_a_worker_that_was_killed_keeps_nobody_out(house: Any) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, house.settings.profiles],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with held:
        assert held.stdout is not None
        assert held.stdout.readline() == b"held\n"
        with pytest.raises(ProfileError, match="another worker"):
            Worker(house.settings)
        held.kill()
        held.wait()
    house.worker.catch_up()
