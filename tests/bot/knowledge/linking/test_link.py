"""A message is linked to the programs that it is about."""

from __future__ import annotations

import pytest

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.link import Linker
from tests.bot.factories import CARD, PENSION, VOUCHER, create_program
from tests.knowledge import real_base

SEOUL = create_program("seoul_gift", "서울효도선물", region="서울", aliases=["효도선물"])
GYEONGNAM = create_program("gyeongnam_gift", "경남효도선물", region="경남", aliases=["효도선물"])
DONGJAK = create_program("dongjak_gift", "동작출산축하금", region="동작구", aliases=["출산축하금"])
JINJU = create_program("jinju_gift", "진주출산축하금", region="진주시", aliases=["출산축하금"])
ENDED = create_program("old_card", "옛날카드", status="ended")
LINKER = Linker([PENSION, CARD, VOUCHER, SEOUL, GYEONGNAM, DONGJAK, JINJU, ENDED])


def linked(text: str, region: str | None = None) -> list[str]:
    return [link.program for link in LINKER.link(text, region)]


def score(text: str, program: str, region: str | None = None) -> float:
    return next((link.score for link in LINKER.link(text, region) if link.program == program), 0.0)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return real_base()


@pytest.mark.parametrize("text", ["어르신연금 얼마예요", "노인 연금 얼마", "어르신연굼얼마"])
def test_a_program_is_linked_by_name_alias_or_a_name_nearly_written(text: str) -> None:
    assert linked(text)[0] == "elder_pension"


def test_a_written_name_is_surer_than_one_nearly_written_and_than_words() -> None:
    exact, alike = score("어르신연금 얼마", "elder_pension"), score("어르신연굼 얼마", "elder_pension")
    words = score("신분증과 통장 사본을 가져가나요", "elder_pension")
    assert 1.0 >= exact > max(alike, words) > 0.5


def test_scores_lie_between_0_and_1_and_fall() -> None:
    links = LINKER.link("어르신연금 문화나눔카드 난방바우처 출산축하금", "동작구")
    scores = [link.score for link in links]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)


def test_what_the_resident_already_receives_is_the_background() -> None:
    assert linked("어르신연금 받는데 문화나눔카드 되나요")[0] == "culture_pass"
    assert score("어르신연금 받는데 카드 되나요", "elder_pension") < score("어르신연금 카드 되나요", "elder_pension")


@pytest.mark.parametrize(
    "text",
    [
        "난방바우처 말고 문화카드요",
        "난방바우처 타고 있는데 문화카드도 되나요",
        "난방바우처를 받고 있어요 문화카드 얼마",
    ],
)
def test_the_program_that_is_asked_about_comes_first(text: str) -> None:
    assert linked(text)[0] == "culture_pass"


def test_of_two_with_the_same_name_the_offices_own_comes_first() -> None:
    assert linked("출산축하금 얼마", "동작구")[0] == "dongjak_gift"
    assert linked("출산축하금 얼마", "진주시")[0] == "jinju_gift"


def test_the_city_of_a_district_and_the_province_of_a_city_are_near_enough() -> None:
    assert linked("효도선물 언제 줘요", "동작구")[0] == "seoul_gift"
    assert linked("효도선물 언제 줘요", "진주시")[0] == "gyeongnam_gift"


def test_another_citys_program_is_found_where_its_city_is_named() -> None:
    assert linked("진주출산축하금 얼마", "동작구")[0] == "jinju_gift"


def test_a_program_that_is_over_is_still_found_so_that_its_answer_says_so() -> None:
    assert linked("옛날카드 신청")[0] == "old_card"


def test_the_mask_hides_names_and_keeps_what_is_asked() -> None:
    assert LINKER.mask("어르신연금 얼마 나와요?") == "◇얼마나와요"
    assert LINKER.mask("어르신연금이랑 문화나눔카드 서류") == "◇이랑◇서류"
    assert LINKER.mask("얼마 나와요") == "얼마나와요"


def test_known_words_are_counted() -> None:
    assert LINKER.knows(["반찬", "여권"]) == 0.5
    assert LINKER.knows([]) == 0.0


def test_a_link_travels_with_id_name_and_score() -> None:
    assert LINKER.link("어르신연금")[0].as_dict().keys() == {"id", "name", "score"}


@pytest.mark.parametrize(
    "text", ["", " ", "😊", "\x00", "?" * 500, "가" * 2000], ids=["empty", "blank", "emoji", "nul", "marks", "long"]
)
def test_any_text_can_be_linked(text: str) -> None:
    assert isinstance(LINKER.link(text), list)
    assert isinstance(LINKER.mask(text), str)


def test_no_more_than_asked_for() -> None:
    assert len(LINKER.link("어르신연금 문화나눔카드 난방바우처 출산축하금", most=2)) == 2


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("희망저축계좌Ⅰ 누가 돼요", "hope_savings_one"),
        ("희망저축계좌Ⅱ 얼마 넣어 줘요", "hope_savings_two"),
        ("희망저축계좌2는요", "hope_savings_two"),
        ("기초연금얼마나와요", "basic_pension"),
    ],
)
def test_programs_of_the_knowledge_base_are_told_apart(base: KnowledgeBase, text: str, program: str) -> None:
    assert base.linker.link(text)[0].program == program


def test_every_program_is_found_first_by_its_own_name(base: KnowledgeBase) -> None:
    missed = []
    for program in base.programs.values():
        first = base.linker.link(f"{program.name} 알려주세요", program.region)[0]
        if base.programs[first.program].name != program.name:
            missed.append(f"{program.name} finds {first.name}")
    assert missed == []
