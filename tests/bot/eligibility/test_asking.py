"""Whether somebody asks about their own case."""

from __future__ import annotations

import pytest

from bot.eligibility.asking import asks_for_oneself


@pytest.mark.parametrize(
    "text",
    [
        "나 이거 받을 수 있어?",
        "저도 기초연금 받을 수 있나요",
        "제가 대상인가요",
        "우리 엄마도 되나요",
        "내가 해당되나 봐줘",
        "자격 되는지 확인해 주세요",
        "받을 수 있는지 알아봐줘",
        "저희도 가능한가요",
        "나도 되는가 좀 봐주쇼",
        "우리 애 될랑가 한번 봐줘요",
    ],
)
def test_who_asks_for_oneself_is_heard(text: str) -> None:
    assert asks_for_oneself(text)


@pytest.mark.parametrize(
    "text",
    [
        "누가 받을 수 있나요",
        "기초연금 자격이 어떻게 되나요",
        "몇 살부터 받나요",
        "기초연금 서류 뭐 필요해요",
        "65세 이상만 되나요",
    ],
)
def test_who_asks_for_the_rule_is_not_screened(text: str) -> None:
    assert not asks_for_oneself(text)
