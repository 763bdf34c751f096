"""A labelled message beside what was decided on it, and what of that is right. Every measure counts these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.names import same_program
from bot.knowledge.program import Program

AUTOMATIC = ("answer", "recommend")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """`talk` is the dialogue that a turn belongs to: its turns stand and fall together."""

    expected: Row
    decided: Row
    program_right: bool
    talk: str

    @property
    def wanted(self) -> str:
        return str(self.expected["expected"])

    @property
    def decision(self) -> str:
        """What was decided; `error` for a line that the batch interface refused."""
        return str(self.decided.get("decision") or "error")

    @property
    def confidence(self) -> float:
        return float(self.decided.get("confidence") or 0.0)

    @property
    def decision_right(self) -> bool:
        return self.decision == self.wanted

    @property
    def names_known_program(self) -> bool:
        """A question about the office itself names no program; some name one that the knowledge base does not have."""
        known = bool(self.expected["programs"]) and bool(self.expected.get("in_kb", True))
        return known and self.wanted == "answer"

    @property
    def aspect_right(self) -> bool:
        """Some messages ask two aspects, or one that has two names: `aspect_also` is as right."""
        return self.decided.get("aspect") in (self.expected.get("aspect"), *(self.expected.get("aspect_also") or ()))

    @property
    def unit_right(self) -> bool:
        first = (self.decided.get("referral") or [None])[0]
        return first in self.expected["referral"]

    @property
    def says_all(self) -> bool:
        """Whether the reply holds what a right one cannot do without."""
        return all(words in self.decided.get("reply", "") for words in self.expected.get("must_mention") or ())

    @property
    def right(self) -> bool:
        """Decision, program, and what the reply must mention. The aspect is measured apart."""
        return self.decision_right and self.says_all and (self.program_right or not self.names_known_program)

    @property
    def wrong_automatic(self) -> bool:
        if self.decision not in AUTOMATIC:
            return False
        if self.wanted not in AUTOMATIC:
            return True
        asked = self.decision == self.wanted == "answer" and bool(self.expected["programs"])
        return asked and not self.program_right

    @property
    def wrong(self) -> str:
        """What is wrong, in a few words; empty where nothing is."""
        return "; ".join(self._faults())

    def _faults(self) -> list[str]:
        faults = []
        if not self.decision_right:
            faults.append(f"{self.wanted} -> {self.decided.get('error') or self.decision}")
        if self.names_known_program and not self.program_right:
            found = self.decided.get("programs") or [{"name": "-"}]
            faults.append(f"program {found[0]['name']}, not {self.expected['programs'][0]}")
        if self.wanted == "answer" and self.expected.get("aspect") and not self.aspect_right:
            faults.append(f"aspect {self.decided.get('aspect') or 'none'}, not {self.expected['aspect']}")
        if self.decision_right and not self.says_all:
            faults.append("does not mention " + ", ".join(self.expected["must_mention"]))
        return faults


def judge(expected: Sequence[Row], decided: Sequence[Row], programs: Mapping[str, Program]) -> list[Judged]:
    """`expected` are labelled messages or dialogues, `decided` what the batch interface made of them, in the same order."""
    pairs = list(zip(expected, decided, strict=True))
    if is_dialogues(expected):
        return [judged for talk, answer in pairs for judged in _turns(talk, answer, programs)]
    return [_judged(e, d, programs, str(number)) for number, (e, d) in enumerate(pairs)]


def is_dialogues(rows: Sequence[Row]) -> bool:
    return bool(rows) and all("turns" in row for row in rows)


def _turns(talk: Row, answer: Row, programs: Mapping[str, Program]) -> list[Judged]:
    """The turns of one dialogue, each with an id of its own and its dialogue's writer."""
    answers = answer.get("turns") or [answer] * len(talk["turns"])  # a refused dialogue is wrong in every turn
    shared = {"id": talk.get("id"), "persona": talk.get("persona")}
    return [
        _judged({**turn, **shared, "id": f"{shared['id']}.{number}"}, got, programs, str(shared["id"]))
        for number, (turn, got) in enumerate(zip(talk["turns"], answers, strict=True), 1)
    ]


def _judged(expected: Row, decided: Row, programs: Mapping[str, Program], talk: str) -> Judged:
    found = decided.get("programs") or []
    first = programs.get(found[0]["id"]) if found else None
    return Judged(expected, decided, first is not None and same_program(first, expected["programs"]), talk)
