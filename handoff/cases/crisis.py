"""A crisis: the hotline at once, a case that a person has to see, an alarm that rings. For the net's and for Rasa's."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.lines import line
from bot.safety.kinds import HOTLINES, KINDS, utterance
from handoff.cases.alarm import raise_alarm
from handoff.cases.case import Matter, open_or_join, wake
from handoff.cases.say import say
from handoff.cases.tables import Case
from handoff.cases.watch import free_if_off_duty
from handoff.db import utc_now
from handoff.people.messages import said_since
from handoff.people.owner import give_to
from handoff.people.tables import Conversation

HOTLINE_AGAIN_AFTER = timedelta(minutes=30)


def hotline(kind: str, subject: str = "self") -> tuple[str, str]:
    """Name and words of what somebody in this danger is told; unsigned, since it has to be short."""
    for name in (utterance(kind, subject), utterance(kind)):
        with suppress(KeyError):
            return name, line(name)
    # A danger is answered even where domain.yml has lost its line.
    numbers = ", ".join(dict.fromkeys(HOTLINES[hotline].number for hotline in KINDS[kind].hotlines))
    return utterance(kind), f"지금 위험하시면 바로 연락하세요: {numbers}"


def notice_crisis(
    session: Session,
    conversation: Conversation,
    kind: str,
    subject: str,
    *,
    matter: Matter,
    replies_to: str,
    protected: bool,
) -> Case:
    """All that a danger brings about, in the caller's transaction and under the lock of the conversation."""
    conversation.safety = kind
    conversation.protected = conversation.protected or protected
    _say_hotline(session, conversation, kind, subject, replies_to)
    case = open_or_join(session, conversation, matter)
    free_if_off_duty(session, case, conversation)
    if conversation.owner == "bot":
        give_to(conversation, "queue")
    wake(session, case)
    raise_alarm(session, case, kind)
    return case


def crisis_matter(kind: str, subject: str, units: Sequence[str]) -> Matter:
    """What the net knows: for whom, and who could take it. Who writes about somebody else is not known yet."""
    words = {"other": "다른 사람", "child": "아동"}.get(subject)
    return Matter("crisis", kind, units=tuple(units), subject=words, relation="self" if subject == "self" else "other")


def _say_hotline(session: Session, conversation: Conversation, kind: str, subject: str, replies_to: str) -> None:
    name, text = hotline(kind, subject)
    if not said_since(session, conversation.id, name, utc_now() - HOTLINE_AGAIN_AFTER):
        say(session, conversation, "system", text, purpose="hotline", lines=[name], replies_to=replies_to)
