"""Which units could take a case."""

from __future__ import annotations

import pytest

from bot.knowledge.directory import Directory
from bot.referral import rank_units

REASONS = ("requested", "own_case", "case_status", "tangled", "third_party", "complaint", "low_confidence", "bot_down")


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("text", ["", "살려주세요", "월세가 밀려서 쫓겨나게 생겼는데 우울해요"])
def test_every_reason_leads_to_somebody_once(reason: str, text: str) -> None:
    units = rank_units(reason, text)
    assert 1 <= len(units) <= 4
    assert len(set(units)) == len(units)


def test_ones_own_case_goes_to_the_unit_of_its_program() -> None:
    assert rank_units("own_case", "왜 안 되나요", ["pension"])[0] == "pension"


def test_a_worry_about_a_neighbour_goes_to_the_dong_center_first() -> None:
    assert rank_units("third_party", "옆집에 혼자 사는 분이 걱정돼요")[0] == "dong_center"


def test_who_asks_for_a_person_gets_one() -> None:
    assert rank_units("requested", "상담원 연결해 주세요")[0] == "counselor"


@pytest.mark.parametrize(
    "text", ["주민센터 직원이 불친절해요", "구청 복지과에서 반말을 해요", "담당 공무원이 전화를 안 받아요"]
)
def test_a_complaint_never_goes_first_to_the_desk_that_it_is_about(text: str) -> None:
    units = rank_units("complaint", text)
    assert units[0] in ("counselor", "audit")
    assert "audit" in units


def test_a_complaint_about_a_carer_goes_to_who_supervises_the_carer() -> None:
    assert rank_units("complaint", "요양보호사가 시간을 안 지켜요")[0] == "health_insurance"


def test_what_the_story_is_about_ranks_the_units() -> None:
    assert "housing" in rank_units("tangled", "집주인이 보증금을 안 주고 나가라는데 월세도 밀렸어요")


def test_only_so_many_as_asked_for() -> None:
    assert len(rank_units("tangled", "월세 실직 우울 아이 장애 할머니", most=2)) == 2


def test_every_unit_is_one_that_the_directory_knows() -> None:
    directory, _ = Directory.load()
    known = {unit for desk in directory.desks.values() for unit in desk.units} | {"dong_center"}
    text = "할머니 요양 장애 아이 이혼 자립준비 월세 수급자 체납 실업급여 치매 우울 국민연금 보훈 장학금 소송 외국인"
    ranked = {unit for reason in REASONS for unit in rank_units(reason, text, most=40)}
    assert ranked - known == set()
