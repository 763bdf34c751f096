"""What happened to a case, as its history says it."""

from __future__ import annotations

from handoff.cases.close import OUTCOMES
from handoff.cases.tables import CaseEvent
from handoff.console.words import UNITS

EVENTS = {
    "opened": "상담이 열렸습니다",
    "joined": "새 내용이 더해졌습니다",
    "resident_wrote": "신청인이 글을 보냈습니다",
    "claimed": "담당했습니다",
    "released": "접수함으로 돌려놓았습니다",
    "off_duty": "담당자가 자리에 없어 접수함으로 돌아왔습니다",
    "inactive": "담당자가 바뀌어 접수함으로 돌아왔습니다",
    "handed_back": "자동안내로 돌렸습니다",
    "reopened": "다시 진행 중입니다",
    "replied": "답장을 보냈습니다",
    "corrected": "바로잡는 글을 보냈습니다",
    "noted": "메모를 남겼습니다",
    "referred": "의뢰했습니다",
    "accepted": "의뢰가 수락되었습니다",
    "returned": "회신을 적었습니다",
    "snoozed": "보류했습니다",
    "waiting_resident": "신청인 답을 기다립니다",
    "closed": "종결했습니다",
    "protected": "보호 대화로 정했습니다",
    "unprotected": "보호 대화를 해제했습니다",
    "alarm_raised": "긴급위험 알림을 시작했습니다",
    "alarm_rang": "당직 전화에 알렸습니다",
    "alarm_claimed": "긴급위험을 확인했습니다",
    "not_crisis": "위기가 아니라고 보았습니다",
}


def event_words(event: CaseEvent) -> str:
    """A few words; an act of referral names the unit, a closing its outcome."""
    about = event.about
    if "act" in about:
        return f"{about['act']}: {UNITS.get(str(about.get('unit')), '')}"
    said = EVENTS.get(event.kind, event.kind)
    return f"{said} ({OUTCOMES.get(about['outcome'], '')})" if "outcome" in about else said
