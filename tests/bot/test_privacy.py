from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import ACCOUNT, CARD, FOREIGNER, RESIDENT, hide, mask, mask_coarsely


@pytest.mark.parametrize(
    "text",
    [
        "900101-1234567",
        "9001011234567",
        "900101 1234567",
        "900101 - 1234567",
        "９００１０１－１２３４５６７",
        "9 0 0 1 0 1 - 1 2 3 4 5 6 7",
        "900101ㅡ1234567",
        "040229-3234567",
        "제 주민번호는 900101-1234567이고요",
        "주민번호 앞은 말씀드렸고 뒷자리는 1234567",
    ],
)
def test_resident_registration_number_is_taken_out_however_it_is_typed(text: str) -> None:
    masked = mask(text)
    assert masked.kinds == (RESIDENT,)
    assert "234567" not in masked.text and "[주민등록번호]" in masked.text


def test_number_of_a_foreigner_is_named_as_such() -> None:
    assert mask("등록번호 900101-5234567").kinds == (FOREIGNER,)


def test_number_with_an_impossible_birthday_stays_unless_it_is_called_a_registration_number() -> None:
    assert mask("950230-1234567").kinds == ()
    assert mask("주민등록번호 950230-1234567").kinds == (RESIDENT,)


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111 1111 1111 1112",
        "3782 822463 10005",
        "카드는 ４１１１１１１１１１１１１１１１",
    ],
)
def test_card_number_is_taken_out(text: str) -> None:
    assert mask(text).kinds == (CARD,)


def test_sixteen_digits_that_are_no_card_stay() -> None:
    assert mask("4111111111111112").kinds == ()


@pytest.mark.parametrize(
    "text",
    [
        "신한 110-234-567890 입니다",
        "계좌번호 30112345678901",
        "110-234-567890 이 통장으로 보내주세요",
        "농협 302-1234-5678-91 이고 전화는 010-1111-2222",
    ],
)
def test_account_number_is_taken_out_where_words_say_it_is_one(text: str) -> None:
    assert mask(text).kinds == (ACCOUNT,)


@pytest.mark.parametrize(
    "text",
    [
        "010-1234-5678로 전화 주세요",
        "은행에 다녀왔고 제 번호는 01012345678입니다",
        "통장에 1,234,567원 있어요",
        "입금된 돈이 1000000000원",
        "2026-11-21 18:00에 갈게요",
        "상도로 37, 101동 1203호",
        "상담번호 2026-1121-0001 통장 사본 어디로",
        "02-820-1114",
        "월 34만 9,700원, 65세, 3인 가구",
    ],
)
def test_phones_amounts_dates_and_addresses_stay(text: str) -> None:
    assert mask(text) == (text, ())


def test_several_numbers_are_told_in_the_order_of_their_places() -> None:
    assert mask("카드 4111-1111-1111-1111 주민 900101-1234567").kinds == (CARD, RESIDENT)


@given(st.text(alphabet="0123456789- ０９가원은행주민번호.\n", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(st.text(max_size=200))
def test_any_text_can_be_masked_and_hidden(text: str) -> None:
    mask(text)
    hide(text)


@given(
    st.dates(min_value=date(1930, 1, 1), max_value=date(2025, 12, 31)),
    st.integers(0, 999_999),
    st.sampled_from(["", "-", " ", " - ", "－", "~"]),
)
def test_every_registration_number_is_found_in_a_sentence(born: date, rest: int, sign: str) -> None:
    number = f"{born:%y%m%d}{sign}{'1' if born.year < 2000 else '3'}{rest:06d}"
    assert mask(f"저는 {number} 이고 010-1234-5678입니다").text == "저는 [주민등록번호] 이고 010-1234-5678입니다"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("010-1234-5678로 전화", "[전화번호]로 전화"),
        ("+82 10 1234 5678", "[전화번호]"),
        ("02) 820-1114", "[전화번호]"),
        ("상도로 37에 살아요", "[주소]에 살아요"),
        ("상도1동 12-3 살아요", "상도1동 [주소] 살아요"),
        ("사당로16가길 12-3", "[주소]"),
        ("상도1동 123-45번지", "상도1동 [주소]"),
        ("한강아파트 101동 1203호", "한강아파트 [주소]"),
    ],
)
def test_phones_and_streets_are_hidden_from_the_bot(text: str, hidden: str) -> None:
    assert hide(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "수급자로 3년",
        "119로 신고",
        "월세로 35만원",
        "새로 2명",
        "65세 이상 2인 가구",
        "상도3동 살아요",
        "1577-1366",
        "앞으로 3개월",
        "아이가 2-3살",
    ],
)
def test_what_the_bot_needs_is_not_hidden(text: str) -> None:
    assert hide(text) == text


@pytest.mark.parametrize(
    "piece", ["가", "1", " ", "1 ", "로", "상도로 ", "010-", "900101-", "계좌 1-", "동 1", "4111 ", "*"]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """A text of any length comes in, and nobody may stop the door with one. Quadratic would be sixteen times."""

    def seconds(letters: int) -> float:
        text = piece * (letters // len(piece))
        begin = process_time()
        hide(text)
        return process_time() - begin

    assert min(seconds(40_000) for _ in range(2)) < 9 * min(seconds(10_000) for _ in range(3)) + 0.02


def test_coarse_mask_keeps_no_digit() -> None:
    assert mask_coarsely("주민 900101-1234567") == "주민 ○○○○○○-○○○○○○○"
