"""Rasa is slow, killed, or has no model: residents are answered, nothing is lost, and the bot comes back by itself."""

from __future__ import annotations

import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.paths import ROOT
from tests.service.conftest import Start
from tests.service.running import HOLD, MARKED, Service, new_phone, new_user, until

pytestmark = pytest.mark.rasa

CRISIS = "죽고 싶어요. 오늘 밤에 다 끝내려고 해요"
QUESTION = "기초연금 얼마예요?"


@dataclass
class Residents:
    """Four people who write while the bot is away, two of them in danger."""

    phone: str = field(default_factory=new_phone)
    phone_in_danger: str = field(default_factory=new_phone)
    user: str = field(default_factory=new_user)
    user_in_danger: str = field(default_factory=new_user)

    def write(self, service: Service) -> None:
        """All at once; each is answered in the time promised."""
        residents = (self._sms, self._sms_danger, self._kakao, self._danger)
        with ThreadPoolExecutor(4) as pool:
            for served in [pool.submit(resident, service) for resident in residents]:
                served.result()

    def nothing_is_lost(self, service: Service) -> None:
        for address in (self.phone, self.phone_in_danger, self.user, self.user_in_danger):
            thread = service.thread(address)
            assert all(message["handled_at"] for message in thread if message["author"] == "resident")
            assert thread[-1]["owner"] == "queue"
            query = 'SELECT count(*) AS n FROM "case" WHERE conversation_id = :id'
            assert service.rows(query, id=thread[0]["conversation_id"]) == [{"n": 1}]

    def _sms(self, service: Service) -> None:
        service.text(self.phone, f"{QUESTION} {MARKED}")
        assert "상담담당자에게 전했습니다" in service.wait_for_reply(self.phone, within=HOLD + 5)

    def _sms_danger(self, service: Service) -> None:
        service.text(self.phone_in_danger, CRISIS)
        assert "109" in service.wait_for_reply(self.phone_in_danger, within=3)

    def _kakao(self, service: Service) -> None:
        """The line that the queue has it comes with the call or, where that would be too late, with the next one."""
        first = service.kakao(self.user, f"{QUESTION} {MARKED}").text
        until(lambda: all(message["handled_at"] for message in service.thread(self.user)[:1]), 5)
        assert "상담담당자에게 전했습니다" in first or "잠시 확인하고 있습니다" in first
        assert "상담담당자에게 전했습니다" in first + service.kakao(self.user, "여보세요?").text

    def _danger(self, service: Service) -> None:
        assert "109" in service.kakao(self.user_in_danger, CRISIS).text


def comes_back(service: Service, residents: Residents) -> None:
    """Within 45 s the bot answers anybody, and those who wrote meanwhile, too."""
    began = time.monotonic()
    until(lambda: "34만 9,700원" in service.kakao(new_user(), QUESTION).text, 45, every=1)
    assert "34만 9,700원" in service.kakao(residents.user, QUESTION).text
    service.text(residents.phone, QUESTION)
    assert "34만 9,700원" in service.wait_for_reply(residents.phone, 2)
    assert time.monotonic() - began < 45 + HOLD + 5
    residents.nothing_is_lost(service)


def test_slow_rasa(service: Service) -> None:
    residents = Residents()
    service.signal("rasa", signal.SIGSTOP)
    residents.write(service)
    until(lambda: service.ready() == (200, "down"), 8)
    service.signal("rasa", signal.SIGCONT)
    service.wait_for_bot(within=10)
    comes_back(service, residents)


def test_killed_rasa_is_started_again(service: Service) -> None:
    residents, before = Residents(), service.pid("rasa")
    service.signal("rasa", signal.SIGKILL)
    until(lambda: service.ready() == (200, "down"), 8)
    residents.write(service)
    service.wait_for_bot()
    assert service.pid("rasa") != before
    comes_back(service, residents)


@pytest.mark.parametrize("model", ["none", "broken"])
def test_without_a_model(model: str, tmp_path: Path, start: Start) -> None:
    """A whole service in a copy of the program, where models/ is empty or holds a file that is no model."""
    root = copy_of_the_program(tmp_path / "program")
    if model == "broken":
        (root / "models" / "bokji-broken.tar.gz").write_bytes(b"no model")
    service = start(root=root)
    service.wait_for_door()
    if model == "broken":
        until(lambda: service.logged("Rasa cannot load the model"), 120)
    else:
        assert len(service.logged("No model, so the bot is down: run make train")) == 1
    residents = Residents()
    residents.write(service)
    residents.nothing_is_lost(service)
    assert service.ready() == (503, "down")
    assert service.stop() == 0


def copy_of_the_program(root: Path) -> Path:
    for package in ("actions", "bot", "handoff"):
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("config.yml", "credentials.yml", "domain.yml", "endpoints.yml"):
        shutil.copy(ROOT / name, root / name)
    (root / "data").symlink_to(ROOT / "data")
    (root / "models").mkdir()
    for path in (ROOT / "models").iterdir():
        if not path.name.endswith(".tar.gz"):  # what Rasa trained is left out
            shutil.copy(path, root / "models")
    return root
