"""How satisfied a resident says to be: stars from 1 to 5, read from a text that the bot took for small talk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.korean.numbers import native, sino
from handoff.people.tables import Rating

MOST = 5
# The five answers of an ordinary satisfaction survey, the longer wordings first.
_SCALE = {"매우불만족": 1, "아주불만족": 1, "매우만족": 5, "아주만족": 5, "불만족": 2, "만족": 4, "보통": 3}
_SIGNS = re.compile(r"[★⭐]")
_NUMBER = r"(\d{1,3}(?:\.\d)?|[가-힣]{1,3}?)"
_OUT_OF = re.compile(rf"{_NUMBER}점?만점에{_NUMBER}점?")
_POINTS = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d)?)점|^(?:점수|별점|평점)?([가-힣]{1,3}?)점")
_STARS = re.compile(r"(?:별|별점|별표)(\d|[가-힣]{1,2}?)개")
_LONGEST = 80  # letters; what is longer tells a story


def stars_in(text: str) -> int | None:
    """별 다섯 개 → 5, 10점 만점에 9점 → 5 (of 4.5), 매우 불만족 → 1; None where there is no rating."""
    bare = re.sub(r"[\s,~!]", "", text)
    if len(text) > _LONGEST:
        return None
    if shown := len(_SIGNS.findall(bare)):
        return min(shown, MOST)
    if scale := _OUT_OF.search(bare):
        return _scaled(_number(scale[2]), _number(scale[1]))
    if counted := _STARS.search(bare) or _POINTS.search(bare):
        value = _number(next(filter(None, counted.groups())))
        return _scaled(value, MOST if value is not None and value <= MOST else 10 if value and value <= 10 else 100)
    return next((stars for words, stars in _SCALE.items() if words in bare), None)


def keep_rating(
    session: Session, conversation_id: str, message_id: str, text: str, record: Mapping[str, Any] | None
) -> None:
    """Beside the message, in the transaction that stores its turn; only where the bot saw nothing else in it."""
    stars = stars_in(text) if record is not None and record.get("decision") == "smalltalk" else None
    if stars is not None:
        session.add(Rating(message_id=message_id, conversation_id=conversation_id, stars=stars))


def _scaled(value: float | None, most: float | None) -> int | None:
    if value is None or not most or value > most:
        return None
    return max(1, int(MOST * value / most + 0.5))


def _number(word: str) -> float | None:
    return float(word) if word[0].isdigit() else (native(word) or sino(word))
