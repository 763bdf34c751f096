import pytest

from handoff.turns.reading import LONGEST, asks_for_status, for_the_bot, is_unreadable


@pytest.mark.parametrize(
    ("text", "given"), [("/start", "start"), (" \n//  네", "네"), ("///", ""), ("1/2만 돼요", "1/2만 돼요")]
)
def test_leading_slash_is_cut(text: str, given: str) -> None:
    assert for_the_bot(text) == given


def test_very_long_text_is_cut_for_the_bot() -> None:
    assert len(for_the_bot("가" * 50_000)) == LONGEST


@pytest.mark.parametrize(
    "text",
    [
        "제 건 어떻게 됐어요?",
        "아까 상담한거 어떻게 됐나요",
        "신청한거 어떻게 되고 있나요",
        "답 언제 와요",
        "연락 언제 주세요?",
    ],
)
def test_question_for_the_state_of_things_is_recognised(text: str) -> None:
    assert asks_for_status(text)


@pytest.mark.parametrize("text", ["서류는 어떻게 되나요", "기초연금은 언제 나와요", "어떻게 신청해요", "네"])
def test_other_questions_are_not(text: str) -> None:
    assert not asks_for_status(text)


@pytest.mark.parametrize("text", ["Tôi cần giúp đỡ", "我需要帮助", "ช่วยด้วย", "please help me with money", "Помогите"])
def test_other_languages_are_noticed(text: str) -> None:
    assert is_unreadable(text)


@pytest.mark.parametrize(
    "text", ["안녕 hello", "ok", "hello", "ㅋㅋ", "1", "SOS", "", "😀", "기초연금 basic pension please tell me"]
)
def test_korean_signs_and_short_words_are_readable(text: str) -> None:
    assert not is_unreadable(text)
