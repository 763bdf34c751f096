"""How many persons live in a household, as a resident writes it: 4인 가구, 네식구, 식구가 다섯, 둘이 사는데."""

from __future__ import annotations

import re

from bot.korean.normalize import normalize
from bot.korean.numbers import native, sino

_NATIVE = "다섯|여섯|일곱|여덟|여덜|아홉|열"
_COUNT = rf"(?<![\d열])(?P<n>\d{{1,2}}|한|두|세|네|{_NATIVE})\s*명"  # before a word for persons
_ALONE = rf"(?<![\d열])(?P<n>\d{{1,2}}|하나|둘|셋|넷|{_NATIVE})"  # as a word of its own
_HOME = r"(?:식구|가족|집에 ?사람|집)[가는은도이]?\s*(?:수[가는]?\s*)?(?:모두|다\s*해서|전부|총)?\s*"
_TOGETHER = r"\s*(?:같이|함께)?\s*(?:살[아고며던았]|사[는시세신네니]|삽|지내)"

_FORMS = tuple(
    map(
        re.compile,
        (
            r"(?<!\d)(?P<n>\d{1,2})\s*[인명]\s*(?:가구|가족|식구|세대)",
            r"(?<![가-힣])(?P<n>[일이삼사오육칠팔])\s*인\s*(?:가구|가족|식구)",
            # 4인 기준, 생계급여 3인; not 2인실, 1인당, 5인 이상 사업장.
            r"(?<!\d)(?P<n>\d{1,2})\s*인\s*(?:기준|생계|의료|주거|교육|이면|이에요|이예요|입니다|인데|은\s|$)",
            rf"(?<![가-힣])(?P<n>두|세|네|{_NATIVE})\s*식구",
            _COUNT + r"\s*(?:가족|식구)",
            _HOME + _COUNT,
            _HOME + _ALONE + r"(?=이에|이예|이라|이고|이며|인데|입니|예요|뿐|\s*$|\s*[.,?!])",
            _COUNT + r"(?:이서|이)?" + _TOGETHER,
            _ALONE + r"(?:이서|서|이)만?" + _TOGETHER,
        ),
    )
)
_BY_ONESELF = re.compile(rf"(?:혼자|홀로){_TOGETHER}|독거")


def household_size(text: str) -> int | None:
    """Persons in the household that a message tells of, from 1 to 19; None where it tells of none."""
    clean = normalize(text)
    for form in _FORMS:
        if (match := form.search(clean)) and (number := sino(match["n"]) or native(match["n"])) and number < 20:
            return number
    return 1 if _BY_ONESELF.search(clean) else None
