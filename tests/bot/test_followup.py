"""Short messages are read by what went before them."""

from __future__ import annotations

import pytest

from bot.followup import (
    asks_about_waiting,
    asks_for_more,
    asks_whether,
    goes_back,
    heard_of,
    instead,
    like_a_program,
    names_only,
    one_more,
    topic,
    topic_noun,
)


@pytest.mark.parametrize(
    ("text", "names", "back"),
    [
        ("아까 그 카드는 어디서 써요", ("통합문화이용권", "문화누리카드"), True),
        ("처음에 말한 기초연금 얘긴데요", ("기초연금",), True),
        ("아까 바우처는 얼마", ("기초연금",), False),
        ("카드는 어디서 써요", ("문화누리카드",), False),
        ("맨 처음에 물어본 거는요", (), True),
        ("서류는요", (), False),
    ],
)
def test_one_may_go_back_to_an_earlier_program_by_a_part_of_its_name(
    text: str, names: tuple[str, ...], back: bool
) -> None:
    assert goes_back(text, names) is back


@pytest.mark.parametrize(
    ("text", "like"),
    [("청년수당은 나이 제한 있나요", True), ("장애인연금은 얼마예요", True), ("혼자 사는 사람도 됩니까", False)],
)
def test_a_message_may_sound_as_if_it_named_a_program(text: str, like: bool) -> None:
    assert like_a_program(text) is like


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("쌀도 싸게 준다던데", True), ("병원비 보태주는 게 있다카던데예", True), ("휠체어를 빌려주는 제도가 있다지요", True),
        ("그런 게 있다고 들었어요", True), ("얼마나 나와요", False), ("서류는 뭐가 필요해요", False),
    ],
)  # fmt: skip
def test_who_heard_of_something_says_so(text: str, heard: bool) -> None:
    assert heard_of(text) is heard


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("치료비도 대주는 게 있나요", True), ("밖으로 나오게 도와주는 센터가 있어요?", True), ("주소가 어디 있나요", False),
        ("소득이 있으면 안 되나요", False),
    ],
)  # fmt: skip
def test_one_asks_whether_there_is_what_one_describes(text: str, asks: bool) -> None:
    assert asks_whether(text) is asks


@pytest.mark.parametrize(
    ("text", "more"),
    [("전기세도 깎아줘요", True), ("그럼 쌀은 얼마", True), ("저도 되나요", False), ("어디로 가요", False)],
)
def test_one_thing_more_is_asked_with_a_particle(text: str, more: bool) -> None:
    assert one_more(text) is more


@pytest.mark.parametrize(
    ("text", "noun"),
    [("그럼 임플란트는 얼마", "임플란트"), ("가스는 어디에 신청하죠", "가스"), ("얼마나 나와요", None)],
)
def test_a_topic_stands_before_its_particle(text: str, noun: str | None) -> None:
    assert topic_noun(text) == noun


@pytest.mark.parametrize(
    ("masked", "alone"),
    [
        ("◇는요", True),
        ("그럼◇는", True),
        ("◇", True),
        ("근데◇은어때요", True),
        ("◇얼마예요", False),
        ("의료급여는요", False),
        ("", False),
    ],
)
def test_a_message_may_be_nothing_but_a_name(masked: str, alone: bool) -> None:
    assert names_only(masked) is alone


@pytest.mark.parametrize("text", ["아니 그거 말고 장애인연금", "동작구 말고 진주요", "그게 아니라 며칠이냐구요"])
def test_a_message_may_take_back_what_was_understood(text: str) -> None:
    assert instead(text)


@pytest.mark.parametrize(
    "text", ["다른거는 더 없어요?", "딴거 없어요?", "또 뭐 있나요", "그거 말고 다른 것도 있을까요"]
)
def test_a_message_may_ask_for_more(text: str) -> None:
    assert asks_for_more(text)


@pytest.mark.parametrize(
    "text", ["제 꺼는 언제 봐줍니꺼", "언제 답이 오나요", "담당자는 왜 연락이 없어요", "제 건 어떻게 됐어요"]
)
def test_a_message_may_ask_what_became_of_the_own_matter(text: str) -> None:
    assert asks_about_waiting(text)


@pytest.mark.parametrize(
    "text", ["기초연금 얼마예요", "서류는 뭐가 필요해요", "언제까지 신청해요", "전화번호 알려주세요"]
)
def test_an_ordinary_question_neither_takes_back_nor_asks_for_more_nor_waits(text: str) -> None:
    assert not instead(text) and not asks_for_more(text) and not asks_about_waiting(text)


def test_the_topic_is_what_stands_behind_the_opening() -> None:
    assert topic("그럼 임플란트는 얼마") == "임플란트는얼마"
    assert topic("아 그리고 가스는요") == "가스는요"
