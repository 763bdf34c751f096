"""Everything that is wrong with the data files, in one list."""

from __future__ import annotations

from datetime import date

from bot.eligibility.rulebook import load_rulebook
from bot.knowledge.directory import Directory
from bot.knowledge.parameters import Parameters, load_parameters
from bot.knowledge.problems import Problem, problem
from bot.knowledge.programs import load_programs
from bot.knowledge.situations import load_situations
from bot.knowledge.yearly import YEARLY


def check_knowledge(today: date | None = None) -> tuple[list[Problem], dict[str, int]]:
    """All problems in order of file and line, and how many of each kind of entry were read."""
    figures, wrong_years = load_parameters()
    programs, wrong_programs = load_programs(yearly=figures)
    directory, wrong_desks = Directory.load()
    situations, wrong_situations = load_situations()
    book, wrong_rules = load_rulebook()
    counts = {
        "programs": len(programs),
        "desks": len(directory.desks),
        "situations": len(situations),
        "yearly figures": len(figures.names),
        "programs with rules": len(book.programs),
    }
    old = stale(figures, today or date.today())
    return sorted([*wrong_years, *old, *wrong_programs, *wrong_desks, *wrong_situations, *wrong_rules]), counts


def stale(figures: Parameters, today: date) -> list[Problem]:
    """Yearly figures that no file newer than last year's holds: an answer may give last year's, but no older one."""
    newest = {name: figures.newest(name) for name in sorted(figures.names)}
    return [
        problem(YEARLY / f"{year}.yml", ["figures", name], f"{name}: last known for {year}, too old for {today.year}")
        for name, year in newest.items()
        if year < today.year - 1
    ]
