import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from handoff.turns.bot_client import BotClient, BotUnavailable, Breaker, Question
from handoff.turns.outcome import BotReply, QuickReply

QUESTION = Question("conversation", "message", "기초연금", {"channel": "sms", "fresh": True})


def _client(handler: Callable[[httpx.Request], httpx.Response], **options: object) -> BotClient:
    client = BotClient("http://rasa", **options)  # type: ignore[arg-type]
    client._client = httpx.AsyncClient(base_url="http://rasa", transport=httpx.MockTransport(handler))
    return client


def _ask(client: BotClient) -> BotReply:
    return asyncio.run(client.ask(QUESTION))


def test_question_is_sent_as_agreed_and_the_answer_read() -> None:
    seen: list[dict[str, object]] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        assert request.url.path == "/webhooks/bokji/turn"
        quick = [{"label": "네", "text": "응"}]
        return httpx.Response(200, json={"text": "답", "quick_replies": quick, "decision": {"decision": "answer"}})

    assert _ask(_client(rasa)) == BotReply("답", (QuickReply("네", "응"),), {"decision": "answer"})
    assert seen == [
        {"sender": "conversation", "message_id": "message", "text": "기초연금", "metadata": QUESTION.metadata}
    ]


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500),
        httpx.Response(404),
        httpx.Response(200, text="no json"),
        httpx.Response(200, json=["list"]),
        httpx.Response(200, json={"text": "x", "quick_replies": [{"label": "x"}]}),
        httpx.Response(200, json={"text": "x", "quick_replies": "xy"}),
    ],
)
def test_whatever_is_not_as_agreed_is_no_answer(response: httpx.Response) -> None:
    with pytest.raises(BotUnavailable):
        _ask(_client(lambda _: response))


def test_answer_without_decision_is_read_as_such() -> None:
    assert _ask(_client(lambda _: httpx.Response(200, json={"text": None, "decision": "x"}))) == BotReply()


def test_slow_bot_is_not_waited_for_longer_than_agreed() -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        for _ in range(50):  # a trickle that would defeat a timeout for each read
            writer.write(b"H")
            await asyncio.sleep(0.05)
        writer.close()

    async def scene() -> float:
        server = await asyncio.start_server(slow, "127.0.0.1", 0)
        client = BotClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout=0.3)
        begin = asyncio.get_running_loop().time()
        with pytest.raises(BotUnavailable):
            await client.ask(QUESTION)
        took = asyncio.get_running_loop().time() - begin
        await client.close()
        server.close()
        return took

    assert asyncio.run(scene()) < 1


def test_bot_that_is_away_is_asked_again_soon_and_is_back_at_once() -> None:
    now, calls = [0.0], [0]
    away = [True]

    def rasa(_: httpx.Request) -> httpx.Response:
        calls[0] += 1
        if away[0]:
            raise httpx.ConnectError("refused")
        return httpx.Response(200, json={"text": "답", "decision": {}})

    client = _client(rasa, breaker=Breaker(clock=lambda: now[0]))
    for _ in range(6):
        with pytest.raises(BotUnavailable):
            _ask(client)
    assert calls == [3] and not client.up
    now[0] = 2.1
    with pytest.raises(BotUnavailable):
        _ask(client)
    assert calls == [4]
    away[0], now[0] = False, 4.3
    assert _ask(client).text == "답" and client.up
    assert _ask(client).text == "답"


def test_one_failing_message_does_not_make_the_bot_count_as_away() -> None:
    client = _client(lambda _: httpx.Response(500))
    for _ in range(5):
        with pytest.raises(BotUnavailable):
            _ask(client)
    assert client.up
