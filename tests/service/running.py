"""One running service seen from outside: its processes, webhooks as Twilio and Kakao call them, its files and rows."""

from __future__ import annotations

import base64
import hmac
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from cryptography.fernet import Fernet
from sqlalchemy import NullPool, create_engine, text

from bot.paths import ROOT
from handoff.channels.kakao_limits import validate
from handoff.rasa_process import free_port
from tests.standins.twilio import ACCOUNT, NUMBER, TOKEN, TwilioStandin

T = TypeVar("T")

KAKAO_SECRET, KAKAO_BOT = "kakao-secret-of-the-tests", "665f00000000000000000001"
DUTY_PHONE = "+821099998888"
SMS, STATUS, SKILL = "/channels/twilio/sms", "/channels/twilio/status", "/channels/kakao/skill"
# What tests/service/test_words_in_logs.py looks for at the end: no person says it, and a registration number.
WORDS, LATIN, REGISTRATION = "옥수수수염차광고전단지", "zqxjkvbwpf", "900101-1234568"
MARKED = f"{WORDS} {LATIN} 제 주민번호는 {REGISTRATION} 이에요"
HOLD = 6.0  # how long an SMS waits for the next one
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_phones = count(int(time.time()) % 1_000_000 * 10)


def new_phone() -> str:
    """A resident who has never written before."""
    return f"+82102{next(_phones) % 10_000_000:07d}"


def until(what: Callable[[], T], within: float, every: float = 0.05) -> T:
    """The first true value of `what`; a failed test where there is none within the time."""
    end = time.monotonic() + within
    while not (found := what()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {within} s; last seen: {found!r}")
        time.sleep(every)
    return found


class Shown(NamedTuple):
    """An answer of the skill: what the resident reads, and how long it took."""

    text: str
    seconds: float
    body: dict[str, Any]


class Service:
    """`bokji serve` with a home of its own. Settings may be given as keywords, without BOKJI_."""

    def __init__(self, home: Path, twilio: TwilioStandin, *arguments: str, root: Path = ROOT, **settings: object):
        self.home, self.var, self.twilio = home, home / "var", twilio
        self.log = home / "log.txt"
        self._arguments, self._root = arguments, root
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._key = Fernet.generate_key().decode()
        own = {
            "VAR_DIR": self.var, "DATABASE_URL": f"sqlite:///{self.var / 'bokji.db'}", "PORT": port,
            "PUBLIC_URL": self.url, "RASA_URL": f"http://127.0.0.1:{free_port()}",
            "ACTIONS_URL": f"http://127.0.0.1:{free_port()}", "DATA_KEYS": self._key, "SECRET_KEY": uuid4().hex,
            "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER,
            "TWILIO_API_BASE": twilio.base, "KAKAO_SECRET": KAKAO_SECRET, "KAKAO_BOT_ID": KAKAO_BOT,
            "DUTY_NUMBERS": DUTY_PHONE, "OFFICE": "dongjak", "ENV": "development",
        }  # fmt: skip
        self.settings = {name: str(value) for name, value in (own | settings).items()}
        self._process: subprocess.Popen[bytes] | None = None
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=20)

    # processes

    @property
    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("BOKJI_")}
        return others | {f"BOKJI_{name}": value for name, value in self.settings.items()}

    def start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "handoff.cli", "serve", *self._arguments], cwd=self._root,
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Another command of `bokji` beside the running service, with the same settings."""
        return subprocess.run(
            [sys.executable, "-m", "handoff.cli", *arguments], cwd=self._root, env=self.environment, input=given,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def wait_for_door(self, within: float = 90) -> None:
        until(lambda: self.answers("/healthz"), within)

    def wait_for_bot(self, within: float = 120) -> None:
        until(lambda: self.ready() == (200, "up"), within)

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def kill(self) -> None:
        """kill -9, as a machine that loses its power."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Tells it to stop; its exit code."""
        if self._process is None:
            return 0
        for name in ("rasa", "actions"):
            self.signal(name, signal.SIGCONT)
        self._process.terminate()
        try:
            return self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9

    def signal(self, child: str, number: int) -> None:
        """To the newest process of that name, if it still lives."""
        pid = self.pid(child)
        if pid is not None and Path(f"/proc/{pid}").exists():
            os.kill(pid, number)

    def pid(self, child: str) -> int | None:
        started = [line["pid"] for line in self.logged("Child started") if line.get("child") == child]
        return int(started[-1]) if started else None

    def logged(self, event: str) -> list[dict[str, Any]]:
        """The log lines of one event."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines if line.startswith("{") and f'"event": "{event}"' in line]

    # what it answers

    def answers(self, path: str) -> bool:
        try:
            return self._client.get(path).status_code == 200
        except httpx.TransportError:
            return False

    def ready(self) -> tuple[int, str]:
        answer = self._client.get("/readyz")
        return answer.status_code, answer.json()["bot"]

    def text(self, phone: str, body: str | bytes, sid: str | None = None, **more: str) -> httpx.Response:
        """A text from a resident, as Twilio brings it. Bytes: a body that is no UTF-8."""
        form = inbound_form(phone, body, sid, **more)
        return self.post(SMS, form, signature(self.url + SMS, form))

    def post(self, path: str, form: dict[str, str | bytes], signed: str | None) -> httpx.Response:
        headers = _FORM | ({"X-Twilio-Signature": signed} if signed is not None else {})
        return self._client.post(path, content=urlencode(form), headers=headers)

    def report(self, message: dict[str, Any], status: str, error: str = "") -> int:
        """Twilio calls the address that came with the message and tells how far it got."""
        form = {"MessageSid": message["sid"], "MessageStatus": status, "AccountSid": ACCOUNT, "To": message["to"]}
        form |= {"ErrorCode": error} if error else {}
        called = message["status_callback"]
        assert called.startswith(f"{self.url}{STATUS}?")
        return self.post(called.removeprefix(self.url), form, signature(called, form)).status_code

    def kakao(self, user: str, utterance: str, **request: Any) -> Shown:
        """A turn on KakaoTalk; the answer must be one that Kakao shows, in time."""
        began = time.monotonic()
        answer = self.call_skill(skill_call(user, utterance, **request))
        seconds = time.monotonic() - began
        assert answer.status_code == 200
        body = answer.json()
        assert validate(body) == []
        assert seconds < 4.5
        texts = [output["simpleText"]["text"] for output in body["template"]["outputs"]]
        return Shown("\n\n".join(texts), seconds, body)

    def call_skill(self, body: dict[str, Any] | bytes, secret: str | None = KAKAO_SECRET) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json;charset=UTF-8"} | ({"X-Bokji-Secret": secret} if secret else {})
        return self._client.post(SKILL, content=content, headers=headers)

    # what came of it

    def received(self, phone: str) -> list[str]:
        """What Twilio was given for a phone, in order."""
        return [message["body"] for message in self.twilio.sent if message["to"] == phone]

    def wait_for_reply(self, phone: str, number: int = 1, within: float = HOLD + 5) -> str:
        """The newest text to a phone, once there are so many."""
        return until(lambda: self.received(phone)[number - 1 :], within)[-1]

    def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of the database, read by a connection of our own."""
        engine = create_engine(self.settings["DATABASE_URL"], poolclass=NullPool)
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query), values).mappings()]

    def change(self, statement: str, **values: Any) -> None:
        engine = create_engine(self.settings["DATABASE_URL"], poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text(statement), values)

    def thread(self, address: str) -> list[dict[str, Any]]:
        """What was said in a sender's conversation, in order, with the texts readable."""
        messages = self.rows(
            "SELECT message.*, conversation.address, conversation.owner FROM message JOIN conversation "
            "ON conversation.id = message.conversation_id ORDER BY message.number"
        )
        ours = [message for message in messages if self.read(message["address"]) == address]
        return [message | {"text": self.read(message["text"])} for message in ours]

    def said(self, address: str, author: str) -> list[str]:
        return [message["text"] for message in self.thread(address) if message["author"] == author]

    def owner(self, address: str) -> str:
        return str(self.thread(address)[-1]["owner"])

    def read(self, stored: bytes) -> str:
        return Fernet(self._key).decrypt(bytes(stored)).decode()

    def files(self) -> Iterable[Path]:
        """Everything that the service wrote."""
        return (path for path in self.home.rglob("*") if path.is_file())


