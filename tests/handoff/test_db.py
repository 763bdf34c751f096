"""What residents told does not stand in the database for everybody to read."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from handoff import db
from handoff.cases.tables import Case
from handoff.db import DatabaseUnusable, transaction
from handoff.people.messages import add_message
from handoff.people.tables import Conversation, Message
from handoff.settings import settings
from tests.factories import cases, create_case, create_conversation

pytestmark = pytest.mark.usefixtures("each_database")
FACTS = {"dong": "상도3동", "ages": [78]}


def stored(column: str, table: str) -> str:
    with transaction() as session:
        return str(session.execute(text(f'SELECT {column} FROM "{table}"')).scalar_one())


def test_facts_of_a_case_are_encrypted_and_come_back() -> None:
    create_case(facts=FACTS, guesses=[{"label": "질문: 기초연금", "confidence": 0.7}])
    for column in ("facts", "guesses"):
        assert stored(column, "case").strip('"').startswith("gAAAA")
    assert cases()[0].facts == FACTS and cases()[0].guesses[0]["label"] == "질문: 기초연금"


def test_decision_is_encrypted_and_none_is_none() -> None:
    conversation = create_conversation()
    with transaction() as session:
        conversation = session.get_one(Conversation, conversation.id)
        add_message(session, conversation, "bot", "글", decision={"facts": FACTS})
        add_message(session, conversation, "bot", "글", decision=None)
    with transaction() as session:
        decided = session.query(Message).where(Message.decision.is_not(None)).all()
    assert [message.decision for message in decided] == [{"facts": FACTS}]
    assert stored("max(CAST(decision AS TEXT))", "message").strip('"').startswith("gAAAA")


def test_facts_are_not_read_with_another_key(service: pytest.MonkeyPatch) -> None:
    create_case(facts=FACTS)
    service.setenv("BOKJI_DATA_KEYS", Fernet.generate_key().decode())
    settings.cache_clear()
    db.cipher.cache_clear()
    with pytest.raises(DatabaseUnusable), transaction() as session:
        session.query(Case.facts).all()
