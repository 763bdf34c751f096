"""How the front door reads a text by itself, without Rasa: only what it must know to be honest when Rasa is away."""

from __future__ import annotations

import re
import unicodedata

from bot.privacy import hide

LONGEST = 2000  # letters given to the bot; a counselor sees all of it

_STATUS = re.compile(
    r"(?:제|내|저희|우리|아까|지난번?|보낸|맡긴|상담)\s?.{0,10}?(?:거|것|건|껀|꺼|일|상담|답)\S{0,2}\s?.{0,8}?"
    r"(?:어떻게|어찌|어케)\s?(?:됐|됬|되었|되고|되가|되어)|(?:답|답변|연락)\S{0,2}\s?(?:언제|왜|아직)|왜\s?(?:답|연락)|언제쯤?\s?(?:답|연락)"
)
_APPLICATION = re.compile(r"신청|접수|심사|선정|결정|결과")
_CALL = re.compile(
    r"(여보(세요|셔요|시오|세여)|저기(요|여)|계(세요|세여|신가요|십니까)"
    r"|(거기|아무도|누구|누가)+(없|있|안계)(어|나|으세|으신가|세|습니까)?(요|여)?)+"
)
_VISIT = re.compile(
    r"방문|출장|찾아\s?(?:와|오|가는)|(?:집|댁)(?:으로|에)\s?.{0,8}?(?:와|오)|(?:한번|좀)\s?(?:와|오)|와\s?(?:주|줄|줘)|나와\s?(?:주|줘)"
)
_DELETION = re.compile(r"(?:기록|문자|대화|내용|정보|상담|보낸)\S{0,3}\s?.{0,6}?(?:지워|지우|삭제|없애|파기)")
_BY_PHONE = re.compile(r"(?:전화|통화)(?!\S{0,2}\s?(?:못|말고|말구|안\s?되|싫|번호))")


def for_the_bot(text: str) -> str:
    """A text as Rasa may have it: without numbers and streets, and without a leading slash, which Rasa takes for a
    command. Empty means that it is not asked.
    """
    return re.sub(r"^[\s/]+", "", hide(text[: 2 * LONGEST]))[:LONGEST].strip()


def asks_for_status(text: str) -> bool:
    """Plainly "제 건 어떻게 됐어요": the one question answered under any owner. An application lies at an office."""
    return len(text) <= 60 and _STATUS.search(text) is not None and _APPLICATION.search(text) is None


def calls_out(text: str) -> bool:
    """여보세요? 아무도 없어요?: wants to know no more than whether somebody is there."""
    return _CALL.fullmatch(re.sub(r"[\s?!.,~ㅠㅜ]", "", text)) is not None


def wish_in(text: str) -> str | None:
    """What somebody who asks for a person wants of them: a visit, a call, that what was kept is deleted."""
    wishes = (("deletion", _DELETION), ("visit", _VISIT), ("call", _BY_PHONE))
    return next((wish for wish, words in wishes if words.search(text)), None)


def is_unreadable(text: str) -> bool:
    """Written in another language: no Hangul, and letters of another script or more than a word or two of Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    if any("HANGUL" in unicodedata.name(letter, "") for letter in letters):
        return False
    plain = sum(letter.isascii() for letter in letters)
    return len(letters) - plain >= 2 or plain >= 12
