"""Measures the running program for docs/measured.md: `.venv/bin/python -m docs.measure`. Needs a model."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from tests.service.running import HOLD, Service, new_phone, new_user, until
from tests.standins.twilio import TwilioStandin

QUESTION, DANGER = "기초연금 얼마예요?", "죽고 싶어요. 오늘 밤에 다 끝내려고 해요"


def main() -> None:
    with tempfile.TemporaryDirectory() as home, TwilioStandin() as twilio:
        service = Service(Path(home), twilio)
        began = time.monotonic()
        service.start()
        try:
            service.wait_for_door()
            print(f"door answers after {time.monotonic() - began:.1f} s")
            service.wait_for_bot()
            print(f"/readyz is 200 after {time.monotonic() - began:.1f} s")
            _seconds(service)
            _memory(service)
        finally:
            service.stop()


def _seconds(service: Service) -> None:
    phones = [new_phone() for _ in range(5)]
    questions = median(_sms(service, phone, QUESTION) for phone in phones)
    print(f"SMS, a question: {questions:.2f} s (of these {HOLD:.0f} hold)")
    print(f"SMS, a danger:   {median(_sms(service, new_phone(), DANGER) for _ in range(5)):.2f} s")
    kakao = sorted(service.kakao(new_user(), QUESTION).seconds for _ in range(50))
    print(f"Kakao, a question: median {median(kakao) * 1000:.0f} ms, slowest of 50 {kakao[-1] * 1000:.0f} ms")


def _sms(service: Service, phone: str, text: str) -> float:
    began = time.monotonic()
    service.text(phone, text)
    until(lambda: service.received(phone), HOLD + 10, every=0.01)
    return time.monotonic() - began


def _memory(service: Service) -> None:
    """What each process holds; PSS counts shared pages once."""
    assert service.process_id is not None
    pids = {"supervisor": service.process_id} | {name: service.pid(name) for name in ("door", "rasa", "actions")}
    for name, pid in pids.items():
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        sizes = {
            line.split(":")[0]: int(line.split()[1]) // 1024 for line in rollup if line.startswith(("Rss", "Pss:"))
        }
        print(f"{name}: {sizes['Rss']} MiB resident, {sizes['Pss']} MiB of its own share")


if __name__ == "__main__":
    main()
