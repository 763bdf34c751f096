"""Which question to ask next, and the answers it offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf

from bot.eligibility.conditions import Compare
from bot.eligibility.facts import Choice, Fact
from bot.eligibility.judge import Verdict, judge
from bot.eligibility.rulebook import Rulebook
from bot.eligibility.rules import Rule
from bot.eligibility.truth import Truth
from bot.eligibility.values import Facts, Interval
from bot.eligibility.wording import range_words

_CUTS = 4  # which make five choices


@dataclass(frozen=True)
class Question:
    """About one fact; that somebody does not know is always an answer beside the choices."""

    fact: str
    text: str
    choices: tuple[Choice, ...]


def next_question(book: Rulebook, facts: Facts, asked: Collection[str], day: date) -> Question | None:
    """About the fact that most programs of the book still turn on; None where no answer could change anything.

    Of facts that as many turn on, the one that the rules name first.
    """
    wanted: Counter[str] = Counter()
    for rules in _undecided(book, facts, day):
        wanted.update([*dict.fromkeys(f for rule in rules for f in rule.condition.open_facts(facts, day, asked))])
    if len(book.programs) > 1:
        wanted = Counter({fact: n for fact, n in wanted.items() if not book.facts[fact].seldom_differs}) or wanted
    if not wanted:
        return None
    fact, _ = wanted.most_common(1)[0]
    kind = book.facts[fact]
    return Question(fact, kind.ask, (kind.choices or tuple(_ranges(book, kind, facts, day))) + kind.none)


def _undecided(book: Rulebook, facts: Facts, day: date) -> Iterator[list[Rule]]:
    """The rules of each program that are still unknown, where none has ruled the program out."""
    for program in book.programs.values():
        if judge(program, facts, day, book.facts).verdict is Verdict.CHECK:
            yield [rule for rule in program.on(day) if rule.condition.truth(facts, day) is Truth.UNKNOWN]


def _ranges(book: Rulebook, fact: Fact, facts: Facts, day: date) -> Iterator[Choice]:
    """The ranges that the figures of the rules cut a number into."""
    low = 0
    unit = fact.unit or ""
    for cut in sorted(_cuts(book, fact, facts, day)):
        yield Choice(range_words(Interval(low, cut - 1), unit), Interval(low, cut - 1))
        low = cut
    yield Choice(range_words(Interval(low), unit), Interval(low))


def _cuts(book: Rulebook, fact: Fact, facts: Facts, day: date) -> list[int]:
    """The cuts that most rules make, no two of which would read alike."""
    counted: Counter[int] = Counter()
    for rules in _undecided(book, facts, day):
        for part in (part for rule in rules for part in rule.condition.parts()):
            if isinstance(part, Compare) and part.fact == fact.id and (cut := part.cut(facts, day)):
                counted.update(int(end) for end in {cut.low, cut.high} if 0 < end < inf)
    unit = fact.unit or ""
    apart = {range_words(Interval(high=cut - 1), unit): cut for cut, _ in reversed(counted.most_common())}
    return [cut for cut, _ in counted.most_common() if cut in apart.values()][: _CUTS - len(fact.none)]
