"""The crisis net finds danger, said plainly or not, and is calm about what only sounds like it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lines import line
from bot.paths import MODELS
from bot.safety.kinds import HOTLINES, KINDS, utterance
from bot.safety.messages import crises, lookalikes
from bot.safety.model import MODEL
from bot.safety.net import Finding, check

HERE = Path(__file__).parent
ALWAYS_OPEN = {"suicide_109", "emergency_119", "police_112", "women_1366", "child_abuse", "elder_abuse", "youth_1388"}


def _cases(name: str) -> dict | list:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))["cases"]


GIVES_AWAY = ("폭력", "학대", "때리", "남편", "아빠", "엄마", "아들", "쉼터", "1366", "상담", "자살", "피해")
BATCHES = ("", "_2", "_3")
CRISES = [(text, kind) for n in BATCHES for kind, texts in _cases(f"fresh_crises{n}.yml").items() for text in texts]
LOOKALIKES = [text for n in BATCHES for text in _cases(f"fresh_lookalikes{n}.yml")]


def test_there_are_enough_fresh_cases_and_training_has_none_of_them():
    known = {m.text for m in crises() + lookalikes()}
    assert len(CRISES) >= 60 and len(LOOKALIKES) >= 60
    assert not known & {text for text, _ in CRISES} and not known & set(LOOKALIKES)


def test_fresh_crises_are_hardly_ever_missed():
    missed = [text for text, _ in CRISES if check(text) is None]
    assert len(missed) <= 0.04 * len(CRISES), missed


def test_most_fresh_crises_get_the_right_kind():
    right = [kind for text, kind in CRISES if (found := check(text)) and found.kind == kind]
    assert len(right) >= 0.8 * len(CRISES)


def test_at_most_one_in_ten_lookalikes_alarms():
    alarmed = [text for text in LOOKALIKES if check(text)]
    assert len(alarmed) <= 0.1 * len(LOOKALIKES), alarmed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("죽고 싶어요", "suicide"),
        ("죽고싶어요ㅠㅠㅠㅠ", "suicide"),
        ("죽..고...싶..다", "suicide"),
        ("남편이 칼을 들고 있어요", "violence"),
        ("아들이 매일 때려요 여든이오", "elder_abuse"),
        ("사흘을 굶었습니다", "survival"),
        ("치매 엄마가 없어졌어요", "missing"),
        ("아버지가 쓰러졌는데 의식이 없어요", "medical"),
        ("아빠가 저를 때려요", "child_abuse"),
        ("지적장애 동생이 월급도 못 받고 갇혀서 일해요", "disability_abuse"),
        ("I want to die", "suicide"),
        ("Tôi muốn chết", "suicide"),
        ("我想死", "suicide"),
        ("chồng đánh tôi", "violence"),
        ("没有饭吃", "survival"),
    ],
)
def test_plain_words_are_found_with_their_kind(text: str, kind: str):
    found = check(text)
    assert found is not None and found.kind == kind


def test_crisis_inside_an_ordinary_question_is_found():
    assert check("기초연금 서류는 뭐가 필요한가요? 그런데 사실 사흘째 아무것도 못 먹었습니다. 신청은 어디서 하나요?")
    assert check("안녕하세요 주거급여 문의드립니다. 남편한테 맞아서 집을 나왔는데 주소를 옮기면 남편이 알 수 있나요")


def test_calming_words_never_silence_a_plain_statement():
    for text in (
        "장난 아니고 죽고 싶어요",
        "예전에도 그랬는데 오늘은 정말 죽고 싶어요 ㅋㅋ",
        "테스트 아니에요 죽고 싶어요",
    ):
        assert check(text), text


def test_danger_told_in_pieces_is_found_with_its_last_piece():
    assert check("약을", before=()) is None
    assert check("때려요", before=("남편이", "술 먹고 또")).kind == "violence"
    assert check("죽고 싶어요", before=("예전에 드라마에서",)) is not None
    assert check("기초연금 얼마예요", before=("안녕하세요", "문의드려요")) is None


def test_finding_tells_a_counselor_what_was_seen():
    found = check("저 중2인데 죽고 싶어요")
    assert isinstance(found, Finding)
    assert any("죽고싶" in reason for reason in found.reasons)
    assert found.subject == "child" and "youth_1388" in found.units
    assert json.loads(json.dumps(found.as_dict()))["kind"] == "suicide"


def test_violence_at_home_is_protected_and_immediate_danger_is_marked():
    found = check("남편이 또 때려서 지금 장롱에 숨었어요")
    assert found.protected and found.immediate and found.units[0] == "police_112"
    assert check("남편이 때려서 죽고 싶어요").protected


def test_worry_about_another_person_is_about_the_other():
    assert check("옆집 할머니가 며칠째 굶고 계세요").subject == "other"


def test_every_kind_has_a_unit_open_at_night_and_words_for_everyone():
    for name, kind in KINDS.items():
        assert ALWAYS_OPEN & set(kind.units), name
        assert set(kind.hotlines) <= set(HOTLINES)
        for subject in ("self", "other", "child"):
            text = line(utterance(name, subject))
            assert len(text.encode("cp949")) <= (90 if kind.protected else 150), text
            assert not kind.protected or text.startswith("지금 위험하"), text
            assert not kind.protected or not any(word in text[:20] for word in GIVES_AWAY), text


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_raise(text: str):
    check(text)
    check(text, before=(text,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800죽고 싶어요",
        "가" * 100_000,
        "죽고 싶어 " * 20_000,
        "?!" * 50_000,
        "🙏" * 9_000,
        "a b " * 25_000,
    ],
)
def test_odd_and_endless_texts_are_read(text: str):
    started = time.process_time()
    check(text)
    assert time.process_time() - started < 3


def test_danger_at_the_end_of_an_endless_text_is_found():
    assert check("기초연금 문의드립니다 " * 3000 + "죽고 싶어요")


def test_it_is_fast_on_any_machine():
    text = "차상위 본인부담경감 대상이면 요양원 본인부담이 얼마로 내려가나요 신청은 어디서 하는지 알려주세요"
    check(text)
    shares = []
    for number in range(200):  # a text read just before is not scanned again
        unit = _seconds(lambda: sum(1 for _ in range(10_000)))  # half a millisecond on an idle machine
        shares.append(_seconds(lambda number=number: check(f"{text} {number}")) / unit)
    assert statistics.median(shares) < 4  # 1.9 measured, with other work beside and without


def _seconds(work: Callable[[], object]) -> float:
    started = time.thread_time()
    work()
    return time.thread_time() - started


def test_it_is_small_and_needs_no_scikit_learn():
    code = "import sys, bot.safety.net as n; n.check('죽고 싶어요'); sys.exit('sklearn' in sys.modules or 'tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert sum(path.stat().st_size for path in MODELS.glob(f"{MODEL}.*")) < 3_000_000
