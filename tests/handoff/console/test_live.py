"""What open pages hear: every change once, soon, and nothing once the session is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from handoff.cases import assignment
from handoff.console import feed, live
from handoff.console.changes import Look
from handoff.db import transaction
from handoff.delivery.tables import Outbound
from handoff.staff import counselors, sessions
from tests.conftest import Clock
from tests.factories import create_case, create_counselor, outbox, write
from tests.handoff.console.conftest import OpenBrowser


@pytest.fixture
def look(each_database: None, clock: Clock) -> Look:
    return Look()


def test_look_tells_of_a_new_case_once(look: Look) -> None:
    case = create_case()
    assert look.again() == (case.id,)
    assert look.again() == ()


def test_look_tells_of_a_claim_a_message_and_a_delivery(look: Look, clock: Clock) -> None:
    case, kim = create_case(), create_counselor()
    look.again()
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
    assert look.again() == (case.id,)
    write()
    assert look.again() == (case.id,)
    with transaction() as session:
        session.add(Outbound(conversation_id=case.conversation_id, channel="sms", to="x", text="y"))
    assert look.again() == (case.id,)
    clock.advance(seconds=1)
    with transaction() as session:
        session.get_one(Outbound, outbox()[0].id).state = "delivered"
    assert look.again() == (case.id,)


def test_look_does_not_tell_old_things(look: Look, clock: Clock) -> None:
    create_case()
    look.again()
    clock.advance(minutes=5)
    assert look.again() == ()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, database: None) -> str:
    """A feed that looks often; the token of a counselor's session."""
    monkeypatch.setattr(feed, "EVERY", 0.02)
    monkeypatch.setattr(live, "BEAT", 0.2)
    kim = create_counselor("kim")
    with transaction() as session:
        return sessions.start(session, kim.id)


async def next_event(stream: AsyncIterator[str], kind: str = "event") -> str:
    async with asyncio.timeout(5):
        return await anext(part async for part in stream if part.startswith(kind))


def test_all_listeners_hear_a_change(quick: str) -> None:
    async def listen() -> None:
        streams = [live._events(quick), live._events(quick)]
        for stream in streams:
            assert await next_event(stream, "retry")
        case = create_case()
        for stream in streams:
            assert case.id in await next_event(stream)
            await stream.aclose()

    asyncio.run(listen())


def test_stream_ends_with_the_session(quick: str) -> None:
    async def listen() -> list[str]:
        stream = live._events(quick)
        await next_event(stream, ": beat")
        with transaction() as session:
            counselors.disable(session, "kim")
        async with asyncio.timeout(5):
            return [part async for part in stream]

    assert asyncio.run(listen()) == []


def test_feed_goes_on_after_the_database_was_away(quick: str, monkeypatch: pytest.MonkeyPatch) -> None:
    again, failures = Look.again, [OSError("away")] * 2

    def sometimes(look: Look) -> tuple[str, ...]:
        if failures:
            raise failures.pop()
        return again(look)

    monkeypatch.setattr(Look, "again", sometimes)

    async def listen() -> None:
        stream = live._events(quick)
        await next_event(stream, "retry")
        case = create_case()
        assert case.id in await next_event(stream)

    asyncio.run(listen())


def test_page_left_open_is_signed_out_after_an_hour(browse: OpenBrowser, clock: Clock) -> None:
    kim = browse()
    for _ in range(11):
        clock.advance(minutes=5)
        assert kim.client.get("/console/", headers={"X-Live": "1"}).status_code == 200
    clock.advance(minutes=5)
    assert kim.client.get("/console/").status_code == 303


def test_listening_keeps_no_session_alive(browse: OpenBrowser, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LONGEST", 0.0)  # each stream ends at once
    kim = browse()
    for _ in range(11):
        clock.advance(minutes=5)
        assert kim.client.get("/console/live").text == "retry: 2000\n\n"
    clock.advance(minutes=5)
    assert kim.client.get("/console/live").status_code == 303
