"""What a counselor reads when something is refused, by the code of the error."""

from __future__ import annotations

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
