"""Fields and reasons in the words of a counselor, who has never seen a data file."""

from __future__ import annotations

import re

from handoff.knowledge.diff import Path

FIELDS = {
    "id": "식별자", "name": "이름", "serv_id": "복지로 서비스 번호", "region": "지역", "status": "상태", "field": "분야",
    "life_stages": "생애주기", "households": "가구 상황", "themes": "관심 주제", "unit": "담당", "aliases": "다른 이름",
    "descriptions": "풀어 쓴 말", "contacts": "문의처", "phone": "전화번호", "reference": "출처", "amounts": "금액·숫자",
    "answers": "답변", "details": "덧붙이는 답", "references": "출처 목록", "assured_date": "기준일", "match": "찾는 말",
    "aspect": "물어본 것", "say": "답", "about": "제목", "office": "기관", "kind": "종류", "units": "담당", "phones": "전화번호",
    "address": "주소", "hours": "운영 시간", "hours_note": "운영 시간 설명", "ways": "연락 방법", "languages": "언어",
    "dongs": "행정동", "legal_dongs": "법정동", "title": "출처 이름", "publisher": "펴낸 곳", "as_of": "출처 기준일",
    "overview": "개요", "eligibility": "대상", "amount": "금액", "how_to_apply": "신청 방법", "documents": "서류",
    "where": "신청하는 곳", "contact": "문의", "period": "기간", "desks": "창구",
    "department": "담당 부서", "province": "시·도", "district": "시·군·구", "summary": "요약", "target": "지원 대상",
    "criteria": "선정 기준", "benefit": "지원 내용", "valid_from": "시작하는 날", "valid_to": "끝나는 날", "updated": "고쳐진 날",
    "retrieved": "가져온 날", "gone": "목록에서 없어진 날", "source": "가져온 곳", "source_id": "가져온 곳의 번호",
    "parameter": "공통 수치", "percent": "비율", "year": "연도", "from": "시행일", "value": "값", "url": "누리집 주소",
}  # fmt: skip

# What `bokji kb check` says, and what a counselor reads instead; the groups are filled in.
_REASONS = (
    (r"is too short$|should be non-empty$|\[\] is too short|does not have enough properties$", "너무 짧거나 비어 있습니다."),
    (r"is too long$|^(?:\S+: )?maxLength: ", "너무 깁니다."),
    (r"'(\w+)' is a required property$", "'{0}'이(가) 빠졌습니다."),
    (r"Additional properties are not allowed", "쓰지 않는 항목이 들어 있습니다."),
    (r"is valid under each of", "연도와 시행일 가운데 하나만 적어 주세요."),
    (r"does not match '|is not of type |is not valid under any|^(?:\S+: )?(?:pattern|anyOf|type): ", "형식이 맞지 않습니다."),
    (r"is not one of \[|^(?:\S+: )?enum: ", "고를 수 있는 값이 아닙니다."),
    (r"is less than the minimum of (\S+)$", "{0}보다 작을 수 없습니다."),
    (r"is greater than the maximum of (\S+)$", "{0}보다 클 수 없습니다."),
    (r"is less than or equal to the minimum of (\S+)$", "{0}보다 커야 합니다."),
    (r"^unknown reference $", "출처를 적어 주세요."),
    (r"^unknown reference (\S+)$", "출처 '{0}'이(가) 출처 목록에 없습니다."),
    (r"^unknown parameter (\S+), (\S+) percent of it$", "공통 수치 '{0}'에는 비율 '{1}'로 나눌 가구원 수별 표가 없습니다."),
    (r"^unknown parameter (\S+)$", "공통 수치 '{0}'이(가) 없습니다."),
    (r"^unknown figure (\S+)$", "{0}에 넣을 숫자가 '금액·숫자'에 없습니다."),
    (r"^(\S+\.(?:household|family)\}): not every row of", "{0}에 넣을 가구원 수별 금액이 '금액·숫자'에 없습니다."),
    (r"^(\S+): not every row of", "{0}에 넣을 숫자가 빠진 해가 있습니다."),
    (r"a row without a value$", "값이 없는 줄이 있습니다."),
    (r"^the figure '(.+)' is typed by hand", "숫자 '{0}'은(는) 글에 바로 쓰지 말고 '금액·숫자'에 넣어 주세요."),
    (r"^phone (\S+) is not among the contacts$", "전화번호 {0}이(가) 문의처에 없습니다."),
    (r"^'(.+)' promises what nobody has decided$", "'{0}'은(는) 아직 정해지지 않은 일을 약속하는 말입니다."),
    (r"^no web address and no long dash", "문자에는 누리집 주소와 긴 줄표(—)를 쓰지 않습니다."),
    (r"^'(.+)' cannot be sent in a Korean text message$", "'{0}'은(는) 문자로 보낼 수 없는 글자입니다."),
)  # fmt: skip


def field_name(path: Path) -> str:
    """("contacts", 0, "phone") is 문의처 1 · 전화번호."""
    named: list[str] = []
    for step in path:
        if isinstance(step, int) and named:
            named[-1] += f" {step + 1}"
        else:
            named.append(FIELDS.get(str(step), str(step)))
    return " · ".join(named) or "전체"


def reason_in_words(reason: str) -> str:
    """The reason in Korean; one that has no words yet stays as it is."""
    for pattern, words in _REASONS:
        if found := re.search(pattern, reason):
            return words.format(*(FIELDS.get(group, group) for group in found.groups()))
    return reason
