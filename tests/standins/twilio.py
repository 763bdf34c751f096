"""Stands in for Twilio's REST API: a real HTTP server on this machine that keeps what was sent.

`python -m tests.standins.twilio [PORT]` runs it by hand; point BOKJI_TWILIO_API_BASE at it.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import time
from collections import deque
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from handoff.db import utc_now

ACCOUNT, TOKEN, NUMBER = "AC" + "0" * 31 + "1", "test-auth-token", "+15005550006"
_MESSAGES = re.compile(r"/2010-04-01/Accounts/(\w+)/Messages\.json")
# Twilio's own magic numbers: the code with which each is refused.
_REFUSED = {"+15005550001": 21211, "+15005550009": 21614, "+15005550004": 21610}


class TwilioStandin:
    """A context manager. `faults` says what happens to the next sends, in order; then all goes well again.

    Faults: `429`, `500`, `503`, `accept_500` (accepted, then 500), `accept_timeout` (accepted, never answered),
    `drop` (the connection is closed without an answer, nothing accepted).
    """

    def __init__(self, port: int = 0) -> None:
        self.sent: list[dict[str, Any]] = []
        self.faults: deque[str] = deque()
        self.calls = 0
        self.patience = 2.0  # how long an `accept_timeout` keeps the caller waiting
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def bodies(self) -> list[str]:
        return [message["body"] for message in self.sent]

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def accept(self, form: dict[str, str]) -> dict[str, Any]:
        """Keeps a message as Twilio would; also for messages that another process sent."""
        with self._lock:
            made = format_datetime(utc_now())
            message = {
                "sid": f"SM{len(self.sent) + 1:032x}", "account_sid": ACCOUNT, "api_version": "2010-04-01",
                "body": form["Body"], "to": form["To"], "from": form.get("From"), "status": "queued",
                "direction": "outbound-api", "num_segments": "1", "num_media": "0", "error_code": None,
                "error_message": None, "price": None, "price_unit": "USD", "messaging_service_sid": None,
                "date_created": made, "date_updated": made, "date_sent": None, "subresource_uris": {},
                "status_callback": form.get("StatusCallback"), "uri": "",
            }  # fmt: skip
            self.sent.append(message)
            return message

    def _next_fault(self) -> str | None:
        with self._lock:
            self.calls += 1
            return self.faults.popleft() if self.faults else None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        standin = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = {
                    k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
                }
                if self._refused():
                    return
                fault = standin._next_fault()
                if fault and not fault.startswith("accept"):
                    self._fail(fault)
                elif problem := _problem(form):
                    self._answer(400, {"code": problem, "message": "refused", "status": 400})
                else:
                    message = standin.accept(form)
                    if fault == "accept_timeout":
                        time.sleep(standin.patience)
                        self._fail("drop")
                    else:
                        self._answer(500 if fault else 201, message)

            def do_GET(self) -> None:
                if self._refused():
                    return
                asked = parse_qs(urlsplit(self.path).query)
                to = asked.get("To", [None])[0]
                found = [m for m in reversed(standin.sent) if to in (None, m["to"])]
                self._answer(200, {"messages": found, "page": 0, "page_size": 200, "next_page_uri": None, "uri": "/"})

            def _refused(self) -> bool:
                expected = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
                if not _MESSAGES.fullmatch(urlsplit(self.path).path):
                    self._answer(404, {"code": 20404, "message": "not found", "status": 404})
                elif self.headers.get("Authorization") != expected:
                    self._answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
                else:
                    return False
                return True

            def _fail(self, fault: str) -> None:
                if fault == "drop":
                    self.close_connection = True
                    return
                code = {"429": 20429, "500": 20500, "503": 20503}[fault]
                self._answer(int(fault), {"code": code, "message": "fault", "status": int(fault)})

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Silent: pytest shows what matters."""

        return Handler


def _problem(form: dict[str, str]) -> int | None:
    if not form.get("To") or not form.get("From"):
        return 21604
    if not form.get("Body"):
        return 21602
    return 21617 if len(form["Body"]) > 1600 else _REFUSED.get(form["To"])


if __name__ == "__main__":
    with TwilioStandin(int(sys.argv[1]) if len(sys.argv) > 1 else 4010) as standin:
        print(f"Twilio stands in at {standin.base}; account {ACCOUNT}, token {TOKEN}", flush=True)
        shown = 0
        while True:
            time.sleep(0.5)
            for message in standin.sent[shown:]:
                print(message["to"], message["body"], flush=True)
                shown += 1
