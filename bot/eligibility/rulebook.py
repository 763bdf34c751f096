"""All rules and facts of data/eligibility/, with what is wrong with those files that were left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.eligibility.check import check_rules
from bot.eligibility.facts import Fact
from bot.eligibility.rules import ProgramRules
from bot.knowledge.current import CurrentFiles
from bot.knowledge.load import read
from bot.knowledge.problems import Problem, problem
from bot.knowledge.yearly import YEARLY
from bot.paths import DATA

FOLDER = DATA / "eligibility"
_SHARED = "_facts.yml"


@dataclass(frozen=True)
class Rulebook:
    facts: Mapping[str, Fact]
    programs: Mapping[str, ProgramRules]

    def only(self, programs: Collection[str]) -> Rulebook:
        """The same facts, and the rules of these programs alone."""
        kept = {program: rules for program, rules in self.programs.items() if program in programs}
        return Rulebook(self.facts, kept)


def load_rulebook(folder: Path = FOLDER) -> tuple[Rulebook, list[Problem]]:
    """Never raises on a wrong file: it is left out and told about."""
    content, problems = read(folder / _SHARED, "eligibility")
    shared = _facts(content or {})
    facts, programs = dict(shared), {}
    for path in sorted(folder.glob("[!_]*.yml")):
        data, found = read(path, "eligibility")
        if data is not None:
            own = _facts(data)
            found = [problem(path, ["facts", name], f"the fact {name} is taken") for name in own.keys() & facts.keys()]
            found += check_rules(path, data, shared | own)
        if data is not None and not found:
            facts |= own
            programs[data["id"]] = ProgramRules.from_data(data)
        problems += found
    return Rulebook(facts, programs), problems


def _facts(content: Mapping[str, Any]) -> dict[str, Fact]:
    return {name: Fact.from_data(name, data) for name, data in content.get("facts", {}).items()}


_current = CurrentFiles(lambda: load_rulebook()[0], FOLDER, YEARLY)


def rulebook() -> Rulebook:
    """The rules in force: a changed file, of theirs or of the yearly figures, counts within seconds."""
    return _current.get()
