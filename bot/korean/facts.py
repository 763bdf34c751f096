"""What a resident tells about a life: age, household, income, children, where they live, what happened."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.korean.household import household_size
from bot.korean.numbers import native, sino
from bot.korean.pipeline import may_tell, pipeline

_AGE = re.compile(r"(\d{1,3}|[가-힣]+?)\s*(?:세|살)$")
_BORN = re.compile(r"(\d{2}|\d{4})\s*[년연]\s*생")
_WON = re.compile(r"([\d,]+)\s*(만|원|$|[가-힣])")
_NO_NUMBER = ("J", "E", "V")  # 가족이 is not two: tags of particles, endings, verbs


@dataclass(frozen=True)
class Facts:
    """Ages in years, money in won a month or as told; `events` are ids of data/situations/."""

    ages: tuple[int, ...] = ()
    household: int | None = None
    income: int | None = None
    children: int | None = None
    events: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Only what was told."""
        return {name: value for name, value in asdict(self).items() if value}


def read_facts(text: str, today: date) -> Facts:
    """The facts in one message; an empty Facts where it tells none."""
    if not may_tell(text):
        return Facts(household=household_size(text))
    doc = pipeline()(text)
    told: dict[str, list[str]] = {}
    counted: dict[str, list[list[str]]] = {}
    for span in doc.spans["facts"]:
        told.setdefault(span.label_, []).append(span.text)
        counted.setdefault(span.label_, []).append(
            [token.text for token in span if not token.tag_.startswith(_NO_NUMBER)]
        )
    ages = tuple(age for phrase in told.get("age", ()) if (age := _age(phrase, today)) is not None)
    return Facts(
        ages=ages,
        household=household_size(text),
        income=_income(told.get("income", ())),
        children=_first_number(counted.get("child", ())),
        events=tuple(dict.fromkeys(span.label_ for span in doc.spans["events"])),
    )


def _age(phrase: str, today: date) -> int | None:
    if born := _BORN.search(phrase):
        year = int(born[1])
        year += 0 if year > 1900 else 2000 if year <= today.year % 100 else 1900
        return today.year - year
    if match := _AGE.search(phrase):
        # 만육십오세, 둘째세살: what stands before the number is cut off.
        endings = (match[1][start:] for start in range(len(match[1])))
        age = next((number for ending in endings if (number := sino(ending) or native(ending))), None)
    else:
        age = native(phrase.replace(" ", ""))
    return age if age is not None and 0 < age < 120 else None


def _first_number(phrases: Any) -> int | None:
    for word in (word for words in phrases for word in words):
        for reading in (sino, native):
            number = reading(word)
            if number and number < 20:
                return number
    return None


def _income(phrases: Any) -> int | None:
    for phrase in phrases:
        if match := _WON.search(phrase):
            amount = int(match[1].replace(",", ""))
            return amount if match[2] == "원" else amount * 10_000  # 월 130 is 130만
    return None
