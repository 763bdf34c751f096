"""A screening from its first question to its verdict: a state that a slot can hold, and what a reply makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.eligibility.answers import Answer, answerable, read_answer
from bot.eligibility.facts import Choice
from bot.eligibility.judge import Judgement, Verdict, judge
from bot.eligibility.questions import Question, next_question
from bot.eligibility.rulebook import Rulebook
from bot.eligibility.truth import Truth
from bot.eligibility.values import Facts, known_from, plain_of

MOST_QUESTIONS = 5
_BEST = 3
_ORDER = list(Verdict)


@dataclass(frozen=True)
class Screening:
    """Of one program, or (None) of all. `day` is the one that the law is read for; no question is the end."""

    program: str | None
    day: date
    facts: Facts
    asked: tuple[str, ...] = ()
    question: Question | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON for a slot; with the question, so that a 2 means what was offered, whatever the rules say by then."""
        question = self.question
        return {
            "program": self.program,
            "day": self.day.isoformat(),
            "facts": {name: plain_of(known) for name, known in self.facts.items()},
            "asked": list(self.asked),
            "question": question
            and {
                "fact": question.fact,
                "text": question.text,
                "choices": [[choice.label, plain_of(choice.known), list(choice.words)] for choice in question.choices],
            },
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Screening:
        asked = data["question"]
        rows = asked["choices"] if asked else ()
        choices = tuple(Choice(label, known_from(known), tuple(words)) for label, known, words in rows)
        return cls(
            program=data["program"],
            day=date.fromisoformat(data["day"]),
            facts={name: known_from(known) for name, known in data["facts"].items()},
            asked=tuple(data["asked"]),
            question=Question(asked["fact"], asked["text"], choices) if asked else None,
        )


def begin(program: str | None, book: Rulebook, day: date, told: Facts | None = None) -> Screening:
    """With its first question, or none where what was told settles it. KeyError for a program without rules."""
    if program is not None and program not in book.programs:
        raise KeyError(program)
    return _asking(Screening(program, day, told or {}), book)


def take(state: Screening, text: str, book: Rulebook, told: Facts | None = None) -> Screening | None:
    """After a reply to the current question, with the next one; None where the message is no reply to it.

    `told` is what the message tells besides, or in other words than those of the choices: 일흔 넘었고 혼자 살아요.
    """
    if state.question is None:
        return None
    fact, told = state.question.fact, dict(told or {})
    answer = read_answer(text, state.question, book.facts[fact].unit if fact in book.facts else None)
    if answer is None and fact in told and answerable(text):
        answer = Answer(told[fact])
    if answer is None:
        return None
    known = {} if answer.known is None else {fact: answer.known}
    return _asking(replace(state, facts=told | dict(state.facts) | known, asked=(*state.asked, fact)), book)


def result(state: Screening, book: Rulebook) -> tuple[Judgement, ...]:
    """The verdict on the program asked about; or the best three of all, likely ones first, none that is unlikely."""
    judged = [judge(rules, state.facts, state.day, book.facts) for rules in _looked_at(state, book).programs.values()]
    if state.program is not None:
        return tuple(judged)
    fitting = [one for one in judged if one.verdict is not Verdict.UNLIKELY and one.having(Truth.MET)]
    return tuple(sorted(fitting, key=_worth)[:_BEST])


def _asking(state: Screening, book: Rulebook) -> Screening:
    if len(state.asked) >= MOST_QUESTIONS:
        return replace(state, question=None)
    return replace(state, question=next_question(_looked_at(state, book), state.facts, state.asked, state.day))


def _looked_at(state: Screening, book: Rulebook) -> Rulebook:
    return book if state.program is None else book.only([state.program])


def _worth(judgement: Judgement) -> tuple[int, float, int]:
    met = len(judgement.having(Truth.MET))
    return _ORDER.index(judgement.verdict), -met / len(judgement.findings), -met
