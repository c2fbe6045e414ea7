"""The folder in which the edge processes add their counters up."""

import os
from pathlib import Path

from toile.settings import Settings
from toile.wire.errors import SettingError


def share_metrics(settings: Settings, wing: str) -> None:
    """Let the edge processes share a folder; must come before prometheus-client.

    Each wing in a folder of its own: another edge may be running beside this one.
    """
    folder = settings.metrics / wing
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.glob("*_*.db"):
            # Not all: whoever starts an edge twice must not ruin the running one's.
            if not _runs(file.stem.rpartition("_")[2]):
                file.unlink(missing_ok=True)
    except OSError as error:
        raise SettingError(
            "TOILE_METRICS",
            f"{settings.metrics} cannot be written: {error.strerror}",
            "Give a folder that this user may write to, or such a TOILE_DATA.",
        ) from error
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _runs(pid: str) -> bool:
    # In a container this process may have the number of the one before it.
    return pid != str(os.getpid()) and Path("/proc", pid).exists()
