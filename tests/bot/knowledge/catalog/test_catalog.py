"""Imported programs are found by name, by words and by what people say; never another city's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.catalog.catalog import Catalog
from bot.knowledge.imported import Imported
from tests.bot.factories import create_program
from tests.bot.knowledge.imported import BUSAN, DONGJAK, GYEONGNAM, JINJU, SEOUL, create_catalog, create_imported

TODAY = date(2026, 11, 23)
GIFT = {"name": "쌍둥이 출산축하금 지원사업", "summary": "쌍둥이를 낳은 가정에 축하금을 드립니다."}
PROGRAMS = [
    create_imported("N1", "섬김택시 이용료 지원사업", themes=("생활지원",), life_stages=("노년",)),
    create_imported("N2", "보행 보조 기구 대여", summary="보행이 어려운 어르신에게 지팡이와 보행차를 빌려 드립니다.", themes=("신체건강",)),
    create_imported("N3", "저소득층 난방비 긴급 지원", summary="겨울철 난방 연료 구입비를 지원합니다.", themes=("에너지",)),
    create_imported("N4", "청년 임차료 특별 지원", summary="무주택 청년의 월 임차료를 지원합니다.", life_stages=("청년",)),
    create_imported("S1", region=SEOUL, **GIFT),
    create_imported("D1", region=DONGJAK, **GIFT),
    create_imported("G1", region=GYEONGNAM, **GIFT),
    create_imported("J1", region=JINJU, **GIFT),
    create_imported("B1", region=BUSAN, **GIFT),
    create_imported("B2", "해운대 바다열차 할인", region=BUSAN, summary="해운대 주민의 바다열차 요금을 깎아 드립니다."),
    create_imported("E1", "한시 생활지원금", valid_to=date(2026, 1, 31), summary="물가가 올라 생활지원금을 드립니다."),
    create_imported("E2", "사라진 문화축제 관람권", gone=date(2026, 5, 1), summary="축제 관람권을 드립니다."),
]  # fmt: skip


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    said = {"N2": ["걷기 힘든 할머니 밀고 다니는 것"]}
    return create_catalog(tmp_path_factory.mktemp("snapshots"), *PROGRAMS, said=said)


def found(catalog: Catalog, text: str, office: str | None = "dongjak", **filters: str) -> list[str]:
    return [hit.program.source_id for hit in catalog.find(text, office, today=TODAY, **filters)]


@pytest.mark.parametrize(
    "text", ["섬김택시 이용료 얼마예요", "섬김 택시이용료", "섬김택씨 이용료 지원", "섬김택시 어떻게 신청해요"]
)
def test_a_name_is_found_as_written_spaced_or_misspelt(catalog: Catalog, text: str) -> None:
    assert found(catalog, text)[0] == "N1"


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("겨울에 기름값 보태주는 거 있나요", "N3"),
        ("젊은 사람 방세 보태주나요", "N4"),
        ("걷기 힘든 우리 할머니 밀고 다니는 거", "N2"),
    ],
    ids=["official word", "meaning", "what people say"],
)
def test_everyday_words_find_what_officials_call_otherwise(catalog: Catalog, text: str, program: str) -> None:
    assert found(catalog, text)[0] == program


@pytest.mark.parametrize(("office", "own", "province"), [("dongjak", "D1", "S1"), ("jinju", "J1", "G1")])
def test_the_offices_own_and_the_provinces_are_found(catalog: Catalog, office: str, own: str, province: str) -> None:
    assert set(found(catalog, "쌍둥이 출산축하금", office)[:2]) == {own, province}


@pytest.mark.parametrize("office", ["dongjak", "jinju", None])
@pytest.mark.parametrize("text", ["해운대 바다열차 할인", "부산 해운대구 쌍둥이 출산축하금", "바다열차"])
def test_another_citys_is_never_found(catalog: Catalog, office: str | None, text: str) -> None:
    assert not {"B1", "B2"} & set(found(catalog, text, office))


def test_who_lives_elsewhere_finds_only_what_the_nation_has(catalog: Catalog) -> None:
    assert not {"S1", "D1", "B1"} & set(found(catalog, "부산 사는데 쌍둥이 출산축하금 섬김택시"))
    assert "N1" in found(catalog, "부산 사는데 쌍둥이 출산축하금 섬김택시")


def test_filters_narrow(catalog: Catalog) -> None:
    assert found(catalog, "섬김택시 보행 보조 난방비", theme="에너지") == ["N3"]
    assert found(catalog, "지원 임차료 택시", life_stage="청년") == ["N4"]
    assert found(catalog, "섬김택시", source="gov24") == []
    with pytest.raises(ValueError, match="colour"):
        found(catalog, "섬김택시", colour="red")


def test_what_ended_or_is_gone_is_found_by_its_name_alone(catalog: Catalog) -> None:
    assert found(catalog, "한시 생활지원금 언제 줘요")[0] == "E1"
    assert found(catalog, "사라진 문화축제 관람권 아직 줘요?")[0] == "E2"
    assert not {"E1", "E2"} & set(found(catalog, "물가가 올라 힘든데 축제 구경이나 하고 싶네요"))


def test_scores_are_probabilities_and_fall(catalog: Catalog) -> None:
    scores = [hit.score for hit in catalog.find("쌍둥이 출산축하금 택시", "dongjak", most=10, today=TODAY)]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    named = catalog.find("섬김택시 이용료 지원사업 알려주세요", "dongjak", today=TODAY)[0].score
    assert named > 0.8 > 0.3 > max(h.score for h in catalog.find("오늘 날씨 참 좋네요", "dongjak", today=TODAY))


def test_no_more_than_asked_for(catalog: Catalog) -> None:
    assert len(catalog.find("지원 축하금 택시 난방비", "dongjak", most=2, today=TODAY)) == 2


@pytest.mark.parametrize(
    "text", ["", " ", "😊", "\x00", '"OR*', "NEAR(", "?" * 500, "가" * 2000, "ไทย العربية 中文"],
    ids=["empty", "blank", "emoji", "nul", "quote", "operator", "marks", "long", "scripts"],
)  # fmt: skip
def test_any_text_can_be_asked(catalog: Catalog, text: str) -> None:
    assert isinstance(catalog.find(text, "dongjak", today=TODAY), list)


def test_what_is_among_our_own_is_hidden(catalog: Catalog) -> None:
    by_number = create_program("taxi", "섬김택시", serv_id="N1")
    by_name = create_program("gift", "쌍둥이 출산축하금지원사업", region="동작구")
    beside = catalog.beside([by_number, by_name])
    assert "N1" not in found(beside, "섬김택시 이용료")
    assert found(beside, "쌍둥이 출산축하금")[0] == "S1" and "D1" not in found(beside, "쌍둥이 출산축하금")
    assert beside.get("bokjiro-local:N1") is not None and len(beside) == len(PROGRAMS)
    assert found(catalog, "섬김택시 이용료")[0] == "N1", "the catalog itself stays as it was"


def test_one_program_of_two_sources_is_found_once(tmp_path: Path) -> None:
    twins = [create_imported("WLF1", source="bokjiro-central"), create_imported("465", source="gov24")]
    namesakes = [create_imported("A1", region=JINJU, **GIFT), create_imported("A2", region=JINJU, **GIFT)]
    catalog = create_catalog(tmp_path, *twins, *namesakes)
    ids = [hit.program.id for hit in catalog.find("섬김택시", "jinju")]
    assert ids[0] == "bokjiro-central:WLF1" and "gov24:465" not in ids
    assert set(found(catalog, "쌍둥이 출산축하금", "jinju")[:2]) == {"A1", "A2"}, "departments may have the same name"
    assert catalog.get("gov24:465") is not None


def test_the_one_that_is_still_listed_counts(tmp_path: Path) -> None:
    gone = create_imported("WLF1", source="bokjiro-central", gone=date(2026, 5, 1))
    catalog = create_catalog(tmp_path, gone, create_imported("465", source="gov24"))
    assert [hit.program.id for hit in catalog.find("섬김택시", "jinju")] == ["gov24:465"]


def test_all_and_here_list_what_there_is(catalog: Catalog) -> None:
    def ids(programs: list[Imported]) -> set[str]:
        return {program.source_id for program in programs}

    assert ids(list(catalog.all())) == ids(PROGRAMS)
    assert ids(list(catalog.here("jinju"))) == {"N1", "N2", "N3", "N4", "G1", "J1", "E1", "E2"}
    assert ids(list(catalog.here(None))) == {"N1", "N2", "N3", "N4", "E1", "E2"}
