"""The front door as one ASGI application: channels, console, simulator, and what operators look at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.lines import line
from handoff import gauges
from handoff.cases.desks import suggest_desk
from handoff.cases.hours import office_hours
from handoff.channels import kakao_skill, simulator, twilio_sms
from handoff.console import routes as console
from handoff.intake.inspect import inspect
from handoff.knowledge import internal
from handoff.readiness import Readiness
from handoff.settings import settings
from handoff.web import Surroundings, handle_errors
from handoff.workers import Workers

ROLES = ("door", "worker")
_THREADS = 32  # requests, turns and the outbox wait for the database in these
router = APIRouter(include_in_schema=False)


def create_app(roles: Collection[str] = ROLES) -> FastAPI:
    """The application of this process; with the role `worker` its loops run beside the web."""
    settings().check()
    app = FastAPI(
        title="bokji", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        lifespan=_with_workers if "worker" in roles else _without_workers,
    )  # fmt: skip
    app.state.readiness = Readiness(settings().rasa_url)
    handle_errors(app)
    app.add_middleware(Surroundings, https=settings().public_url.startswith("https://"))
    for part in (router, twilio_sms.router, kakao_skill.router, console.router, internal.router):
        app.include_router(part)
    if not settings().production:
        app.include_router(simulator.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    return app


@router.get("/")
def home() -> RedirectResponse:
    return RedirectResponse("/console/" if settings().production else "/simulator")


@router.get("/healthz")
def healthz() -> JSONResponse:
    """The process runs."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """503 until the bot has answered once; from then on residents are served with or without it."""
    readiness: Readiness = request.app.state.readiness
    return JSONResponse({"bot": "up" if readiness.up else "down"}, status_code=200 if readiness.answered else 503)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    gauges.measure()
    gauges.BOT_UP.set(request.app.state.readiness.up)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def warm_up() -> None:
    """Reads now what would else be read while the first resident waits: the net's model, lines, hours, desks."""
    inspect("안녕하세요")
    line("utter_signature")
    office_hours()
    suggest_desk(["counselor"], {})


@asynccontextmanager
async def _without_workers(app: FastAPI) -> AsyncIterator[None]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "handoff"))
    await asyncio.to_thread(warm_up)
    probing = asyncio.create_task(app.state.readiness.run())
    try:
        yield
    finally:
        probing.cancel()
        with suppress(asyncio.CancelledError):
            await probing


@asynccontextmanager
async def _with_workers(app: FastAPI) -> AsyncIterator[None]:
    async with _without_workers(app):
        workers = Workers()
        workers.start()
        try:
            yield
        finally:
            await workers.stop()
