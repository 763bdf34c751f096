"""Reads a reply to a question of the screening: 1, 두번째요, 있어요, 모르겠어요, 67세, 150만원."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.eligibility.facts import Choice
from bot.eligibility.numbers import POLITE, read_number
from bot.eligibility.questions import Question
from bot.eligibility.values import NONE, Known
from bot.evidence import Option
from bot.korean.normalize import squeeze
from bot.picking import chosen

NOT_KNOWN = "0"  # the number of 모르겠어요, the same in every question

_SHORT = 14  # squeezed letters; a longer reply is one only where it is a choice word for word
_BESIDE = 8  # letters that may stand around a choice: 월세로 살아요, 저희는 전세예요
_ASKS_BACK = re.compile(r"\?|뭐|무슨|얼마|어떻|어디|언제|서류|왜")
_NO_IDEA = re.compile(r"0번?(이?요)?|.{0,4}(모르|모름|몰라|몰르|글쎄|기억.?안).*")
_ENDING = r"(?:어요?|아요?|습니다|음|죠|지요?|고있어요|는데요|대요|거든요)"
_YES = re.compile(
    rf"(?:네+|넵|넹|예|옙|응|웅|엉|어|ㅇㅇ?|(?:그래|맞|있|받|받았|했|그렇|살|살고있){_ENDING}|그래요?|해요|합니다|됩니다|돼요)+요?"
)
_NO = re.compile(
    rf"(?:아니[요오]?|아니에요|아닙니다|아님|아뇨|아녀|아뇽|노|ㄴㄴ?|아직|없{_ENDING}|[안못](?:계세요?|해요?|받|받았|했|살|됐|돼요)?{_ENDING}?)+"
)
_DENIES = re.compile(
    r"(아니[요오]?|아니에요|아니예요|아니야|아니여|아니라예|아닙니다|아님|아녀요?|아닌데요?|아이라예|아입니[더다])$"
)
_OWN_WORDS = ("네", "아니", "있", "없")  # labels that are a yes or a no, and stand in many other sentences
_YES_VALUES, _YES_OPENING = (frozenset({"yes"}),), ("네", "있")  # of the choice that a yes means, and of that of a no
_NO_VALUES, _NO_OPENING = (frozenset({"no"}), frozenset({"none"}), NONE), ("아니", "없")
_STOP = re.compile(r"(이제|그냥|됐고)?(그만|취소|중단|멈춰|안할래|안할게|하기싫|나중에|됐어|됐습니다|관둘).{0,8}")


@dataclass(frozen=True)
class Answer:
    """`known` is None where somebody does not know."""

    known: Known | None


def answerable(text: str) -> bool:
    """Whether a message is short and asks nothing back, so that what it tells may be meant as a reply."""
    return len(squeeze(text)) <= 2 * _SHORT and _ASKS_BACK.search(text) is None


def stops(text: str) -> bool:
    """그만, 취소, 나중에 할게요."""
    return _STOP.fullmatch(squeeze(text)) is not None


def read_answer(text: str, question: Question, unit: str | None) -> Answer | None:
    """What a reply tells; None for what is no reply to this question. `unit` is that of its fact."""
    bare = squeeze(text).rstrip(".")
    choices = question.choices
    picked = chosen(text, tuple(Option(str(n), "") for n, _ in enumerate(choices)))
    if picked is not None:
        return Answer(choices[int(picked.label)].known)
    if found := _labelled(bare, choices):
        return Answer(found.known)
    if _ASKS_BACK.search(text):
        return None
    named = _named(bare, choices)
    if _DENIES.search(bare) and (named or len(bare) <= _SHORT):  # 차상위는 아니에요: the no, not what it names
        no = _meant_by(_NO_VALUES, _NO_OPENING, choices)
        return Answer(no.known) if no and no is not named else None
    if named:
        return Answer(named.known)
    if len(bare) > _SHORT:
        return None
    if _NO_IDEA.fullmatch(bare):
        return Answer(None)
    if found := _yes_or_no(bare, choices) or _yes_or_no(squeeze(re.split(r"[\s,.]+", text.strip())[0]), choices):
        return Answer(found.known)
    number = read_number(bare, unit) if unit else None
    return Answer(number) if number else None


def _labelled(bare: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice whose label the reply is, but for a polite ending: 65세 이상이요."""
    for choice in choices:
        if re.fullmatch(rf"(저는|나는|전|난)?{re.escape(squeeze(choice.label))}{POLITE}", bare):
            return choice
    return None


def _named(bare: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The one choice whose label or word stands in a reply that is hardly longer: 월세로 살아요."""
    found = [choice for choice in choices if any(_stands_in(word, bare) for word in (choice.label, *choice.words))]
    return found[0] if len(found) == 1 else None


def _stands_in(word: str, bare: str) -> bool:
    sought = squeeze(word)
    return not word.startswith(_OWN_WORDS) and sought in bare and len(bare) <= len(sought) + _BESIDE


def _yes_or_no(bare: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice that a yes or a no means, where exactly one does."""
    for said, values, opening in ((_NO, _NO_VALUES, _NO_OPENING), (_YES, _YES_VALUES, _YES_OPENING)):
        if said.fullmatch(bare):
            return _meant_by(values, opening, choices)
    return None


def _meant_by(values: tuple[Known, ...], opening: tuple[str, str], choices: tuple[Choice, ...]) -> Choice | None:
    meant = [choice for choice in choices if choice.label.startswith(opening) or choice.known in values]
    return meant[0] if len(meant) == 1 else None
