"""Twilio's webhooks: a text comes in, a state of one of ours comes back. Facts: reference/twilio-sms.md §1, §4."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

import phonenumbers
from fastapi import APIRouter, Request, Response
from sqlalchemy.exc import SQLAlchemyError
from twilio.twiml.messaging_response import MessagingResponse

from bot.korean.normalize import storable
from handoff.channels.reading import Malformed
from handoff.channels.taking import take_in
from handoff.channels.twilio_signature import Params, genuine_params
from handoff.db import DatabaseUnusable, utc_now
from handoff.delivery.pieces import carriable
from handoff.delivery.receipts import keep_receipt
from handoff.intake.inbound import Inbound

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/channels/twilio", include_in_schema=False)

PROVIDER = "twilio"
_WAIT = 8.0  # of the 15 s that Twilio gives
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_ADDRESS = re.compile(r"\+?[0-9A-Za-z][0-9A-Za-z ().-]{1,38}")


@router.post("/sms")
async def sms(request: Request) -> Response:
    """A text from a resident: kept, then answered with nothing; what we say goes by the outbox."""
    inbound = read_inbound(await genuine_params(request))
    received = await take_in(inbound, _WAIT)
    answer = MessagingResponse()
    if received.degraded and received.reply:
        # The outbox is away with the database; Twilio delivers what stands in the answer by itself.
        answer.message(carriable(received.reply))
    return Response(str(answer), media_type="text/xml")


@router.post("/status")
async def status(request: Request) -> Response:
    """How far one of our messages got; they come out of order and more than once."""
    params = await genuine_params(request)
    sid, state = _field(params, "MessageSid", "SmsSid"), _field(params, "MessageStatus", "SmsStatus")
    if not _ID.fullmatch(sid) or not re.fullmatch(r"[a-z_]{1,30}", state):
        raise Malformed()
    outbound_id = request.query_params.get("out")
    try:
        await asyncio.to_thread(keep_receipt, sid, state, _field(params, "ErrorCode")[:20], outbound_id)
    except SQLAlchemyError as error:
        logger.error("Receipt not kept", extra={"provider_message_id": sid, "error": type(error).__name__})
        raise DatabaseUnusable() from None
    return Response(status_code=204)


def read_inbound(params: Params) -> Inbound:
    """The message in a genuine form; raises Malformed where it has no id or sender."""
    sid, sender = _field(params, "MessageSid", "SmsMessageSid", "SmsSid"), _field(params, "From").strip()
    if not _ID.fullmatch(sid) or not _ADDRESS.fullmatch(sender):
        logger.warning("Webhook refused", extra={"channel": "twilio", "reason": "no id or sender"})
        raise Malformed()
    return Inbound(
        provider=PROVIDER,
        provider_message_id=sid,
        channel="sms",
        address=e164(sender),
        text=params.get("Body", ""),
        at=utc_now(),
        media=_media(params),
    )


def e164(number: str) -> str:
    """A Korean or international number in the form +8210…; what is no number stays as it is."""
    try:
        parsed = phonenumbers.parse(number, "KR")
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(parsed):
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _media(params: Params) -> list[dict[str, Any]]:
    """Address and kind of each picture; we do not fetch them here."""
    return [
        {"url": storable(url)[:2000], "content_type": storable(params.get(f"MediaContentType{n}", ""))[:100]}
        for n in range(10)
        if (url := params.get(f"MediaUrl{n}"))
    ]


def _field(params: Params, *names: str) -> str:
    return next((value for name in names if (value := params.get(name))), "")
