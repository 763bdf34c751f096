"""A finished reply: its text, and what can be pressed or numbered; and the turn that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.eligibility.screening import Screening
from bot.evidence import Decision, Option


@dataclass(frozen=True)
class Reply:
    """`quick_replies` are (label, text sent when pressed); `offered` is what a number in the next message picks."""

    text: str
    quick_replies: tuple[tuple[str, str], ...] = field(default=())
    offered: tuple[Option, ...] = field(default=())
    desk: str | None = None  # the desk whose phone or address it tells


@dataclass(frozen=True)
class Turn:
    """What a turn decides and says, and the screening's state after it.

    A state without a question is over; what was told stays in it, for the counselor who may come in later.
    """

    decision: Decision
    reply: Reply
    screening: Screening | None = None


def numbered(options: tuple[Option, ...]) -> tuple[tuple[str, str], ...]:
    """Quick replies for a numbered list; Kakao shows at most fourteen letters on one."""
    return tuple((f"{n}. {option.label}"[:14], str(n)) for n, option in enumerate(options, start=1))
