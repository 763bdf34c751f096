"""Life stages, households and themes come out in the names of the official guide."""

from __future__ import annotations

from handoff.knowledge.readers import codes
from tests.handoff.knowledge.readers.samples import (
    CENTRAL,
    DAY,
    LISTED,
    LOCAL,
    RAW,
    central,
    local,
    needs_samples,
    read_file,
)


@needs_samples
def test_commas_with_and_without_blanks_separate_alike() -> None:
    (listed,) = read_file(RAW / "list_central_1row.xml", CENTRAL, DAY).records
    assert listed.themes == ("신체건강", "정신건강", "생활지원", "문화·여가", "안전·위기", "보호·돌봄")
    assert central("WLF00000024").life_stages == ("영유아", "아동", "청소년")


@needs_samples
def test_birth_has_blanks_as_a_life_stage_and_none_as_a_theme() -> None:
    program = local("WLF00002628")
    assert program.life_stages == ("영유아", "임신 · 출산")
    assert program.themes == ("임신·출산", "서민금융")


def test_any_middle_dot_will_do() -> None:
    assert codes.households("한부모ㆍ조손,다문화・탈북민") == ("한부모·조손", "다문화·탈북민")


def test_a_name_that_the_guide_does_not_know_yet_is_kept() -> None:
    assert codes.themes("교육||우주여행, 교육") == ("교육", "우주여행")


def test_no_distinction_is_no_name() -> None:
    assert codes.life_stages("구분없음") == codes.life_stages(None) == codes.life_stages("") == ()


@needs_samples
def test_the_harvests_own_tags_become_the_official_names() -> None:
    records = [r for source in (CENTRAL, LOCAL) for r in read_file(LISTED, source, DAY).records]
    assert {name for r in records for name in r.life_stages} == set(codes.LIFE_STAGES)
    assert {name for r in records for name in r.households} == set(codes.HOUSEHOLDS)
    assert {name for r in records for name in r.themes} <= set(codes.THEMES)
