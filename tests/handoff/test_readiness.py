"""Tests of handoff/readiness.py against a Rasa that stands in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from handoff.readiness import Readiness


class FakeRasa:
    """Listens like Rasa; its turns carry no decision without a model, nor with the action server dead."""

    def __init__(self) -> None:
        self.decides = False
        rasa = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self._answer({"text": "", "quick_replies": [], "decision": {"decision": "x"} if rasa.decides else None})

            def _answer(self, body: dict[str, object]) -> None:
                content = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.02)


def test_bot_that_listens_without_a_model_is_not_ready_and_one_that_went_away_is_down() -> None:
    async def watch() -> None:
        rasa = FakeRasa()
        readiness = Readiness(rasa.url, every=0.05)
        watching = asyncio.create_task(readiness.run())
        await asyncio.sleep(0.3)
        assert (readiness.answered, readiness.up) == (False, False)
        rasa.decides = True
        await until(lambda: readiness.answered)
        assert readiness.up
        rasa.stop()
        await until(lambda: not readiness.up)
        assert readiness.answered
        watching.cancel()

    asyncio.run(watch())


def test_bot_whose_action_server_died_is_down_until_it_is_back() -> None:
    async def watch() -> None:
        rasa = FakeRasa()
        rasa.decides = True
        readiness = Readiness(rasa.url, every=0.05)
        watching = asyncio.create_task(readiness.run())
        await until(lambda: readiness.up)
        rasa.decides = False
        await until(lambda: not readiness.up)
        assert readiness.answered
        rasa.decides = True
        await until(lambda: readiness.up)
        watching.cancel()
        rasa.stop()

    asyncio.run(watch())
