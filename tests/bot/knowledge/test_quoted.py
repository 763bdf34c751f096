"""The official words of an imported program: whole sentences, with the source last."""

from __future__ import annotations

from datetime import date

from bot.knowledge.quoted import quoted_lines, shortened
from tests.bot.knowledge.imported import create_imported

TODAY = date(2026, 11, 23)
LONG = "걷기 어려운 주민이 병원에 갈 때 택시 이용료의 일부를 드리는 사업입니다. " * 40


def test_the_source_stands_last_and_changes_with_nothing_but_its_date() -> None:
    june = quoted_lines(create_imported(), ["overview"], TODAY)
    august = quoted_lines(create_imported(retrieved=date(2026, 8, 1)), ["overview"], TODAY)
    assert june[0] == "[섬김택시 이용료 지원사업]" and "2026년 6월 기준" in june[-1]
    assert june[:-1] == august[:-1] and june[-1] != august[-1]


def test_a_text_is_shortened_at_the_end_of_a_sentence() -> None:
    assert shortened(LONG, 100).endswith("사업입니다.") and len(shortened(LONG, 100)) <= 100
    assert shortened("짧은 글입니다.", 100) == "짧은 글입니다."
    one = "아주 긴 한 문장이 끝나지 않고 계속 이어지는데 어디서 끊어야 할지 모르는 그런 글로서"
    assert shortened(one, 20).endswith("…") and len(shortened(one, 20)) <= 20
    assert shortened("", 20) == ""
