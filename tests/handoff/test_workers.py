import asyncio

from bot.knowledge.snapshot import Snapshot
from handoff.workers import Workers
from tests.handoff.knowledge.conftest import Office, says
from tests.handoff.knowledge.conftest import data as data
from tests.handoff.knowledge.conftest import office as office


def test_workers_publish_what_is_approved(office: Office) -> None:
    office.put_in_force(says("amount", "한 사람에 {price}까지 드리는 제도입니다."))

    async def work() -> None:
        workers = Workers()
        workers.start()
        while Snapshot.current() is None:
            await asyncio.sleep(0.05)
        await workers.stop()

    asyncio.run(asyncio.wait_for(work(), 20))
    snapshot = Snapshot.current()
    assert snapshot is not None and snapshot.entries("program")["winter_coat"] == office.document()
