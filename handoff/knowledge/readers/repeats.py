"""Texts that say nothing of their own: those that repeat another field or only point to it."""

from __future__ import annotations

import re

# Both are matched without blanks.
_POINTS = re.compile(
    r"[○ㅇ-]*위?지원대상(?:자|기준)?(?:의내용)?(?:[,·]신청방법의내용)?(?:을|를|과|와)?"
    r"(?:참고|참조|동일|같음|같습니다)(?:해|하여|하시기)?(?:주시기|주세요)?(?:바랍니다|바람|함|하다)?\.*"
)
_NOTHING = re.compile(r"[○.-]*(?:해당(?:사항)?없음|없음|상동|위와같음)?[.-]*")
_BLANKS = re.compile(r"\s+")
_SHORT = 80  # what only points elsewhere is short; longer texts are not even tried


def told_once(target: str, criteria: str, benefit: str) -> tuple[str, str, str]:
    """The three texts, each kept where it first stands: offices paste one text into all three fields."""
    target, benefit = said(target), said(benefit)
    if points_elsewhere(criteria) or same(criteria, target):
        criteria = ""
    if same(benefit, target) or same(benefit, criteria):
        benefit = ""
    return target, criteria, benefit


def points_elsewhere(criteria: str) -> bool:
    """`지원대상의 내용을 참고해주시기 바랍니다.`, `지원대상과 동일`, `해당없음`: no criteria."""
    return _is(_POINTS, criteria) or not said(criteria)


def said(text: str) -> str:
    """The text, or nothing for `-`, `없음`, `해당사항 없음`."""
    return "" if _is(_NOTHING, text) else text


def same(one: str, other: str) -> bool:
    """But for blanks and breaks."""
    return _bare(one) == _bare(other)


def _is(phrase: re.Pattern[str], text: str) -> bool:
    return len(text) < _SHORT and phrase.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)
