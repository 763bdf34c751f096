"""The linker puts the program first that is asked about, and says how sure that is; on small programs made here."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.knowledge.linking.clues import CLUES
from bot.knowledge.linking.link import Linker
from bot.knowledge.linking.rank import SIGNS, WEIGHTS, Ranker
from bot.knowledge.program import Program
from tests.knowledge import real_base

BASE = real_base()


def program(
    id: str, name: str, *descriptions: str, aliases: tuple[str, ...] = (), region: str | None = None
) -> Program:
    """A program that nobody has trained on."""
    model = next(iter(BASE.programs.values()))
    return replace(
        model, id=id, name=name, aliases=aliases, descriptions=descriptions, region=region, status="active",
        answers={"overview": f"{name} 안내입니다."}, details=(),
    )  # fmt: skip


SMALL = Linker(
    [
        program("star_pension", "별빛연금", "나이 들면 다달이 주는 돈"),
        program("moon_pension", "달빛연금", "밭을 맡기고 받는 돈"),
        program("bath_discount", "목욕요금 감면", "목욕탕 값 깎아 주는 것"),
        program("care", "손길돌봄", "며칠 집에 와서 돌봐 주는 것"),
        program("sailor_care", "뱃사람 손길돌봄", "고기잡이 나간 집을 며칠 돌봐 주는 것"),
        program("boat_repair", "어선 수리비 지원", "고장 난 배를 고칠 때 보태 주는 것", "엔진이 멈췄을 때 고치는 값"),
        program("jinju_gift", "진주 입주축하금", "새집에 들어가면 주는 돈", aliases=("입주축하금",), region="진주시"),
        program("dongjak_gift", "동작 입주축하금", "새집에 들어가면 주는 돈", aliases=("입주축하금",), region="동작구"),
    ]
)


def first(text: str, region: str | None = None) -> str:
    links = SMALL.link(text, region)
    return links[0].program if links else "none"


def test_program_named_plainly_comes_first_and_is_nearly_certain():
    link = BASE.linker.link("기초연금 얼마 나와요")[0]
    assert (link.program, link.via) == ("basic_pension", "name")
    assert link.score > 0.85


def test_program_that_the_person_already_has_stands_behind_the_one_asked_about():
    assert first("별빛연금 받는데 목욕요금 감면되나요") == "bath_discount"


def test_longer_name_written_apart_beats_the_shorter_one_inside_it():
    assert first("뱃사람인데요 우리 집도 손길돌봄 와 주나요") == "sailor_care"


def test_shorter_name_alone_means_the_shorter_one():
    assert first("손길돌봄 신청하려고요") == "care"


def test_slip_of_a_letter_still_finds_the_name():
    link = SMALL.link("목욕요굼 감면 어디서 해요")[0]
    assert (link.program, link.via) == ("bath_discount", "like")


def test_name_of_another_program_is_not_taken_for_a_slip():
    assert first("달빛연금 물어봅니다") == "moon_pension"


def test_description_without_a_name_finds_the_program():
    link = SMALL.link("배가 고장 나서 엔진 고치는 값 좀 보태 주나요")[0]
    assert (link.program, link.via) == ("boat_repair", "words")


@pytest.mark.parametrize(("region", "expected"), [("진주시", "jinju_gift"), ("동작구", "dongjak_gift")])
def test_local_twin_of_the_office_comes_first(region: str, expected: str):
    assert first("입주축하금 언제 주나요", region) == expected


def test_region_that_the_resident_names_beats_the_office():
    assert first("진주 입주축하금 언제 주나요", "동작구") == "jinju_gift"


@pytest.mark.parametrize("text", ["몇살부터요", "그건 나이 상관없나", "진단서 꼭 필요해요?", "여권 사진 규격이요"])
def test_message_that_means_no_program_is_not_taken_for_one(text: str):
    assert all(link.score < 0.5 for link in BASE.linker.link(text))


def test_scores_are_probabilities_best_first():
    scores = [link.score for link in BASE.linker.link("장애인 등록한 사람인데 전기요금 할인되나요")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_same_message_gives_the_same_scores():
    again = Linker(BASE.programs.values())
    assert again.link("무릎 수술비 보태주나요") == BASE.linker.link("무릎 수술비 보태주나요")


def test_name_at_the_end_of_a_message_ends_where_the_message_ends():
    link = SMALL.link("얼마예요 별빛연금")[0]
    assert (link.program, link.start, link.end) == ("star_pension", 4, 8)


def test_message_without_letters_links_to_nothing():
    assert BASE.linker.link("!!") == []


def test_stored_weights_hold_every_clue_and_their_figures():
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(stored["order"]) == set(CLUES)
    assert set(stored["scale"]) == set(SIGNS)
    assert stored["figures"]["by_program"]["first"] >= 0.9


def test_a_lone_candidate_gets_a_probability():
    assert 0 <= Ranker.load().probabilities([[0.0] * len(CLUES)])[0] <= 1
