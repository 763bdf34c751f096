"""The whole path once more with PostgreSQL below it; Rasa is the one of the other tests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.service.conftest import Start
from tests.service.running import Service, new_phone, new_user

pytestmark = pytest.mark.rasa


def test_question_follow_up_repetition_and_danger_on_postgresql(
    service: Service, start: Start, postgres_url: str
) -> None:
    on_postgres = start(DATABASE_URL=postgres_url, RASA_URL=service.settings["RASA_URL"])
    on_postgres.wait_for_door()
    on_postgres.wait_for_bot(within=20)
    phone, sid = new_phone(), f"SM{uuid4().hex}"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: on_postgres.text(phone, "기초연금 얼마예요?", sid), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert "109" in on_postgres.kakao(new_user(), "죽고 싶어요. 오늘 밤에 다 끝내려고 해요").text
    assert "34만 9,700원" in on_postgres.wait_for_reply(phone)
    on_postgres.text(phone, "그럼 서류는요?")
    assert "통장" in on_postgres.wait_for_reply(phone, 2)
    assert [message["author"] for message in on_postgres.thread(phone)] == ["resident", "bot"] * 2
    (sent, _) = (message for message in on_postgres.twilio.sent if message["to"] == phone)
    assert on_postgres.report(sent, "delivered") == 204
    assert {"state": "delivered"} in on_postgres.rows("SELECT state FROM outbound")
