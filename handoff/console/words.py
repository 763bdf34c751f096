"""What codes are called in the console, in the words of the people who work there."""

from __future__ import annotations

UNITS = {
    "dong_center": "동주민센터 복지팀", "livelihood": "기초생활보장", "emergency_welfare": "긴급복지·위기가구",
    "senior": "어르신복지", "disability": "장애인복지", "childcare": "보육·아동", "family": "여성·가족·한부모·다문화",
    "youth": "청년·자립준비", "housing": "주거복지·주거급여", "employment": "일자리·고용센터·자활",
    "health_center": "보건소·치매안심센터", "mental_health": "정신건강복지센터", "suicide_109": "자살예방 상담전화 109",
    "emergency_119": "119", "police_112": "112", "women_1366": "여성긴급전화 1366", "elder_abuse": "노인보호전문기관",
    "child_abuse": "아동보호(112·아동학대전담공무원)", "pension": "국민연금공단", "health_insurance": "국민건강보험공단",
    "counselor": "상담담당자", "case_management": "희망복지지원단", "integrated_care": "통합돌봄",
    "welfare_129": "보건복지상담센터 129", "youth_1388": "청소년상담 1388", "disability_rights": "장애인권익옹호기관",
    "migrants": "다누리·외국인종합안내", "legal_aid": "대한법률구조공단 132", "veterans": "보훈", "education": "교육청",
    "audit": "감사담당관", "missing_182": "실종신고 182", "sign_language_107": "손말이음 107",
}  # fmt: skip
REASONS = {
    "requested": "상담담당자 요청", "crisis": "긴급위험", "own_case": "본인 건 확인", "tangled": "얽힌 문제",
    "third_party": "다른 사람 걱정", "complaint": "불편 의견", "low_confidence": "자동안내가 확신하지 못함",
    "bot_down": "자동안내 멈춤", "case_status": "진행 상황 물음",
}  # fmt: skip
RELATIONS = {"self": "본인", "family": "가족", "neighbor": "이웃", "institution": "기관", "other": "다른 사람"}
CHANNELS = {"sms": "문자", "kakao": "카카오톡"}
AUTHORS = {"resident": "신청인", "bot": "자동안내", "counselor": "담당자", "system": "시스템"}
OWNERS = {"bot": "자동안내가 답하는 중", "queue": "담당자를 기다리는 중", "counselor": "담당자가 답하는 중"}
STATUSES = {"open": "진행 중", "snoozed": "보류", "waiting_resident": "신청인 답을 기다림", "closed": "종결"}
ROLES = {"counselor": "상담담당자", "lead": "팀장"}
DECISIONS = {
    "answer": "답변", "recommend": "제도 추천", "clarify": "되묻기", "handoff": "담당자 연결", "crisis": "긴급위험",
    "smalltalk": "인사", "out_of_scope": "복지 밖의 일",
}  # fmt: skip
DELIVERY = {
    "queued": "보낼 차례를 기다림", "sending": "보내는 중", "accepted": "보냄", "delivered": "도착",
    "unknown": "보냈는지 확인 안 됨", "failed": "실패", "suppressed": "보내지 않음", "shown": "보여 줌",
}  # fmt: skip
FACTS = {
    "ages": "나이", "age": "나이", "household": "가구원", "household_size": "가구원", "income": "월 소득",
    "children": "자녀", "events": "겪은 일", "dong": "동", "region": "지역",
}  # fmt: skip
BASES = {"consent": "신청인이 동의함", "danger": "생명·신체 위험(긴급위험)", "law": "법령에 따름"}
ACTS = {
    "연계": "제도나 기관을 알려 줍니다. 상담은 여기 남습니다.",
    "의뢰": "맡아 달라고 보냅니다. 수락 전까지 우리 책임이고 회신을 받습니다.",
    "이송": "우리 소관이 아니어서 맞는 기관으로 보냅니다.",
    "이관": "수락하면 상담이 그쪽으로 넘어가고 여기서는 종결됩니다.",
}  # fmt: skip
URGENCIES = {"today": "오늘 안에", "soon": "3일 안에", "normal": "보통"}
EVENTS = {
    "opened": "상담이 열렸습니다", "joined": "새 내용이 더해졌습니다", "resident_wrote": "신청인이 글을 보냈습니다",
    "claimed": "담당했습니다", "released": "접수함으로 돌려놓았습니다", "off_duty": "담당자가 자리에 없어 접수함으로 돌아왔습니다",
    "inactive": "담당자가 바뀌어 접수함으로 돌아왔습니다", "handed_back": "자동안내로 돌렸습니다", "reopened": "다시 진행 중입니다",
    "replied": "답장을 보냈습니다", "noted": "메모를 남겼습니다", "referred": "의뢰했습니다", "accepted": "의뢰가 수락되었습니다",
    "returned": "회신을 적었습니다", "snoozed": "보류했습니다", "waiting_resident": "신청인 답을 기다립니다",
    "closed": "종결했습니다", "protected": "보호 대화로 정했습니다", "unprotected": "보호 대화를 해제했습니다",
    "alarm_raised": "긴급위험 알림을 시작했습니다", "alarm_rang": "당직 전화에 알렸습니다", "alarm_claimed": "긴급위험을 확인했습니다",
    "not_crisis": "위기가 아니라고 보았습니다",
}  # fmt: skip
ERRORS = {
    "conversation_already_assigned": "다른 담당자가 먼저 맡았습니다.",
    "case_closed": "이미 종결된 상담입니다.",
    "case_not_found": "그런 상담이 없습니다.",
    "not_the_holder": "이 상담의 담당자만 할 수 있습니다. 먼저 '내가 담당'을 눌러 주세요.",
    "counselor_not_active": "지금 일하지 않는 담당자입니다.",
    "owner_change_refused": "지금 상태에서는 바꿀 수 없습니다. 화면을 새로 고쳐 주세요.",
    "reply_empty": "보낼 내용을 적어 주세요.",
    "reply_too_long": "2,000자까지 보낼 수 있습니다.",
    "outcome_unknown": "처리결과를 골라 주세요.",
    "referral_incomplete": "의뢰에는 구분, 보낼 곳, 대상자, 사유, 급한 정도, 알려도 되는 근거가 모두 있어야 합니다.",
    "referral_not_found": "그런 의뢰가 없습니다.",
    "sign_in_refused": "아이디나 비밀번호가 맞지 않습니다.",
    "sign_in_too_often": "로그인이 여러 번 실패했습니다. 10분 뒤에 다시 해 주세요.",
    "form_expired": "화면이 오래되었습니다. 새로 고친 뒤 다시 해 주세요.",
    "not_signed_in": "로그인이 끝났습니다. 다시 로그인해 주세요.",
    "form_not_valid": "빠지거나 잘못 적은 곳이 있습니다.",
    "snooze_not_valid": "보류할 때까지의 시각은 지금보다 뒤, 30일 안이어야 합니다.",
    "database_unusable": "지금 저장소를 쓸 수 없습니다. 잠시 뒤 다시 해 주세요.",
    "page_not_found": "그런 화면이 없습니다.",
}

