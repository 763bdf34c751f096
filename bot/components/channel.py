"""The channel that the front door calls: one turn in, one outcome back; a repeated message id gets the stored one."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)
_REMEMBERED = 5000  # outcomes kept for a retry after a crash of the caller


class BokjiInput(InputChannel):
    """`POST /webhooks/bokji/turn` with sender, message_id, text, metadata; see docs/message-path.md."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, asyncio.Task[dict[str, Any]]] = OrderedDict()

    @classmethod
    def name(cls) -> str:
        return "bokji"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        webhook = Blueprint("bokji_webhook")

        @webhook.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            outcome = await self._outcome(request.json, on_new_message)
            return response.json(outcome, dumps=json.dumps)

        return webhook

    async def _outcome(self, asked: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Any:
        """Of the turn that took this message id, also of one that is still at work; a turn that failed is forgotten."""
        message_id = asked["message_id"]
        if message_id not in self._turns:
            self._turns[message_id] = asyncio.create_task(self._take(asked, on_new_message))
            while len(self._turns) > _REMEMBERED:
                self._turns.popitem(last=False)
        try:
            # A caller who gives up does not end the turn: it asks again by the same id.
            return await asyncio.shield(self._turns[message_id])
        except Exception:
            self._turns.pop(message_id, None)
            raise

    async def _take(
        self, asked: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> dict[str, Any]:
        if not asked["text"].strip():  # Rasa stumbles over an empty text, and over the one after it
            return outcome_of([])
        collected = CollectingOutputChannel()
        await on_new_message(
            UserMessage(
                asked["text"],
                collected,
                asked["sender"],
                input_channel=self.name(),
                message_id=asked["message_id"],
                metadata=asked.get("metadata") or {},
            )
        )
        return outcome_of(collected.messages)


def outcome_of(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Text, quick replies and decision record out of what a turn uttered."""
    texts = [m["text"] for m in messages if m.get("text")]
    buttons = [button for m in messages for button in m.get("buttons", ())]
    decision = next((m["custom"]["decision"] for m in messages if "decision" in m.get("custom", {})), None)
    return {
        "text": "\n\n".join(texts),
        "quick_replies": [{"label": b["title"], "text": b["payload"]} for b in buttons],
        "decision": decision,
    }
