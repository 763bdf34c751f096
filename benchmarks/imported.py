"""Puts the programs of the shared data in force as imported ones, for this benchmark alone."""

from __future__ import annotations

from pathlib import Path

from benchmarks.search import read_programs, sized
from bot.knowledge.snapshot import default_folder, write_snapshot


def put_in_force(data: Path, number: int) -> str:
    """A snapshot of so many imported programs; its version."""
    return write_snapshot(default_folder(), sized(read_programs(data), number), ())
