"""Two phones in the browser, for development: an SMS phone by the same intake, a Kakao phone by the real skill."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Annotated, Any
from uuid import uuid4

import httpx
from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader
from pydantic import BaseModel, Field

from bot.knowledge.directory import OFFICES
from handoff.channels.kakao_limits import validate
from handoff.channels.kakao_secret import expected_secret
from handoff.channels.simulated_thread import read_thread
from handoff.channels.sms_gateway import SIMULATED
from handoff.channels.taking import take_in
from handoff.db import utc_now
from handoff.intake.inbound import Inbound
from handoff.settings import settings

router = APIRouter(prefix="/simulator", include_in_schema=False)
_templates = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)

PHONE = rf"^\{SIMULATED}\d{{4}}$"
USER = r"^simulator-[a-z0-9-]{1,40}$"


class SmsDraft(BaseModel):
    """What is typed on the SMS phone."""

    phone: str = Field(pattern=PHONE)
    text: str = Field("", max_length=5000)
    photo: bool = False


class KakaoDraft(BaseModel):
    """What is typed or pressed on the Kakao phone."""

    user: str = Field(pattern=USER)
    utterance: str = Field("", max_length=5000)
    friend: bool = True


@router.get("")
def page() -> HTMLResponse:
    office = OFFICES[settings().office]
    return HTMLResponse(_templates.get_template("simulator.html").render(office=office, phone=f"{SIMULATED}0001"))


@router.post("/sms")
async def send_sms(draft: SmsDraft) -> JSONResponse:
    """Like a text that Twilio brings, without its signature."""
    media = [{"url": "simulator:photo", "content_type": "image/jpeg"}] if draft.photo else []
    received = await take_in(
        Inbound("simulator", uuid4().hex, "sms", draft.phone, draft.text, utc_now(), media), seconds=8.0
    )
    return JSONResponse({"degraded": received.degraded, "reply": received.reply})


@router.get("/sms/{phone}")
def sms_thread(phone: Annotated[str, InPath(pattern=PHONE)]) -> JSONResponse:
    return JSONResponse(read_thread("sms", phone))


@router.get("/kakao/{user}")
def kakao_state(user: Annotated[str, InPath(pattern=USER)]) -> JSONResponse:
    """Who answers now, and what waits for the next turn; what was shown the page keeps itself, as Kakao does."""
    thread = read_thread("kakao", user)
    return JSONResponse({"owner": thread["owner"], "waiting": thread["waiting"]})


@router.post("/kakao")
async def send_kakao(draft: KakaoDraft, request: Request) -> JSONResponse:
    """Calls the skill as Kakao does, and says which rules of Kakao's its answer breaks."""
    transport = httpx.ASGITransport(app=request.app, raise_app_exceptions=False)
    began = monotonic()
    async with httpx.AsyncClient(transport=transport, base_url="http://simulator") as client:
        answer = await client.post(
            "/channels/kakao/skill", json=_skill_call(draft), headers={"X-Bokji-Secret": expected_secret() or ""}
        )
    ms = round((monotonic() - began) * 1000)
    body: Any = answer.json() if answer.status_code == 200 else None
    problems = validate(body) if body is not None else [f"HTTP {answer.status_code}"]
    if ms > 5000:
        problems.append("5초를 넘겨 카카오가 기다리지 않습니다")
    return JSONResponse({"body": body, "problems": problems, "ms": ms})


def _skill_call(draft: KakaoDraft) -> dict[str, Any]:
    """The body of kakao-skill.md §2, from a development channel."""
    block = {"id": "simulator-block", "name": "폴백 블록"}
    properties: dict[str, Any] = {"botUserKey": draft.user, "plusfriendUserKey": f"plus-{draft.user}"}
    if draft.friend:
        properties["isFriend"] = True
    return {
        "bot": {"id": f"{settings().kakao_bot_id or 'simulator'}!", "name": "복지톡"},
        "intent": {**block, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": {"id": "simulator", "name": "복지 스킬", "params": {}, "detailParams": {}, "clientExtra": {}},
        "userRequest": {
            "block": block,
            "user": {"id": draft.user, "type": "botUserKey", "properties": properties},
            "utterance": draft.utterance,
            "params": {"surface": "Kakaotalk.plusfriend"},
            "lang": "ko",
            "timezone": "Asia/Seoul",
        },
        "contexts": [],
        "flow": {"trigger": {"type": "TEXT_INPUT"}},
    }
