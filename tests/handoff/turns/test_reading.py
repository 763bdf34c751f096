import pytest

from handoff.turns.reading import LONGEST, asks_for_status, calls_out, for_the_bot, is_unreadable, wish_in


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
        "답이 왜 안 와요",
        "언제쯤 연락 주시나요",
        "답 언제 와요",
        "연락 언제 주세요?",
    ],
)
def test_question_for_the_state_of_things_is_recognised(text: str) -> None:
    assert asks_for_status(text)


@pytest.mark.parametrize(
    "text", ["서류는 어떻게 되나요", "기초연금은 언제 나와요", "어떻게 신청해요", "신청한거 어떻게 되고 있나요", "네"]
)
def test_other_questions_are_not(text: str) -> None:
    assert not asks_for_status(text)


@pytest.mark.parametrize(
    "text", ["여보세요?", "여보세요 계세요??", "저기요", "아무도 없어요?", "여보세요... 누구 있어요?"]
)
def test_who_calls_out_is_noticed(text: str) -> None:
    assert calls_out(text)


@pytest.mark.parametrize(
    "text", ["여보세요 기초연금 얼마예요", "쌀이 없어요", "있어요", "없어요", "집에 아무도 없어요", ""]
)
def test_who_tells_something_does_not_call_out(text: str) -> None:
    assert not calls_out(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("집으로 좀 와주실수 있나요 다리가 불편해서", "visit"),
        ("우리집으로 오시오 내가 걸음을 못걸어요", "visit"),
        ("출장상담 신청합니다", "visit"),
        ("오후 2시 이후에 전화 부탁드려요", "call"),
        ("통화 가능할까요", "call"),
        ("기록 지워줘", "deletion"),
        ("제가 보낸 거 다 삭제해 주세요", "deletion"),
        ("전화못해요 청각장애예요 글자로 사람하고 상담하고 싶습니다", None),
        ("상담원", None),
    ],
)
def test_visit_or_call_that_is_wished_for_is_read(text: str, wish: str | None) -> None:
    assert wish_in(text) == wish


@pytest.mark.parametrize("text", ["Tôi cần giúp đỡ", "我需要帮助", "ช่วยด้วย", "please help me with money", "Помогите"])
def test_other_languages_are_noticed(text: str) -> None:
    assert is_unreadable(text)


@pytest.mark.parametrize(
    "text", ["안녕 hello", "ok", "hello", "ㅋㅋ", "1", "SOS", "", "😀", "기초연금 basic pension please tell me"]
)
def test_korean_signs_and_short_words_are_readable(text: str) -> None:
    assert not is_unreadable(text)
