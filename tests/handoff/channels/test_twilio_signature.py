"""Tests of handoff/channels/twilio_signature.py by the vectors of Twilio's own tests and of reference/twilio-sms.md."""

from __future__ import annotations

import pytest
from starlette.datastructures import ImmutableMultiDict

from handoff.channels.twilio_signature import is_genuine
from handoff.settings import settings

CALL = {
    "CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309",
    "To": "+18005551212",
}  # fmt: skip
SID = "SM00000000000000000000000000000001"
V1 = {
    "ToCountry": "KR", "SmsMessageSid": SID, "SmsSid": SID, "MessageSid": SID, "NumMedia": "0",
    "SmsStatus": "received", "Body": "기초연금 신청은 어디서 하나요?", "FromCountry": "KR", "To": "+15005550006",
    "NumSegments": "1", "AccountSid": "AC00000000000000000000000000000001", "From": "+821012345678",
    "ApiVersion": "2010-04-01",
}  # fmt: skip
V2 = {
    "MessageSid": "SM00000000000000000000000000000002", "SmsSid": "SM00000000000000000000000000000002",
    "MessageStatus": "delivered", "SmsStatus": "delivered", "To": "+821012345678", "From": "+15005550006",
    "AccountSid": "AC00000000000000000000000000000001", "ApiVersion": "2010-04-01", "RawDlrDoneDate": "2607171206",
}  # fmt: skip
DIGITS = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")]
HASHED = "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
APP, WELFARE = "mycompany.com/myapp.php?foo=1&bar=2", "https://welfare.example.kr/webhooks/twilio"


@pytest.mark.parametrize(
    ("token", "url", "params", "signature"),
    [
        ("12345", f"https://{APP}", CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("12345", f"http://{APP.replace('.com', '.com:80')}", CALL, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("12345", f"https://{APP.replace('.com', '.com:443')}", CALL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("12345", f"https://{APP}", DIGITS, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        ("test-auth-token", f"{WELFARE}/sms", V1, "YotSnjes9QQtc09fOdzP3usjlKw="),
        ("test-auth-token", f"{WELFARE.replace('.kr', '.kr:443')}/sms", V1, "cVubO1s3fTOA9oGbs5arABOgvjA="),
        ("test-auth-token", f"{WELFARE}/status", V2, "L2ARepcDEfN/q13ip0KZjMJh9xI="),
        ("test-auth-token", f"{WELFARE}/sms?x=1", {}, "LC2J3+BMss86H6P9D/GSWJFQF2s="),
    ],
)
def test_vectors_are_genuine_and_an_altered_one_is_not(
    token: str, url: str, params: dict[str, str], signature: str, service: pytest.MonkeyPatch
) -> None:
    service.setenv("BOKJI_TWILIO_AUTH_TOKEN", token)
    settings.cache_clear()
    form = ImmutableMultiDict(params)
    assert is_genuine(url, form, signature)
    assert not is_genuine(url, ImmutableMultiDict([*form.multi_items(), ("Extra", "")]), signature)
    assert not is_genuine(url.replace("=1", "=2").replace("/sms", "/SMS"), form, signature[::-1])


def test_port_may_be_left_out_or_put_in(service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_TWILIO_AUTH_TOKEN", "test-auth-token")
    settings.cache_clear()
    assert is_genuine(f"{WELFARE}/sms", ImmutableMultiDict(V1), "cVubO1s3fTOA9oGbs5arABOgvjA=")


def test_json_body_is_checked_by_its_hash(service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_TWILIO_AUTH_TOKEN", "12345")
    settings.cache_clear()
    url, signature = f"https://{APP}&{HASHED}", "a9nBmqA0ju/hNViExpshrM61xv4="
    assert is_genuine(url, b'{"property": "value", "boolean": true}', signature)
    assert not is_genuine(url, b'{"property": "value", "boolean": false}', signature)


def test_nothing_is_genuine_without_a_token_or_a_signature(service: pytest.MonkeyPatch) -> None:
    assert not is_genuine(f"{WELFARE}/sms", ImmutableMultiDict(V1), "YotSnjes9QQtc09fOdzP3usjlKw=")
    service.setenv("BOKJI_TWILIO_AUTH_TOKEN", "test-auth-token")
    settings.cache_clear()
    assert not is_genuine(f"{WELFARE}/sms", ImmutableMultiDict(V1), "")
