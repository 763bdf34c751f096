"""What a rule asks of the facts, and which facts it still turns on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.eligibility.bounds import Bound
from bot.eligibility.truth import Truth, all_met, any_met
from bot.eligibility.values import NONE, Facts, Interval


class Condition(Protocol):
    def truth(self, facts: Facts, day: date) -> Truth: ...

    def open_facts(self, facts: Facts, day: date, asked: Collection[str]) -> Iterator[str]:
        """The facts that could still settle it, what picks a figure before what is held against it."""
        ...

    def parts(self) -> Iterator[Compare | Member]:
        """The comparisons that it is made of."""
        ...


@dataclass(frozen=True)
class Compare:
    """A number held against a figure; `how` is at_least, above, at_most or below."""

    fact: str
    how: str
    bound: Bound

    def cut(self, facts: Facts, day: date) -> Interval | None:
        """Whole numbers are cut in two: here is the first of the upper ones (or what it may be)."""
        figure = self.bound.on(day, facts)
        if figure is None:
            return None
        step = 1 if self.how in ("at_most", "above") else 0
        return Interval(figure.low + step, figure.high + step)

    def truth(self, facts: Facts, day: date) -> Truth:
        known, cut = facts.get(self.fact), self.cut(facts, day)
        if known == NONE:
            return Truth.UNMET
        if cut is None or not isinstance(known, Interval):
            return Truth.UNKNOWN
        upper = self.how in ("at_least", "above")
        if known.low >= cut.high:
            return Truth.MET if upper else Truth.UNMET
        if known.high < cut.low:
            return Truth.UNMET if upper else Truth.MET
        return Truth.UNKNOWN

    def open_facts(self, facts: Facts, day: date, asked: Collection[str]) -> Iterator[str]:
        if self.truth(facts, day) is not Truth.UNKNOWN or self.cut(facts, day) is None:
            return
        by = self.bound.by
        if by and by not in facts and by not in asked:
            yield by
        elif self.fact not in asked:
            yield self.fact

    def parts(self) -> Iterator[Compare | Member]:
        yield self


@dataclass(frozen=True)
class Member:
    """A choice that has to be one of `values`, or (where `inside` is false) none of them."""

    fact: str
    values: frozenset[str]
    inside: bool = True

    def truth(self, facts: Facts, day: date) -> Truth:
        known = facts.get(self.fact)
        if not isinstance(known, frozenset):
            return Truth.UNKNOWN
        if known <= self.values:
            return Truth.MET if self.inside else Truth.UNMET
        if not known & self.values:
            return Truth.UNMET if self.inside else Truth.MET
        return Truth.UNKNOWN

    def open_facts(self, facts: Facts, day: date, asked: Collection[str]) -> Iterator[str]:
        if self.truth(facts, day) is Truth.UNKNOWN and self.fact not in asked:
            yield self.fact

    def parts(self) -> Iterator[Compare | Member]:
        yield self


@dataclass(frozen=True)
class Group:
    """Several conditions: all of them, or any one."""

    conditions: tuple[Condition, ...]
    every: bool = True

    def truth(self, facts: Facts, day: date) -> Truth:
        truths = (condition.truth(facts, day) for condition in self.conditions)
        return all_met(truths) if self.every else any_met(truths)

    def open_facts(self, facts: Facts, day: date, asked: Collection[str]) -> Iterator[str]:
        if self.truth(facts, day) is Truth.UNKNOWN:
            for condition in self.conditions:
                yield from condition.open_facts(facts, day, asked)

    def parts(self) -> Iterator[Compare | Member]:
        for condition in self.conditions:
            yield from condition.parts()
