"""A decision record in words: what was decided and why, for the console and `bokji explain`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.knowledge.situations import situations
from bot.korean.amounts import won

DECISIONS = {
    "answer": "답변", "recommend": "제도 추천", "clarify": "되묻기", "handoff": "담당자 연결", "crisis": "긴급위험",
    "smalltalk": "인사·잡담", "out_of_scope": "복지 밖의 일",
}  # fmt: skip
ASPECTS = {
    "overview": "어떤 제도인지", "eligibility": "누가 받는지", "amount": "금액", "how_to_apply": "신청 방법",
    "documents": "서류", "where": "신청하는 곳", "contact": "연락처", "period": "기간",
}  # fmt: skip
INTENTS = {
    "ask_recommendation": "맞는 제도를 찾는 말", "ask_office": "구청·시청·주민센터를 묻는 말",
    "report_own_case": "자기 건을 말함", "ask_case_status": "맡긴 일이 어떻게 되었는지 묻는 말",
    "describe_trouble": "여러 어려움을 말함", "worry_about_other": "다른 사람을 걱정하는 말",
    "make_complaint": "불편을 말함", "request_human": "사람이나 전화, 방문을 바라는 말",
    "request_deletion": "기록을 지워 달라는 말", "greet": "인사", "thank": "고맙다는 말", "goodbye": "끝인사",
    "send_test": "잘 가는지 보내 본 글", "ask_bot": "사람인지 기계인지 묻는 말", "chitchat": "일상 이야기",
    "rate_service": "점수나 평", "report_resolved": "잘 해결되었다는 말", "wrong_recipient": "잘못 보낸 글이나 누구인지 묻는 말",
    "affirm": "그렇다는 대답", "deny": "아니라는 대답", "opt_out": "안내를 받지 않겠다는 말",
    "correct_bot": "잘못 알아들었다는 말", "choose_option": "고르는 대답", "out_of_scope": "복지와 다른 말",
} | {f"ask_{aspect}": f"{name} 물음" for aspect, name in ASPECTS.items()}  # fmt: skip
FACTS = {
    "ages": "나이", "household": "가구원", "income": "월 소득", "children": "자녀", "events": "겪은 일", "dong": "동",
    "wish": "바라는 것",
}  # fmt: skip
WISHES = {"visit": "방문을 바람", "call": "전화를 바람", "deletion": "기록을 지워 달라고 함"}
_VIA = {
    "name": "이름이 글에 있음", "like": "비슷한 이름이 글에 있음", "words": "글의 내용과 맞음", "said before": "앞에서 이야기함",
    "chosen": "고름",
}  # fmt: skip
_COUNTED = {"ages": "세", "household": "명", "children": "명"}
_LINKED = re.compile(r"이름 (.+) \(([a-z ]+)\)")
_INTENT = re.compile(r"의도 (\w+)")


@dataclass(frozen=True)
class Explanation:
    """`guesses` are readings with percent, best first; `versions` is empty where the record names none."""

    decision: str
    why: tuple[str, ...]
    guesses: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, str], ...]
    versions: str


def explanation(record: Mapping[str, Any]) -> Explanation:
    """The record in words; what it lacks is left out, what it says otherwise than agreed is shown as it is."""
    programs = record.get("programs") or ()
    about = [str(programs[0]["name"])] if programs and record.get("decision") == "answer" else []
    aspect = [ASPECTS[record["aspect"]]] if about and record.get("aspect") in ASPECTS else []
    decision = DECISIONS.get(str(record.get("decision")), "판단 없음")
    return Explanation(
        ": ".join([decision, *([", ".join([*about, *aspect])] if about else [])]),
        tuple(reason_words(str(reason)) for reason in record.get("why") or ()),
        tuple((guess_words(guess), percent(guess.get("confidence"))) for guess in record.get("guesses") or ()),
        tuple(fact_words(record.get("facts") or {})),
        version_words(record),
    )


def reason_words(reason: str) -> str:
    """One of a decision's reasons; most are words already."""
    if linked := _LINKED.fullmatch(reason):
        return f"{linked[1]}: {_VIA.get(linked[2], '이 제도로 봄')}"
    if intent := _INTENT.fullmatch(reason):
        return INTENTS.get(intent[1]) or INTENTS.get(f"ask_{intent[1]}") or intent[1]
    known = situations().get(reason)
    return f"겪은 일: {known.name}" if known else reason


def fact_words(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was told, by name: [("나이", "78세"), ("월 소득", "150만 원")]; facts of a screening are words already."""
    return [(FACTS.get(name, name), _value(name, value)) for name, value in facts.items() if value]


def guess_words(guess: Mapping[str, Any]) -> str:
    return str(guess.get("label") or DECISIONS.get(str(guess.get("decision")), ""))


def percent(share: Any) -> int:
    return round(share * 100) if isinstance(share, int | float) else 0


def version_words(record: Mapping[str, Any]) -> str:
    """Of model and knowledge, as far as they were noted."""
    noted = (("모델", record.get("model")), ("지식", record.get("knowledge")))
    return ", ".join(f"{name} {str(version)[:12]}" for name, version in noted if version)


def _value(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(name, item) for item in value)
    if name == "events":
        known = situations().get(str(value))
        return known.name if known else str(value)
    if name == "income" and isinstance(value, int):
        return won(value)
    return WISHES.get(value, value) if name == "wish" else f"{value}{_COUNTED.get(name, '')}"
