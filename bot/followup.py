"""Reads a short message by what went before it: a chosen number, 그럼 서류는?, 아까 그 카드는."""

from __future__ import annotations

import re

from bot.evidence import Context, Option
from bot.korean.normalize import squeeze

_ORDINALS = {
    1: ("1", "일번", "첫번째", "첫번재", "첫째", "첫쨰", "하나", "처음", "위에거", "위에꺼", "맨위"),
    2: ("2", "이번", "두번째", "두번재", "둘째", "두번쨰", "둘", "가운데"),
    3: ("3", "삼번", "세번째", "세번재", "셋째", "세번쨰", "셋"),
    4: ("4", "사번", "네번째", "넷째", "넷"),
    5: ("5", "오번", "다섯번째", "다섯째", "다섯"),
}
_AFTER = (
    r"(번|번째|번이요|째|걸로|걸|거|꺼|것|요|이요|으로|로|에|에여|이에요|예요|알려줘|알려주세요|알려줘봐|말해줘|해주세요|해줘|부탁해요|부탁드려요"
    r"|자세히|더|좀|도|만|하고|궁금해요|볼게요|여|입니다|그거|를|을|은|는|\.)*"
)
_LAST = re.compile(r"(맨?마지막|맨밑|맨아래|끝에)" + _AFTER)
_POINTING = re.compile(r"그거|그건|그게|그럼|이거|이건|이게|그것|저거|거기|아까|방금|그카드|그돈|그제도|그사업|그리고")
_EARLIER = re.compile(r"아까|앞에|처음에|먼저말")
_ONE_SENTENCE = 40
_LIKE_A_PROGRAM = re.compile(
    r"(지원|급여|수당|연금|바우처|계좌|장려금|대출|사업|보험|감면|할인|장학금|쉼터|센터)(은|는|도|이|가|을|를|금|비|에|랑|하고)"
)
_SHORT = 14  # squeezed characters: 얼마나나와요, 어디로가면되나요


def chosen(text: str, options: tuple[Option, ...]) -> Option | None:
    """The option that a reply picks by number or ordinal, or None."""
    bare = squeeze(text).rstrip(".")
    for number, option in enumerate(options, start=1):
        if any(re.fullmatch(re.escape(word) + _AFTER, bare) for word in _ORDINALS.get(number, ())):
            return option
    return options[-1] if options and _LAST.fullmatch(bare) else None


def only_number(text: str) -> bool:
    """Whether a message is nothing but a number of a list."""
    bare = squeeze(text)
    return any(re.fullmatch(re.escape(word) + _AFTER, bare) for words in _ORDINALS.values() for word in words)


def carried(text: str, context: Context, names: dict[str, str]) -> str | None:
    """The program that a message without a name still speaks of; `names` gives each program's name.

    아까 그 카드는 goes back to the one whose name has 카드; else it is the latest one.
    """
    if not context.trail and not context.program:
        return None
    bare = squeeze(text)
    if _EARLIER.search(bare):
        for program in context.trail:
            if any(word in bare for word in _parts(names.get(program, ""))):
                return program
    if len(bare) <= _SHORT or _POINTING.search(bare):
        return context.program or context.trail[0]
    return None


def points_back(text: str) -> bool:
    """Whether a message points at something said before: 그거, 그럼, 아까."""
    bare = squeeze(text)
    return _POINTING.search(bare) is not None or _EARLIER.search(bare) is not None


def goes_on(text: str) -> bool:
    """Whether a message without a name goes on with what was spoken of: 맞벌이라 소득이 좀 되는데 그래도 되나요.

    One that sounds as if it named another program (…수당은 나이 제한 있나요) does not.
    """
    bare = squeeze(text)
    return len(bare) <= _ONE_SENTENCE and _LIKE_A_PROGRAM.search(bare) is None


def names_only(masked: str) -> bool:
    """Whether a masked message is a program's name with hardly more: 의료급여는요, 그럼 교육급여는?"""
    rest = re.sub(r"^(그럼|그러면|그리고|혹시|아|음|근데|그런데)+", "", masked.replace("◇", ""))
    return (
        "◇" in masked and re.fullmatch(r"(은|는|도|이|가)?(요|여|용|어때요|어떄|어떤가요|그럼|\.)*", rest) is not None
    )


def _parts(name: str) -> list[str]:
    bare = squeeze(name)
    return [bare[i : i + 2] for i in range(len(bare) - 1)]
