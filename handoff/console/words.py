"""What codes are called in the console, in the words of the people who work there."""

from __future__ import annotations

UNITS = {
    "dong_center": "동주민센터 복지팀",
    "livelihood": "기초생활보장",
    "emergency_welfare": "긴급복지·위기가구",
    "senior": "어르신복지",
    "disability": "장애인복지",
    "childcare": "보육·아동",
    "family": "여성·가족·한부모·다문화",
    "youth": "청년·자립준비",
    "housing": "주거복지·주거급여",
    "employment": "일자리·고용센터·자활",
    "health_center": "보건소·치매안심센터",
    "mental_health": "정신건강복지센터",
    "suicide_109": "자살예방 상담전화 109",
    "emergency_119": "119",
    "police_112": "112",
    "women_1366": "여성긴급전화 1366",
    "elder_abuse": "노인보호전문기관",
    "child_abuse": "아동보호(112·아동학대전담공무원)",
    "pension": "국민연금공단",
    "health_insurance": "국민건강보험공단",
    "counselor": "상담담당자",
    "case_management": "희망복지지원단",
    "integrated_care": "통합돌봄",
    "welfare_129": "보건복지상담센터 129",
    "youth_1388": "청소년상담 1388",
    "disability_rights": "장애인권익옹호기관",
    "migrants": "다누리·외국인종합안내",
    "legal_aid": "대한법률구조공단 132",
    "veterans": "보훈",
    "education": "교육청",
    "audit": "감사담당관",
    "missing_182": "실종신고 182",
    "sign_language_107": "손말이음 107",
}
REASONS = {
    "requested": "상담담당자 요청",
    "crisis": "긴급위험",
    "own_case": "본인 건 확인",
    "tangled": "얽힌 문제",
    "third_party": "다른 사람 걱정",
    "complaint": "불편 의견",
    "low_confidence": "자동안내가 확신하지 못함",
    "bot_down": "자동안내 멈춤",
    "case_status": "진행 상황 물음",
}
RELATIONS = {"self": "본인", "family": "가족", "neighbor": "이웃", "institution": "기관", "other": "다른 사람"}
CHANNELS = {"sms": "문자", "kakao": "카카오톡"}
AUTHORS = {"resident": "신청인", "bot": "자동안내", "counselor": "담당자", "system": "시스템"}
OWNERS = {"bot": "자동안내가 답하는 중", "queue": "담당자를 기다리는 중", "counselor": "담당자가 답하는 중"}
STATUSES = {"open": "진행 중", "snoozed": "보류", "waiting_resident": "신청인 답을 기다림", "closed": "종결"}
ROLES = {"counselor": "상담담당자", "lead": "팀장"}
DELIVERY = {
    "queued": "보낼 차례를 기다림",
    "sending": "보내는 중",
    "accepted": "보냄",
    "delivered": "도착",
    "unknown": "보냈는지 확인 안 됨",
    "failed": "실패",
    "suppressed": "보내지 않음",
    "shown": "보여 줌",
}
BASES = {"consent": "신청인이 동의함", "danger": "생명·신체 위험(긴급위험)", "law": "법령에 따름"}
ACTS = {
    "연계": "제도나 기관을 알려 줍니다. 상담은 여기 남습니다.",
    "의뢰": "맡아 달라고 보냅니다. 수락 전까지 우리 책임이고 회신을 받습니다.",
    "이송": "우리 소관이 아니어서 맞는 기관으로 보냅니다.",
    "이관": "수락하면 상담이 그쪽으로 넘어가고 여기서는 종결됩니다.",
}
URGENCIES = {"today": "오늘 안에", "soon": "3일 안에", "normal": "보통"}
