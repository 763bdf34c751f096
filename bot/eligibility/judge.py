"""What the rules of a program say to the facts told: likely, unlikely, or to be checked; never a decision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.eligibility.bounds import Reference
from bot.eligibility.conditions import Compare
from bot.eligibility.facts import Fact
from bot.eligibility.rules import Note, ProgramRules, Rule
from bot.eligibility.truth import Truth, all_met
from bot.eligibility.values import Facts
from bot.eligibility.wording import figure_words

_FIGURE = re.compile(r"\{(\w+)\}")
_NOT_KNOWN = "정해진 기준"  # where the figure depends on what nobody told


class Verdict(Enum):
    LIKELY = "가능성 높음"
    CHECK = "확인 필요"
    UNLIKELY = "해당 어려움"


_VERDICTS = {Truth.MET: Verdict.LIKELY, Truth.UNKNOWN: Verdict.CHECK, Truth.UNMET: Verdict.UNLIKELY}


@dataclass(frozen=True)
class Finding:
    """One rule, what came of it, and its sentence with the figures of the day.

    `last_year` is the year of a yearly figure in it whose successor is not known yet, else None.
    """

    truth: Truth
    says: str
    law: str
    reference: Reference
    last_year: int | None = None


@dataclass(frozen=True)
class Judgement:
    program: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]

    def having(self, truth: Truth) -> tuple[Finding, ...]:
        """The rules that came out so."""
        return tuple(finding for finding in self.findings if finding.truth is truth)


def judge(rules: ProgramRules, facts: Facts, day: date, kinds: Mapping[str, Fact]) -> Judgement:
    """All rules met is likely, one not met is unlikely, anything else (no rule in force, too) has to be checked."""
    findings = tuple(_finding(rule, facts, day, kinds) for rule in rules.on(day))
    verdict = _VERDICTS[all_met(finding.truth for finding in findings)] if findings else Verdict.CHECK
    return Judgement(rules.program, verdict, findings, rules.notes)


def _finding(rule: Rule, facts: Facts, day: date, kinds: Mapping[str, Fact]) -> Finding:
    parts = [part for part in rule.condition.parts() if isinstance(part, Compare)]
    figures = {part.how: (part, part.bound.on(day, facts)) for part in reversed(parts)}  # excuses come last, and lose
    known = [figure for _, figure in figures.values() if figure is not None]

    def fill(match: re.Match[str]) -> str:
        part, figure = figures[match[1]]
        if figure is None or not figure.exact:
            return _NOT_KNOWN
        return figure_words(figure.low, kinds[part.fact].unit or "")

    return Finding(
        rule.condition.truth(facts, day),
        _FIGURE.sub(fill, rule.says),
        rule.law,
        next((figure.reference for figure in known if figure.reference), rule.reference),
        next((figure.year for figure in known if figure.year is not None and figure.year < day.year), None),
    )
