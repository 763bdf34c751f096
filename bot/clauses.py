"""Several questions in one message: 얼마고 언제 들어와요? 서류는 뭐 필요해요?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.intents import ASKING, aspects_of
from bot.korean.normalize import squeeze

_CUT = re.compile(
    r"[?？\n]+|그리고|(?<=[가-힣])(?:이?고|하고|이?랑|이며|며)\s*(?=(?:또\s*)?(?:언제|얼마|어디|누가|누구|뭐|뭘|무슨|몇|어떻게|서류|신청))"
)
_SHORTEST = 3  # squeezed letters of a question: 얼마, 언제까지
_SURE = 0.5  # probability that a part asks about a program at all
_MOST = 3


def asked_in(text: str, read: Callable[[str], Mapping[str, float]]) -> tuple[str, ...]:
    """The aspects asked one after another, where there are two or more; `read` gives the intents of a part."""
    parts = [part for part in _CUT.split(text) if len(squeeze(part)) >= _SHORTEST]
    if not 1 < len(parts) <= _MOST:
        return ()
    asked: list[str] = []
    for part in parts:
        intents = read(part)
        if sum(intents.get(name, 0.0) for name in ASKING) >= _SURE:
            asked.append(aspects_of(intents)[0][0])
    asked = list(dict.fromkeys(asked))
    return tuple(asked) if len(asked) > 1 else ()
