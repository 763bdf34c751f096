"""Our tracker store and lock store, as Rasa calls them."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.stores import AsyncioLockStore, RecentTrackerStore
from bot.paths import ROOT

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def store(domain: Domain, tmp_path: Path) -> RecentTrackerStore:
    return RecentTrackerStore(domain=domain, dialect="sqlite", db=str(tmp_path / "trackers.db"), events=10)


async def talk(store: RecentTrackerStore, domain: Domain, sender: str, turns: range) -> None:
    for number in turns:
        tracker = await store.get_or_create_tracker(sender)
        tracker.update_with_events(
            [
                UserUttered(f"{sender} {number}"),
                SlotSet("program", f"program{number}"),
                ActionExecuted("action_listen"),
            ],
            domain,
        )
        await store.save(tracker)


async def read(store: RecentTrackerStore, sender: str) -> DialogueStateTracker:
    tracker = await store.retrieve(sender)
    assert tracker is not None
    return tracker


def test_only_the_recent_events_are_read_and_in_order(store: RecentTrackerStore, domain: Domain) -> None:
    async def conversation() -> DialogueStateTracker:
        await talk(store, domain, "a", range(30))
        return await read(store, "a")

    tracker = asyncio.run(conversation())
    assert len(tracker.events) <= 10
    texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert texts == [f"a {number}" for number in range(30)][-len(texts) :]
    assert tracker.get_slot("program") == "program29"


def test_a_short_conversation_is_read_whole(store: RecentTrackerStore, domain: Domain) -> None:
    async def conversation() -> DialogueStateTracker:
        await talk(store, domain, "a", range(2))
        return await read(store, "a")

    assert [e.text for e in asyncio.run(conversation()).events if isinstance(e, UserUttered)] == ["a 0", "a 1"]


def test_conversations_are_kept_apart(store: RecentTrackerStore, domain: Domain) -> None:
    async def conversations() -> DialogueStateTracker:
        await talk(store, domain, "a", range(3))
        await talk(store, domain, "b", range(20))
        return await read(store, "a")

    texts = [event.text for event in asyncio.run(conversations()).events if isinstance(event, UserUttered)]
    assert texts == ["a 0", "a 1", "a 2"]


def test_older_events_are_deleted(store: RecentTrackerStore, domain: Domain) -> None:
    asyncio.run(talk(store, domain, "a", range(30)))
    asyncio.run(talk(store, domain, "b", range(2)))
    with store.session_scope() as session:
        kept = {name: session.query(store.SQLEvent).filter_by(sender_id=name).count() for name in "ab"}
    assert kept == {"a": 10, "b": 7}  # b: the first, listening action, then two turns of three


def test_what_a_resident_wrote_cannot_be_read_in_the_file(
    store: RecentTrackerStore, domain: Domain, tmp_path: Path
) -> None:
    asyncio.run(talk(store, domain, "a", range(2)))
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("trackers.db*"))
    assert stored
    assert b"a 1" not in stored and b"program1" not in stored


def test_slots_outlive_the_events_that_set_them_as_long_as_each_turn_sets_them(
    store: RecentTrackerStore, domain: Domain
) -> None:
    """Rasa would forget a slot that was set before the window: actions/memory.py sets all of them each turn."""

    async def conversation() -> DialogueStateTracker:
        await talk(store, domain, "a", range(40))
        return await read(store, "a")

    assert asyncio.run(conversation()).get_slot("program") == "program39"


def test_a_second_message_waits_for_the_first_and_no_longer() -> None:
    locks, order = AsyncioLockStore(), []

    async def turn(name: str, seconds: float) -> None:
        async with locks.lock("sender"):
            order.append(f"{name} begins")
            await asyncio.sleep(seconds)
            order.append(f"{name} ends")

    async def all_at_once() -> float:
        begun = time.monotonic()
        await asyncio.gather(turn("one", 0.05), turn("two", 0.01), turn("three", 0.01))
        return time.monotonic() - begun

    assert asyncio.run(all_at_once()) < 0.5
    assert order == ["one begins", "one ends", "two begins", "two ends", "three begins", "three ends"]


def test_different_senders_do_not_wait_for_each_other() -> None:
    locks = AsyncioLockStore()

    async def turn(sender: str) -> None:
        async with locks.lock(sender):
            await asyncio.sleep(0.05)

    async def all_at_once() -> float:
        begun = time.monotonic()
        await asyncio.gather(*(turn(f"sender{n}") for n in range(20)))
        return time.monotonic() - begun

    assert asyncio.run(all_at_once()) < 0.5


def test_a_turn_that_fails_lets_the_next_one_in_and_nothing_is_left_behind() -> None:
    locks = AsyncioLockStore()

    async def failing() -> None:
        async with locks.lock("sender"):
            raise ValueError

    async def both() -> None:
        with pytest.raises(ValueError):
            await failing()
        async with locks.lock("sender"):
            pass

    asyncio.run(both())
    assert not locks._locks and not locks._waiting
