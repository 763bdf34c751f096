from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from handoff.db import forget_engine
from handoff.intake import receive as receiving
from handoff.intake import rounds, spool
from handoff.intake.receive import receive
from handoff.settings import settings
from tests.conftest import Clock
from tests.factories import CRISIS, FakeBot, cases, inbound, outbox, take_turns, thread, write


@pytest.fixture
def outage(database: None) -> Iterator[pytest.MonkeyPatch]:
    """The database is away until `outage.undo()`."""
    patch = pytest.MonkeyPatch()

    def away() -> None:
        raise OperationalError("connect", None, Exception("away"))

    patch.setattr(receiving, "transaction", away)
    yield patch
    patch.undo()


def test_message_outlives_an_outage(outage: pytest.MonkeyPatch, clock: Clock, bot: FakeBot) -> None:
    received = write("기초연금은 얼마인가요?")
    assert received.degraded and received.reply is not None and "129" in received.reply
    assert thread() == [] and len(spool.waiting()) == 1
    outage.undo()
    rounds.make_rounds()
    assert [message.text for message in thread()] == ["기초연금은 얼마인가요?"] and spool.waiting() == []
    clock.advance(seconds=10)
    take_turns(bot)
    assert [message.author for message in thread()] == ["resident", "bot"]


def test_hotline_is_answered_without_a_database(outage: pytest.MonkeyPatch) -> None:
    received = write(CRISIS)
    assert received.crisis == "suicide" and received.reply is not None and "109" in received.reply
    outage.undo()
    rounds.make_rounds()
    assert cases()[0].crisis == "suicide" and len(outbox("alarm")) == 1


def test_spool_is_encrypted_and_masked(outage: pytest.MonkeyPatch) -> None:
    write("주민번호 900101-1234567")
    content = spool.waiting()[0].read_bytes()
    assert "주민".encode() not in content and b"1234567" not in content
    outage.undo()
    rounds.make_rounds()
    assert thread()[0].text == "주민번호 [주민등록번호]"


def test_spooled_messages_come_back_in_order(outage: pytest.MonkeyPatch, clock: Clock) -> None:
    for number in range(8):
        write(f"{number}번째")
    outage.undo()
    rounds.make_rounds()
    assert [message.text for message in thread()] == [f"{number}번째" for number in range(8)]


def test_new_message_does_not_overtake_the_senders_spooled_ones(outage: pytest.MonkeyPatch) -> None:
    write("먼저")
    outage.undo()
    write("나중")
    assert [message.text for message in thread()] == ["먼저", "나중"]


def test_message_spooled_twice_is_stored_once(outage: pytest.MonkeyPatch) -> None:
    message = inbound()
    receive(message)
    receive(message)
    outage.undo()
    rounds.make_rounds()
    assert len(thread()) == 1


def test_spool_waits_while_the_database_is_away(outage: pytest.MonkeyPatch) -> None:
    write("하나")
    rounds.make_rounds()
    assert len(spool.waiting()) == 1
    outage.undo()


def test_broken_file_is_set_aside_and_does_not_stop_the_rest(outage: pytest.MonkeyPatch) -> None:
    spool.folder().mkdir(parents=True)
    (spool.folder() / "00000000000000000001-aa-bb.message").write_bytes(b"broken")
    write("하나")
    outage.undo()
    rounds.make_rounds()
    assert [message.text for message in thread()] == ["하나"]
    assert [path.suffix for path in spool.folder().iterdir()] == [".bad"]


@pytest.mark.parametrize("url", ["postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////nowhere/at/all.db"])
def test_database_that_really_is_not_there_costs_no_message(service: pytest.MonkeyPatch, url: str) -> None:
    service.setenv("BOKJI_DATABASE_URL", url)
    settings.cache_clear()
    forget_engine()
    assert write(CRISIS).degraded and len(spool.waiting()) == 1


def test_nothing_is_claimed_to_be_kept_where_the_disk_fails_too(
    outage: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(spool, "append", full)
    with pytest.raises(OSError, match="no space"):
        write("하나")
    outage.undo()
