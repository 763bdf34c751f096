"""A finished reply: its text, and what can be pressed or numbered."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.evidence import Option


@dataclass(frozen=True)
class Reply:
    """`quick_replies` are (label, text sent when pressed); `offered` is what a number in the next message picks."""

    text: str
    quick_replies: tuple[tuple[str, str], ...] = field(default=())
    offered: tuple[Option, ...] = field(default=())


def numbered(options: tuple[Option, ...]) -> tuple[tuple[str, str], ...]:
    """Quick replies for a numbered list; Kakao shows at most fourteen letters on one."""
    return tuple((f"{n}. {option.label}"[:14], str(n)) for n, option in enumerate(options, start=1))
