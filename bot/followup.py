"""Reads a short message by what went before it: 그럼 서류는?, 아까 그 카드는, 그거 말고."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.korean.normalize import squeeze

_POINTING = re.compile(r"그거|그건|그게|그럼|이거|이건|이게|그것|저거|거기|아까|방금|그카드|그돈|그제도|그사업|그리고")
_EARLIER = re.compile(r"아까|앞에|처음에|먼저말|방금전")
_FIRST_OF_ALL = re.compile(r"(맨?처음에?|첫번째|첫째|제일먼저)(말한|물어본|얘기한)?(거|꺼|것|게|제도)")
_INSTEAD = re.compile(r"(그거|그것|그게|그건|이거|저거|거기|[가-힣]{1,6})?(말고|말구|아니고|아니라|아니구)")
_MORE = re.compile(
    r"(다른|딴|또|더|그거말고|그외에?|이외에?)(거|꺼|것|건|게|데)?(는|도|은)?(더|또)?(받을수)?(있는거)?(뭐|머)?(가|는)?(없|있)(나|어|으|습|을|는|냐|지|을까)"
)
_WAITING = re.compile(
    r"(답|답변|연락|전화|상담(사|원)?|담당자)(님)?(이|은|는|을|를)?(왜|언제|아직|안)|언제(답|연락|봐|처리|해줘|와요|오나|됩니까)"
    r"|(제|내|우리)(꺼|거|건|것|차례|순서)(는|은|가|이)?(언제|어떻게|어찌|어떡|됐|되|아직)"
)
_LIKE_A_PROGRAM = re.compile(
    r"(지원|급여|수당|연금|바우처|계좌|장려금|대출|사업|보험|감면|할인|장학금|쉼터|센터)(은|는|도|이|가|을|를|금|비|에|랑|하고)"
)
_HEARD_OF = re.compile(
    r"(다|라|단|난|담)(던데|든데|카던데|카대|카데|카는|하던데|하는데|는데|며|면서|지|지요|죠|는교|서)(요|예|여)?[?.]*$|(있|준|된|한|깎아준|나온)(다|담)(고|던|카|는|며|면|서|지)"
    r"|있다고|있다던|들었|있지요|있잖아|있죠|그러던데"
)
_WHETHER = re.compile(r"[는은던](거|것|기|게|제도|지원|사업|데|센터|방법|카드|수당|돈)(도|이|가|은|는)?(있|없)")
_ONE_MORE = re.compile(
    r"^[가-힣]{1,7}?(도|은|는|이랑|하고)(?!되|돼|안되|가능)|(거|것|꺼|기|건|게)(는|은|도)?(뭐|어떻|어떡|얼|언|어디|있)"
)
_SHORT = 14  # squeezed characters: 얼마나나와요, 어디로가면되나요
_OPENING = re.compile(
    r"^(그럼|그러면|그라모|그라믄|그라면|글면|그리고|근데|그런데|글고|아|음|어|참|저기|혹시|아그리고|아니|네|예|ㅇㅇ|응|그래|또|"
    r"아근데|아참|오키|그렇군요|감사합니다|고마워요|,)+"
)


def instead(text: str) -> bool:
    """Whether a message takes back what was understood: 아니 그거 말고, 동작구 말고 진주요."""
    return _INSTEAD.search(squeeze(text)) is not None


def asks_for_more(text: str) -> bool:
    """Whether a message asks what else there is: 다른 거는 더 없어요."""
    return _MORE.search(squeeze(text)) is not None


def asks_about_waiting(text: str) -> bool:
    """Whether a message asks what became of one's own matter: 제 건 언제 봐줍니까, 답이 왜 안 와요."""
    return _WAITING.search(squeeze(text)) is not None


def goes_back(text: str, names: Sequence[str]) -> bool:
    """Whether a message goes back to one of several programs: 아까 그 카드는, where a name has 카드; 맨 처음 거 for no name."""
    bare = squeeze(text)
    if not names:
        return _FIRST_OF_ALL.search(bare) is not None
    return _EARLIER.search(bare) is not None and any(word in bare for name in names for word in _parts(name))


def like_a_program(text: str) -> bool:
    """Whether a message sounds as if it named a program: …수당은 나이 제한 있나요."""
    return _LIKE_A_PROGRAM.search(squeeze(text)) is not None


def heard_of(text: str) -> bool:
    """Whether a message tells of something heard of, as who turns to another program does: 쌀도 싸게 준다던데."""
    return _HEARD_OF.search(squeeze(text)) is not None


def asks_whether(text: str) -> bool:
    """Whether a message asks if there is what it describes: 치료비도 대 주는 게 있나요."""
    return _WHETHER.search(squeeze(text)) is not None


def one_more(text: str) -> bool:
    """Whether a message speaks of one thing more than what was spoken of: 전기세도 깎아 줘요, 그럼 쌀은."""
    return _ONE_MORE.search(topic(text)) is not None


def topic_noun(text: str) -> str | None:
    """What stands before the first particle, once a message has been opened: 그럼 임플란트는 얼마 → 임플란트."""
    bare = topic(text)
    for length in range(2, 7):
        noun, rest = bare[:length], bare[length : length + 2]
        if len(noun) == length and rest[:1] in ("은", "는", "도"):
            return noun
    return None


def topic(text: str) -> str:
    """What a short message begins with, once it has been opened: 그럼 임플란트는 얼마 → 임플란트는얼마."""
    return _OPENING.sub("", squeeze(text))


def is_short(text: str) -> bool:
    """Whether a message is too short to stand for itself."""
    return len(squeeze(text)) <= _SHORT


def points_back(text: str) -> bool:
    """Whether a message points at something said before: 그거, 그럼, 아까."""
    bare = squeeze(text)
    return _POINTING.search(bare) is not None or _EARLIER.search(bare) is not None


def names_only(masked: str) -> bool:
    """Whether a masked message is a program's name with hardly more: 의료급여는요, 그럼 교육급여는?"""
    rest = _OPENING.sub("", masked.replace("◇", ""))
    return (
        "◇" in masked and re.fullmatch(r"(은|는|도|이|가)?(요|여|용|어때요|어떄|어떤가요|그럼|\.)*", rest) is not None
    )


def _parts(name: str) -> list[str]:
    bare = squeeze(name)
    return [bare[i : i + 2] for i in range(len(bare) - 1)]
