"""Kinds of writers, read from the words that a label has for who writes (`persona`).

A kind is a sign anywhere in those words, or at the end of their first part, where Korean puts who somebody is: 치매 어머니
딸 is a daughter, 은둔 청년 어머니 a mother. A writer may be of several kinds, or of none.
"""

from __future__ import annotations

import re

_AGE = re.compile(r"(\d{2})(?:세|대)(?!의)")
_OLD_FROM = 65  # 60대 may be younger and does not count
_YOUNG_BELOW = 30

_ANYWHERE = {
    "dialect": r"경상도|전라도|충청도|제주|강원도|사투리",
    "migrant": r"결혼이민|이주|외국인|다문화|국제결혼|베트남|필리핀|네팔|캄보디아|방글라데시|중국|고려인|탈북|북한이탈|"
    r"미등록|서툰 한국어",
    "disability": r"장애|휠체어|농인|뇌병변|난청|저시력",
    "poor": r"수급|차상위|생계급여|의료급여|주거급여",
}  # fmt: skip
_AT_THE_END = {
    "elderly": r"어르신|할머니|할아버지|노인",
    "young": r"학생|청년|청소년|수험생|취준생|자취생|휴학생|자퇴생|[초중고]\d",
    "parent": r"엄마|아빠|맘|부모|조부모|어머니|아버지|임신부|산모|미혼모|임산부",
    "relative": r"딸|아들|며느리|사위|손자|손녀|조카|누나|언니|동생|형|아내|남편|가족|보호자|자녀",
    "neighbor": r"이웃|친구|집주인|여자친구|남자친구",
    "professional": r"복지사|보호사|교사|직원|통장|이장|위원|회장|실습생|총무|봉사단체",
    "working": r"직장인|노동자|근로자|사장|알바|농부|운전자|자영업|사업자",
}  # fmt: skip


def kinds_of(persona: str) -> frozenset[str]:
    """The kinds of one writer."""
    head = re.split(r"[,(]", re.sub(r"\s+(본인|여|남)$", "", persona))[0].strip()
    head = re.sub(r"(\s*\d+세|\s*\d+대|\s+진주)$", "", head)
    kinds = {kind for kind, signs in _ANYWHERE.items() if re.search(signs, persona)}
    kinds |= {kind for kind, signs in _AT_THE_END.items() if re.search(rf"(?:{signs})$", head)}
    return frozenset(kinds | _by_age(persona))


def _by_age(persona: str) -> set[str]:
    """Only where the writer's own age is told: the children of writers have one digit, or are counted in months."""
    age = _AGE.search(persona)
    if age is None:
        return set()
    years = int(age[1])
    return {"elderly"} if years >= _OLD_FROM else {"young"} if years < _YOUNG_BELOW else set()
