"""Makes what tests need, with defaults for all that a test does not care about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import select

from handoff.cases.case import Matter, open_or_join
from handoff.cases.tables import Case
from handoff.db import transaction, utc_now
from handoff.delivery.tables import Outbound
from handoff.intake.inbound import Inbound, Received
from handoff.intake.receive import receive
from handoff.people.conversation import open_conversation
from handoff.people.owner import give_to
from handoff.people.tables import Conversation, Message
from handoff.staff.tables import Counselor
from handoff.turns.bot_client import BotUnavailable, Question
from handoff.turns.outcome import BotReply, QuickReply
from handoff.turns.worker import Worker

_ids = count(1)
RESIDENT = "+821012345678"
QUESTION = "기초연금은 얼마인가요?"
CRISIS = "죽고 싶어요. 오늘 밤에 다 끝내려고 해요"


class FakeBot:
    """Answers every turn as it is told; keeps the questions. An answer may be a function of the question."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self._answer: BotReply | Exception | Callable[[Question], BotReply] = plain()

    def says(self, answer: BotReply | Exception | Callable[[Question], BotReply]) -> None:
        self._answer = answer

    def is_down(self) -> None:
        self._answer = BotUnavailable("down")

    async def ask(self, question: Question) -> BotReply:
        self.questions.append(question)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer(question) if callable(self._answer) else self._answer


def plain(
    text: str = "34만 9,700원까지 받으실 수 있습니다.\n- 자동안내", decision: str = "answer", **fields: Any
) -> BotReply:
    """The bot answers by itself."""
    quick = tuple(QuickReply(*pair) for pair in fields.pop("quick_replies", ()))
    return BotReply(text, quick, {"decision": decision, "confidence": 0.9, **fields})


def handoff(reason: str = "own_case", text: str = "", **fields: Any) -> BotReply:
    """The bot leaves it to a person."""
    return BotReply(text, (), {"decision": "handoff", "reason": reason, "confidence": 0.8, **fields})


def inbound(text: str = QUESTION, **fields: Any) -> Inbound:
    """An SMS of the same resident with a new message id."""
    defaults = {"provider": "twilio", "provider_message_id": f"SM{next(_ids):032d}", "channel": "sms"}
    return Inbound(**{**defaults, "address": RESIDENT, "text": text, "at": utc_now(), **fields})


def write(text: str = QUESTION, **fields: Any) -> Received:
    """The resident writes, and the front door takes it in."""
    return receive(inbound(text, **fields))


def write_kakao(text: str = QUESTION, **fields: Any) -> Received:
    return write(text, **{"provider": "kakao", "channel": "kakao", "address": "bot-user-key", **fields})


def take_turns(bot: FakeBot) -> None:
    """The worker answers all that is due now."""
    asyncio.run(Worker(bot).drain())


def create_conversation(channel: str = "sms", address: str = RESIDENT, owner: str = "bot") -> Conversation:
    with transaction() as session:
        conversation = open_conversation(session, channel, address)
        give_to(conversation, owner)
    return conversation


def create_case(reason: str = "own_case", address: str = RESIDENT, **matter: Any) -> Case:
    """An open case in the queue."""
    with transaction() as session:
        conversation = open_conversation(session, "sms", address)
        case = open_or_join(session, conversation, Matter(reason, **matter))
        give_to(conversation, "queue")
    return case


def create_counselor(login: str | None = None, **fields: Any) -> Counselor:
    login = login or f"counselor{next(_ids)}"
    with transaction() as session:
        counselor = Counselor(**{"login": login, "name": "김상담", "password_hash": "-", **fields})
        session.add(counselor)
    return counselor


def thread(conversation_id: str | None = None) -> list[Message]:
    """All messages in order; of one conversation where it is given."""
    query = select(Message).order_by(Message.conversation_id, Message.number)
    with transaction() as session:
        return list(session.scalars(query.filter_by(conversation_id=conversation_id) if conversation_id else query))


def outbox(purpose: str | None = None) -> list[Outbound]:
    query = select(Outbound).order_by(Outbound.created_at)
    with transaction() as session:
        return list(session.scalars(query.filter_by(purpose=purpose) if purpose else query))


def cases() -> list[Case]:
    with transaction() as session:
        return list(session.scalars(select(Case).order_by(Case.number)))


def conversation() -> Conversation:
    """The only one there is."""
    with transaction() as session:
        return session.scalars(select(Conversation)).one()
