"""Kakao's skill server: every call gets a valid answer within five seconds, whatever happens here."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from threading import Event
from time import monotonic
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.lines import line, signed
from bot.safety.net import check
from handoff.cases.crisis import hotline
from handoff.cases.say import neutral
from handoff.channels.kakao_answer import MORE, skill_answer
from handoff.channels.kakao_payload import SkillCall, read_call
from handoff.channels.kakao_replies import Waiting, put_back, take_waiting
from handoff.channels.kakao_secret import check_bot, check_secret
from handoff.channels.reading import BodyTooLarge, Malformed, NotGenuine, read_body
from handoff.channels.taking import take_in
from handoff.db import utc_now
from handoff.intake.inbound import Inbound, Received
from handoff.metrics import INBOUND, KAKAO_SECONDS
from handoff.turns.wait import Answer, answer_to

logger = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

_STORED_WITHIN = 2.5
_ANSWERED_WITHIN = 3.0  # of the five seconds, counted from the beginning of the call
_LAST_MOMENT = 4.0  # what has not come by then is not waited for


@router.post("/channels/kakao/skill")
async def skill(request: Request) -> JSONResponse:
    """One turn of a Kakao user."""
    began = monotonic()
    check_secret(request.headers.get("X-Bokji-Secret", ""))
    try:
        answer = await asyncio.wait_for(_answer(request, began), _LAST_MOMENT)
    except NotGenuine:
        raise
    except Exception as error:
        logger.error("Skill call failed", extra={"channel": "kakao", "error": type(error).__name__})
        answer = skill_answer([line("utter_kakao_failed")])
    KAKAO_SECONDS.observe(monotonic() - began)
    return JSONResponse(answer)


async def _answer(request: Request, began: float) -> dict[str, Any]:
    try:
        call = read_call(await read_body(request))
    except (Malformed, BodyTooLarge) as error:
        INBOUND.labels("kakao", "malformed").inc()
        logger.warning("Webhook not readable", extra={"channel": "kakao", "reason": error.code})
        return skill_answer([line("utter_kakao_failed")])
    check_bot(call.bot_id)
    if call.validates:
        return await _validated(call, began)
    return await _turn(call, began)


async def _validated(call: SkillCall, began: float) -> dict[str, Any]:
    """Any value will do, the bot reads it itself; but a danger told as an answer to a form is still a danger."""
    said = call.utterance or call.value
    finding = await asyncio.to_thread(check, said)
    if finding is None:
        return {"status": "SUCCESS", "value": call.value or said}
    received = await take_in(_inbound(call, said), _STORED_WITHIN)
    told = (await _turn_answer(received, began)).texts or (hotline(finding.kind, finding.subject)[1],)
    return {"status": "FAIL", "message": "\n\n".join(told)}


async def _turn(call: SkillCall, began: float) -> dict[str, Any]:
    if call.utterance.strip() == MORE:
        waiting = await _waiting(call, (), began)
        if waiting.texts:
            return skill_answer(waiting.texts, more=waiting.more)
    received = await take_in(_inbound(call, call.utterance), _STORED_WITHIN)
    if received.degraded:
        return skill_answer([received.reply or line("utter_kakao_holding")])
    answer = await _turn_answer(received, began)
    waiting = await _waiting(call, answer.texts, began)
    texts = [*waiting.texts, *answer.texts]
    if received.crisis and not texts:
        texts.append(hotline(received.crisis)[1])
    elif not texts or not (answer.texts or answer.handled):
        texts.append(_instead_of_answer(answer, waiting))
    replies = [{"label": reply.label, "text": reply.text} for reply in answer.quick_replies]
    return skill_answer(texts, replies, more=waiting.more)


async def _turn_answer(received: Received, began: float) -> Answer:
    """The turn's outcome if it comes in time. One that comes later waits for the user's next turn."""
    if received.message_id is None:
        return Answer(handled=False)
    left = began + _ANSWERED_WITHIN - monotonic()
    turn = asyncio.create_task(answer_to(received.message_id, max(left, 0.0)))
    finished, _ = await asyncio.wait({turn}, timeout=max(left, 0.0) + 0.4)
    if not finished:
        turn.add_done_callback(partial(_came_late, received.message_id))
    elif turn.exception() is None:
        return turn.result()
    return Answer(handled=False)


def _came_late(message_id: str, turn: asyncio.Task[Answer]) -> None:
    if not turn.cancelled() and turn.exception() is None and turn.result().texts:
        asyncio.get_running_loop().run_in_executor(None, put_back, message_id)


async def _waiting(call: SkillCall, beside: tuple[str, ...], began: float) -> Waiting:
    """What waited for this user; none where the database does not say it in time."""
    given_up = Event()
    taking = asyncio.create_task(asyncio.to_thread(take_waiting, call.user_id, beside, given_up))
    finished, _ = await asyncio.wait({taking}, timeout=max(began + _LAST_MOMENT - 0.2 - monotonic(), 0.05))
    if finished and taking.exception() is None:
        return taking.result()
    given_up.set()
    taking.add_done_callback(lambda task: task.cancelled() or task.exception())
    return Waiting()


def _instead_of_answer(answer: Answer, waiting: Waiting) -> str:
    """Kakao shows a fault of its own where an answer says nothing."""
    if waiting.owner == "counselor":
        text = line("utter_with_counselor")
    else:
        text = line("utter_kakao_received" if answer.handled else "utter_kakao_holding")
    return neutral(text) if waiting.protected else signed(text)


def _inbound(call: SkillCall, text: str) -> Inbound:
    at = utc_now()
    return Inbound(
        provider="kakao",
        provider_message_id=call.message_id(at),
        channel="kakao",
        address=call.user_id,
        text=text,
        at=at,
        other_keys=call.other_keys,
    )
