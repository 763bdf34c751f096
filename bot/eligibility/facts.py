"""The facts that rules speak of: how each is called, asked, counted, and what its answers mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.eligibility.values import NONE, Interval, Known, known_from
from bot.eligibility.wording import range_words

_YES_NO = ({"value": "yes", "label": "네"}, {"value": "no", "label": "아니요"})


@dataclass(frozen=True)
class Choice:
    """One answer in a resident's words, what it tells, and words by which it is known in a short reply."""

    label: str
    known: Known
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """`unit` is None where the answers are values and no number; `told_by` gives what a life event tells.

    `none` is the answer that there is nobody to count; of a fact that `seldom_differs` nearly everybody says the same.
    """

    id: str
    name: str
    ask: str
    unit: str | None
    choices: tuple[Choice, ...]
    told_by: Mapping[str, Known]
    none: tuple[Choice, ...] = ()
    seldom_differs: bool = False

    @classmethod
    def from_data(cls, id: str, data: Mapping[str, Any]) -> Fact:
        """From a fact that the schema has allowed; one without unit and choices is asked by yes and no."""
        choices = data.get("choices", () if "unit" in data else _YES_NO)
        return cls(
            id=id,
            name=data["name"],
            ask=" ".join(data["ask"].split()),
            unit=data.get("unit"),
            choices=tuple(
                Choice(c["label"], known_from(c.get("value", c)), tuple(c.get("words", ()))) for c in choices
            ),
            told_by={event: known_from(value) for event, value in data.get("told_by", {}).items()},
            none=(Choice(data["none"], NONE),) if "none" in data else (),
            seldom_differs=data.get("seldom_differs", False),
        )

    @property
    def values(self) -> frozenset[str]:
        """All values that a choice can have; none of a number."""
        return frozenset(v for choice in self.choices if isinstance(choice.known, frozenset) for v in choice.known)

    def words(self, known: Known) -> str:
        """What is known, as a person says it: 65세 이상, 있어요, 약 208만 원 이하."""
        if isinstance(known, Interval):
            return range_words(known, self.unit or "")
        return next((c.label for c in (*self.choices, *self.none) if c.known == known), ", ".join(sorted(known)))
