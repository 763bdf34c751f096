"""Builds answers of the skill that Kakao shows: at most three bubbles of 1,000 letters, ten quick replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kakao_chatbot.response import KakaoResponse, QuickReply
from kakao_chatbot.response.components import SimpleTextComponent

from bot.korean.normalize import storable
from handoff.channels.kakao_limits import LABEL, OUTPUTS, QUICK_REPLIES, TEXT
from handoff.delivery.pieces import split

MORE = "계속 보기"


def skill_answer(
    texts: Sequence[str], quick_replies: Sequence[Mapping[str, str]] = (), *, more: bool = False
) -> dict[str, Any]:
    """A valid answer; texts that need more than three bubbles are cut, so ask `how_many_fit` first.

    `more` offers to read on: the rest is shown with the next turn.
    """
    answer = KakaoResponse([SimpleTextComponent(text) for text in _bubbles(texts)[:OUTPUTS]])
    offered = [
        QuickReply(_label(reply["label"]), "message", reply["text"]) for reply in quick_replies if _usable(reply)
    ]
    offered = offered[: QUICK_REPLIES - more]
    for reply in [*offered, *([QuickReply(MORE, "message", MORE)] if more else [])]:
        answer.add_quick_reply(reply)
    return answer.get_dict()


def how_many_fit(texts: Sequence[str]) -> int:
    """How many of the texts, from the first, can be shown whole in one answer; at least one."""
    fitting = 1
    while fitting < len(texts) and len(_bubbles(texts[: fitting + 1])) <= OUTPUTS:
        fitting += 1
    return fitting


def _bubbles(texts: Sequence[str]) -> list[str]:
    """One bubble a text, long ones split at sentence ends; joined where they would be more than three."""
    pieces = [piece for text in texts for piece in split(storable(text), lambda part: len(part) <= TEXT)]
    while len(pieces) > OUTPUTS:
        place = next((i for i in range(len(pieces) - 1) if len(pieces[i]) + len(pieces[i + 1]) + 2 <= TEXT), None)
        if place is None:
            break
        pieces[place : place + 2] = [f"{pieces[place]}\n\n{pieces[place + 1]}"]
    return pieces


def _usable(reply: Mapping[str, str]) -> bool:
    return bool(reply.get("label", "").strip() and reply.get("text", "").strip())


def _label(label: str) -> str:
    label = label.strip()
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