def inbound_form(phone: str, body: str | bytes, sid: str | None = None, **more: str) -> dict[str, str | bytes]:
    """All fields that Twilio sends with a text."""
    sid = sid or f"SM{uuid4().hex}"
    return {
        "ToCountry": "KR", "SmsMessageSid": sid, "SmsSid": sid, "MessageSid": sid, "NumMedia": "0", "Body": body,
        "SmsStatus": "received", "FromCountry": "KR", "To": NUMBER, "NumSegments": "1", "AccountSid": ACCOUNT,
        "From": phone, "ApiVersion": "2010-04-01", **more,
    }  # fmt: skip


def signature(url: str, form: dict[str, str] | dict[str, str | bytes]) -> str:
    """Twilio's, written anew from its description, so that it also takes bytes that are no UTF-8."""
    fields = sorted((name.encode(), v if isinstance(v, bytes) else v.encode()) for name, v in form.items())
    signed = url.encode() + b"".join(name + value for name, value in fields)
    return base64.b64encode(hmac.digest(TOKEN.encode(), signed, "sha1")).decode()


def skill_call(user: str, utterance: str, bot: str = f"{KAKAO_BOT}!", **request: Any) -> dict[str, Any]:
    """A skill call with all that Kakao sends, and something new."""
    block = {"id": "665f00000000000000000010", "name": "폴백 블록"}
    return {
        "bot": {"id": bot, "name": "우리구 복지톡"},
        "intent": {**block, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": {"id": "1", "name": "복지 스킬", "params": {}, "detailParams": {}, "clientExtra": None},
        "userRequest": {
            "block": block, "utterance": utterance, "lang": "ko", "timezone": "Asia/Seoul",
            "params": {"surface": "Kakaotalk.plusfriend"},
            "user": {"id": user, "type": "botUserKey", "properties": {"plusfriendUserKey": "Qx", "isFriend": True}},
            **request,
        },
        "contexts": [],
        "flow": {"trigger": {"type": "TEXT_INPUT"}},
        "newField": {"unknown": [1, 2]},
    }  # fmt: skip


def new_user() -> str:
    return uuid4().hex
