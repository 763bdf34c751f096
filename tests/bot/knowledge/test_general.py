"""Words that name a whole family of programs, and messages that say no more than such a word."""

from __future__ import annotations

import pytest

from bot.knowledge.general import families, general_words, only_general
from tests.knowledge import real_base


@pytest.mark.parametrize(
    "text",
    [
        "연금 때문에 그러는데요", "수당에 대해서 물어보겠습니다", "카드 신청하고 싶은데요", "대출 좀 알아볼라고예", "지원금 얼마예요?",
        "나라에서 주는 보조금 있다면서요 그거 좀 알려주소", "지원금문의", "월세 지원 받고 싶어요", "저 연금 문의드립니다",
    ],
)  # fmt: skip
def test_a_message_that_says_no_more_than_the_family_is_known(text: str) -> None:
    assert only_general(text)


@pytest.mark.parametrize(
    "text",
    [
        "월세 밀려서 쫓겨나게 생겼어요", "연금이 안 들어왔어요", "소상공인 대출", "병원비가 없어서 약을 못 먹어요", "카드 분실했어요", "기초연금 얼마",
        "안녕하세요", "",
    ],
)  # fmt: skip
def test_a_message_that_tells_more_is_not_general(text: str) -> None:
    assert not only_general(text)


def test_a_long_message_of_small_words_is_read_at_once() -> None:
    assert not only_general("대출" + "하고" * 2000 + "힘들어요") and not only_general("카드" + "하고나" * 8 + "읽")


def test_no_family_offers_more_than_four_programs() -> None:
    base = real_base()
    for words, _ in families():
        for office in ("dongjak", "jinju"):
            assert len(general_words(words[0], base, office)) <= 4
    assert [p.id for p in general_words("대출", base, "jinju")][:1] == ["haetsal_loan"]


def test_every_program_of_a_family_is_in_the_knowledge_base() -> None:
    known = set(real_base().programs)
    assert [program for _, programs in families() for program in programs if program not in known] == []
