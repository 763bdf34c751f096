"""What a message has told already, so that it is not asked again; and the facts in words, for a counselor."""

from __future__ import annotations

from bot.eligibility.bounds import HOUSEHOLD
from bot.eligibility.rulebook import Rulebook
from bot.eligibility.values import Facts, Interval, Known
from bot.korean.facts import Facts as Message

_GROWN = 19  # a younger age is taken for a child's


def told_in(message: Message, book: Rulebook) -> Facts:
    """The one grown-up's age, the one child's, the household, and what life events tell.

    An income is not taken over: whether it is one person's or the household's, with property or without, is not said.
    """
    told: dict[str, Known] = {}
    grown = [age for age in message.ages if age >= _GROWN]
    young = [age for age in message.ages if age < _GROWN]
    if len(grown) == 1:
        told["age"] = Interval(grown[0], grown[0])
    if len(young) == 1:
        told["youngest_child_months"] = Interval(young[0] * 12, young[0] * 12 + 11)
    if message.household:
        told[HOUSEHOLD] = Interval(message.household, message.household)
    by_events = {fact.id: fact.told_by[e] for fact in book.facts.values() for e in message.events if e in fact.told_by}
    return told | by_events


def in_words(facts: Facts, book: Rulebook) -> dict[str, str]:
    """나이: 65세 이상. A fact that the rules no longer speak of is left out."""
    return {book.facts[name].name: book.facts[name].words(known) for name, known in facts.items() if name in book.facts}
