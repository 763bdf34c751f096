"""What a turn knows (`Context`), what the bot said (`BotReply`), and what comes of it (`Outcome`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from handoff.cases.case import Matter

# Why the bot has nothing to say: it was not asked, or it did not answer.
Failure = Literal["held", "fault", "empty", "media", "language", "bot_down"]


@dataclass(frozen=True)
class QuickReply:
    """A button under a Kakao answer, a numbered choice in an SMS."""

    label: str
    text: str


@dataclass(frozen=True)
class BotReply:
    """The bot's finished answer and the contract's decision record."""

    text: str = ""
    quick_replies: tuple[QuickReply, ...] = ()
    decision: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class CaseView:
    """The open case as a turn needs it."""

    number: str
    due_at: datetime | None
    resting: bool = False  # snoozed or waiting for the resident
    legal_deadline: bool = False


@dataclass(frozen=True)
class Context:
    """Everything `respond` looks at beside the bot's answer; the defaults are a new conversation on SMS."""

    now: datetime
    due: datetime  # when a person will have answered, should a case open now
    channel: str = "sms"
    owner: str = "bot"
    safety: str | None = None  # the danger that the net found in this turn: hotline, case and alarm are there
    protected: bool = False
    case: CaseView | None = None
    media: bool = False
    asks_status: bool = False  # plainly asks what became of the case
    calls_out: bool = False  # 여보세요?
    wish: str | None = None  # visit, call or deletion, where the text speaks of one
    recent_lines: frozenset[str] = frozenset()  # fixed utterances of the last hour
    first_contact: bool = False
    desk_name: Callable[[Sequence[str], Mapping[str, Any]], str | None] = lambda units, facts: None


@dataclass(frozen=True)
class Reply:
    """One message to the resident."""

    author: Literal["bot", "system"]
    text: str
    lines: tuple[str, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a turn comes to. With a `matter` a case opens or is joined, and a conversation of the bot's is queued."""

    replies: tuple[Reply, ...] = ()
    matter: Matter | None = None
    crisis: str | None = None  # a danger that only the bot noticed: hotline and alarm are still to come
    crisis_subject: str = "self"
    decision: Mapping[str, Any] | None = None
    noticed: bool = field(default=False)  # the notice for new residents is in it

    def owner_after(self, owner: str) -> str:
        """Who answers next, where `owner` answered until now."""
        return "queue" if owner == "bot" and (self.matter is not None or self.crisis is not None) else owner
