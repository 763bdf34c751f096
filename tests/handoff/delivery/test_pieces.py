"""Tests of handoff/delivery/pieces.py."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handoff.delivery.pieces import LMS_BYTES, byte_length, carriable, message_kind, split, split_sms


def test_hangul_counts_two_bytes_also_where_euc_kr_lacks_it() -> None:
    assert byte_length("가") == byte_length("똠") == byte_length("힣") == 2
    assert byte_length("a1 ") == 3


def test_45_hangul_are_an_sms_and_46_are_an_lms() -> None:
    assert message_kind("가" * 45) == "SMS"
    assert message_kind("가" * 46) == "LMS"


def test_emoji_go_and_dashes_become_hyphens() -> None:
    assert carriable("안녕하세요 😀—네\u200b!") == "안녕하세요 -네!"


def test_letters_that_no_korean_phone_shows_leave_a_mark() -> None:
    assert carriable("Chào bạn đó") == "Chao ban do"
    assert carriable("ສະ") != ""


def test_signs_that_korean_phones_show_stay() -> None:
    text = "“기초연금”은 ① 만 65세 이상 · 34만 9,700원…㎡"
    assert carriable(text) == text


def test_long_text_is_split_where_a_sentence_ends() -> None:
    sentence = "기초연금은 만 65세 이상 어르신께 드립니다. "
    pieces = split_sms(sentence * 100)
    assert len(pieces) == 3
    assert all(piece.endswith("드립니다.") for piece in pieces)


def test_text_without_sentences_is_split_all_the_same() -> None:
    assert split_sms("가" * 3000) == ["가" * 1000] * 3


def test_ascii_stays_within_what_twilio_takes() -> None:
    assert [len(piece) for piece in split_sms("a" * 3000)] == [1600, 1400]


@given(st.text(max_size=4000))
def test_every_piece_fits_and_only_blanks_are_lost(text: str) -> None:
    sendable = carriable(text)
    pieces = split_sms(sendable)
    assert all(byte_length(piece) <= LMS_BYTES for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(sendable.split())
    sendable.encode("cp949")


def test_split_gives_nothing_for_nothing() -> None:
    assert split("  \n ", lambda part: True) == []
