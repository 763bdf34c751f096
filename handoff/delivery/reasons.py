"""Why a message did not go out or did not arrive, as a counselor reads it."""

from __future__ import annotations

HELD = "상담담당자가 맡은 대화라 자동안내를 보내지 않았습니다"
NO_ROUTE = "문자를 보낼 설정이 되어 있지 않습니다"
NOT_CONFIRMED = "보내졌는지 확인하지 못했습니다. 겹쳐 보내지 않도록 담당자가 확인해 주세요"
NOTHING_LEFT = "그림문자만 있어 문자로 보낼 수 없습니다"
GAVE_UP = "통신사가 여러 번 받지 않았습니다"

_CODES = {
    "20003": "문자 계정 인증에 실패했습니다",
    "21211": "전화번호가 올바르지 않습니다",
    "21408": "이 나라로는 문자를 보낼 수 없습니다",
    "21610": "받는 분이 수신을 거부한 번호입니다",
    "21614": "문자를 받을 수 없는 번호입니다 (유선전화 등)",
    "21617": "문자가 너무 깁니다",
    "30001": "통신사가 밀려 있어 보내지 못했습니다",
    "30002": "문자 계정이 정지되어 있습니다",
    "30003": "휴대전화가 꺼져 있거나 연결되지 않습니다",
    "30004": "받는 쪽에서 차단한 번호입니다",
    "30005": "없는 번호입니다",
    "30006": "유선전화이거나 연결할 수 없는 통신사입니다",
    "30007": "스팸으로 걸러졌습니다",
    "30008": "통신사에서 알 수 없는 이유로 실패했습니다",
}


def reason_of(code: str) -> str:
    """The Korean reason of a provider's error code; an unknown code is shown as it is."""
    return _CODES.get(code) or (f"보내지 못했습니다 (오류 {code})" if code else "보내지 못했습니다")
