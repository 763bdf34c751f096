"""The channel that the front door calls: one turn in, one outcome back; a repeated message id gets the stored one."""

from __future__ import annotations

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
        self._outcomes: OrderedDict[str, dict[str, Any]] = OrderedDict()

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
            asked = request.json
            if asked["message_id"] not in self._outcomes:
                self._outcomes[asked["message_id"]] = await self._take(asked, on_new_message)
                while len(self._outcomes) > _REMEMBERED:
                    self._outcomes.popitem(last=False)
            return response.json(self._outcomes[asked["message_id"]], dumps=json.dumps)

        return webhook

    async def _take(self, asked: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Any:
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
