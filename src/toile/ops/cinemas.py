"""Fills the CNC's list of cinemas from the CNC's open file."""

import sys
from pathlib import Path

from toile.portal.cinemas.listing import read_cnc
from toile.portal.cinemas.services import put_list
from toile.wire.errors import ToileError


def import_list(file: Path) -> str:
    """Read the file into the list, each fault to standard error; say how many."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ToileError(
            str(file),
            f"it cannot be read: {error}",
            "Give the CSV of the CNC's dataset, in UTF-8.",
        ) from error
    reading = read_cnc(text)
    for fault in reading.faults:
        print(fault, file=sys.stderr)
    if not reading.cinemas:
        raise ToileError(
            str(file),
            "it holds no cinema",
            "Give the CSV of the CNC's dataset « établissements cinématographiques ».",
        )
    total = put_list(reading.cinemas, whole=True)
    return f"{total} cinemas are in the list, {len(reading.faults)} remarks"
