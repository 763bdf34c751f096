"""Everything that is wrong with the data files, in one list."""

from __future__ import annotations

from bot.knowledge.directory import Directory
from bot.knowledge.problems import Problem
from bot.knowledge.programs import load_programs
from bot.knowledge.situations import load_situations


def check_knowledge() -> tuple[list[Problem], dict[str, int]]:
    """All problems in order of file and line, and how many of each kind of entry were read."""
    programs, wrong_programs = load_programs()
    directory, wrong_desks = Directory.load()
    situations, wrong_situations = load_situations()
    counts = {"programs": len(programs), "desks": len(directory.desks), "situations": len(situations)}
    return sorted([*wrong_programs, *wrong_desks, *wrong_situations]), counts
