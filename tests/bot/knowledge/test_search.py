"""Programs are found by words where no name is said."""

from __future__ import annotations

import pytest

from bot.knowledge.search import Counted, SearchIndex, terms_of

INDEX = SearchIndex({id: Counted.of(document) for id, document in {
    "knee": {"name": ["무릎인공관절 수술 지원"], "description": ["무릎 수술비 보태주는 거"], "text": ["노인의 무릎 수술 비용을 돕습니다."]},
    "meal": {"name": ["도시락 배달"], "description": ["밥 가져다 주는 거"], "text": ["혼자 사는 어르신 집으로 도시락을 배달합니다."]},
    "coal": {"name": ["연탄쿠폰"], "description": ["연탄 살 때 쓰는 쿠폰"], "text": ["어르신이 사는 집의 난방을 돕습니다."]},
}.items()})  # fmt: skip


def found(question: str) -> list[str]:
    return [name for name, _ in INDEX.find(question)]


def test_the_program_whose_words_are_said_comes_first() -> None:
    assert found("엄마 무릎 수술비가 걱정이에요")[0] == "knee"
    assert found("연탄 살 돈이 없어요")[0] == "coal"
    assert found("도시락 받을 수 있나요")[0] == "meal"


def test_spaces_do_not_matter() -> None:
    assert found("무릎수술비보태주나요")[0] == "knee"


def test_a_rare_word_says_more_than_a_common_one() -> None:
    scores = dict(INDEX.find("어르신 연탄"))
    assert scores["coal"] > scores["meal"]


def test_scores_fall_and_are_positive() -> None:
    scores = [score for _, score in INDEX.find("어르신 무릎 수술 도시락 연탄")]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0


def test_nothing_is_found_where_no_word_is_known() -> None:
    assert found("xyz") == [] and found("") == []


def test_only_so_many_as_asked_for() -> None:
    assert len(INDEX.find("어르신", most=1)) == 1


def test_terms_are_stems_and_pairs_of_letters() -> None:
    assert {"무릎", "#무릎", "#릎수"} <= set(terms_of("무릎 수술"))


def test_known_words_are_a_share() -> None:
    assert INDEX.knows(["무릎", "여권", "도시락", "비자"]) == 0.5


def test_an_empty_index_finds_nothing() -> None:
    assert SearchIndex({}).find("무릎") == []


def test_a_document_is_its_own_nearest_kin_and_kinship_goes_both_ways() -> None:
    documents = {
        "hearing": Counted.of({"name": ["보청기 지원"], "text": ["청각 장애 보청기 구입비"]}),
        "wheels": Counted.of({"name": ["휠체어 지원"], "text": ["지체 장애 휠체어 구입비"]}),
        "rent": Counted.of({"name": ["청년 월세"], "text": ["무주택 청년에게 달마다 드립니다"]}),
    }
    index = SearchIndex(documents)
    kin = [index.kinship(number, document) for number, document in enumerate(documents.values())]
    assert [row[number] for number, row in enumerate(kin)] == pytest.approx([1.0, 1.0, 1.0])
    assert kin[0][1] == pytest.approx(kin[1][0]) and kin[0][1] > kin[0][2]
