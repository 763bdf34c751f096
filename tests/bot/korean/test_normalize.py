"""One form for what is typed in a hundred ways."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean.normalize import normalize, squeeze, storable


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("기초연금   얼마ㅋㅋㅋㅋㅋ\n", "기초연금 얼마ㅋㅋ"),
        ("  안녕하세요\t\r\n저는 ", "안녕하세요 저는"),
        (unicodedata.normalize("NFD", "한글은 조합형"), "한글은 조합형"),
        ("기\u200b초\u2060연\ufeff금", "기초연금"),
        ("\u1112\u200b\u1161\u200b\u11ab", "한"),
        ("BASIC Pension", "basic pension"),
        ("희망저축계좌Ⅱ", "희망저축계좌2"),
        ("②", "2"),
        ("ㄳㄳ", "ㄱㅅㄱㅅ"),
        ("네에에에에에!!!!!", "네에에!!"),
        ("\x00죽\ud800", "\ufffd죽\ufffd"),
        ("", ""),
        (" \n\u200b ", ""),
    ],
)
def test_text_is_brought_to_one_form(typed: str, read: str) -> None:
    assert normalize(typed) == read


@pytest.mark.parametrize("money", ["3000만원", "2000000원", "1,200,000원", "5000원", "2000년생"])
def test_no_nought_of_a_number_is_lost(money: str) -> None:
    assert normalize(money) == money


@pytest.mark.parametrize(
    "typed", ["기초 연금, 얼마?!", "기초연금얼마", " 기 초 연 금 얼 마 ", "기초연금~~ 얼마...", "「기초연금」 얼마 😊"]
)
def test_squeezed_text_is_the_same_however_it_is_spaced_and_marked(typed: str) -> None:
    assert squeeze(typed).rstrip(".").rstrip(".") == "기초연금얼마"


def test_squeezed_text_keeps_what_carries_meaning() -> None:
    assert squeeze("중위소득 32.5 % 이하, Việt Nam 中国") == "중위소득32.5%이하việtnam中国"


@given(st.text())
def test_any_text_can_be_normalised_and_stored(text: str) -> None:
    for made in (normalize(text), squeeze(text), storable(text)):
        made.encode("utf-8")
        assert "\x00" not in made


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_squeezed_text_has_no_blanks(text: str) -> None:
    assert not any(letter.isspace() for letter in squeeze(text))


@given(st.text(alphabet="가나다 .,!?ㅋㅠ0123abc", max_size=40))
def test_spaces_change_nothing_in_squeezed_text_of_different_letters(text: str) -> None:
    words = "".join(dict.fromkeys(text))  # a doubled letter may be cut where spaces do not part it
    assert squeeze(" ".join(words)) == squeeze(words)


def test_what_can_be_stored_stays_as_it_is() -> None:
    assert storable("그대로 😊\n") == "그대로 😊\n"
