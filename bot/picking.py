"""Which of the options that were offered a reply picks: 2번, 두번째꺼, 맨 위에 거, 첫번째 거 얼마예요, 둘 다요."""

from __future__ import annotations

import re

from bot.evidence import Option
from bot.korean.normalize import squeeze

_ORDINALS = {
    1: ("1", "일번", "첫번째", "첫번재", "첫째", "첫쨰", "하나", "처음", "위에거", "위에꺼", "맨위"),
    2: ("2", "이번", "두번째", "두번재", "둘째", "두번쨰", "둘", "가운데"),
    3: ("3", "삼번", "세번째", "세번재", "셋째", "세번쨰", "셋"),
    4: ("4", "사번", "네번째", "넷째", "넷"),
    5: ("5", "오번", "다섯번째", "다섯째", "다섯"),
}
# By these alone an option is picked in the middle of a message: 첫째 may be a child, and 하나 anything.
_PICKED = {
    1: ("일번", "첫번째(?=거|꺼|것)"),
    2: ("두번째(?=거|꺼|것)",),
    3: ("삼번", "세번째(?=거|꺼|것)"),
    4: ("사번", "네번째(?=거|꺼|것)"),
    5: ("오번", "다섯번째(?=거|꺼|것)"),
}
_AFTER = (
    r"(번|번째|번이요|째|이용|용|걸로|걸|거|꺼|것|요|이요|으로|로|에|에여|이에요|예요|알려줘|알려주세요|알려줘봐|말해줘|해주세요|해줘|부탁해요|부탁드려요"
    r"|자세히|더|좀|알고싶어요|알고싶은데요|궁금|내용|도|만|하고|궁금해요|볼게요|여|입니다|그거|를|을|은|는|\.)*"
)
DONG = "dong"  # the aspect of an option whose label is a dong, asked back where a place lies in several
SCREENING = "screening"  # the aspect of an option that is picked by its label too: 확인
_YES = re.compile(
    r"(네|넵|넹|예|옙|응|웅|ㅇㅇ|ㅇㅋ|그래|맞아|그거|그거야|어)+(요|여|용|맞아요|맞습니다|그거요|알려주세요|알려줘요?|부탁해요|부탁드려요|해주세요)*\.?"
)
_LAST = re.compile(r"(맨?마지막|맨밑|맨아래|끝에)" + _AFTER)
_TOLD = r"(?:은|는|요|이요|을|를|만|좀|한번|알려|설명|말|얘기|이야기|해|줘|줘요|주세요|주소|주이소|주쇼|봐|봐요|부탁|드려|드립니다|자세히|궁금|궁금해|합니다)*"
_BOTH = re.compile(rf"(위에|처음|앞에)?(두개|둘)+(다|모두){_TOLD}\.?")
_ALL = re.compile(rf"(세개|셋|네개)?(다|전부|모두)+{_TOLD}\.?")
_NUMBER = re.compile(r"([1-5])번?|([일이삼사오])번|(첫|두|세|네|다섯)번째")
_BETWEEN = re.compile(r"(거|꺼|것)?(하고|이랑|랑|과|와|이고|그리고|도|,|/|\+|번)*")
_SPELT = {word: number for number, word in enumerate("일이삼사오", start=1)} | {
    word: number for number, word in enumerate(("첫", "두", "세", "네", "다섯"), start=1)
}


def chosen(text: str, options: tuple[Option, ...]) -> Option | None:
    """The option that a reply picks by number or ordinal, or None."""
    if len(options) == 1 and _YES.fullmatch(squeeze(text)):
        return options[0]
    bare = _opened(text)
    for number, option in enumerate(options, start=1):
        words = (*_ORDINALS.get(number, ()), *((option.label,) if option.aspect in (SCREENING, DONG) else ()))
        if any(re.fullmatch(re.escape(word) + _AFTER, bare) for word in words):
            return option
    return options[-1] if options and _LAST.fullmatch(bare) else None


def chosen_to_ask(text: str, options: tuple[Option, ...]) -> Option | None:
    """The option that a message picks by its number and asks something of: 첫번째 거 얼마라예, 2번은 어디서 신청해요."""
    bare = _opened(text)
    for number, option in enumerate(options, start=1):
        if re.match(
            rf"({number}번|{'|'.join(_PICKED[number])})(?!이나|까지|씩|만에|은데|인데)(거|꺼|것|째|그거)*(은|는|요|이요|을|를)*(?=[가-힣]{{2}})",
            bare,
        ):
            return option
    return None


def chosen_several(text: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options that a reply picks at once, in the order they were numbered: 둘 다 알려줘, 1번하고 3번; else none."""
    bare = _opened(text)
    if len(options) > 1 and (counted := _counted(bare, len(options))):
        return options[:counted]
    numbers = _numbers(bare) if not text.strip().isdigit() else set()  # 12 is no 1 and 2
    if len(numbers) < 2 or max(numbers) > len(options):
        return ()
    return tuple(option for number, option in enumerate(options, start=1) if number in numbers)


def _counted(bare: str, offered: int) -> int:
    """How many from the first on: two of 둘 다, all of 전부; 0 where a reply does not say so, or numbers follow it."""
    bare = re.sub(r"((?:[1-5]번?)(?:하고|이랑|랑|과|와|,)?)+$", "", bare)
    if _BOTH.fullmatch(bare):
        return 2
    return offered if len(bare) > 1 and _ALL.fullmatch(bare) else 0


def _numbers(bare: str) -> set[int]:
    """The numbers of a reply that is made of nothing but numbers of a list: 1 하고 2, 일번 이번 둘다."""
    found, place = set(), 0
    while number := _NUMBER.match(bare, place):
        found.add(int(number[1]) if number[1] else _SPELT[number[2] or number[3]])
        place = _BETWEEN.match(bare, number.end()).end()  # type: ignore[union-attr]  # it matches nothing as well
    return found if re.fullmatch(rf"(둘|두개|세개|셋)?(다|모두|전부)?{_TOLD}", bare[place:]) else set()


def _opened(text: str) -> str:
    """A squeezed reply without the yes or the 아까 that it opens with."""
    return re.sub(
        r"^(ㅇㅇ|응|네|넵|예|그럼|그러면|그라[모믄]|음|아까(?:그|말한|보내준)?|방금그?|아|[그이저]중에서?|맨(?=첫|처음))+",
        "",
        squeeze(text).rstrip("."),
    )


def only_number(text: str) -> bool:
    """Whether a message is nothing but a number of a list."""
    bare = squeeze(text)
    return any(re.fullmatch(re.escape(word) + _AFTER, bare) for words in _ORDINALS.values() for word in words)
