"""Life situations: what residents say gives the situation, and the situation the programs named first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.evidence import Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.situations import load_situations, recommended, situations
from bot.korean.facts import read_facts
from bot.korean.spans import pattern_of
from tests.knowledge import real_base

TODAY = date(2026, 11, 21)

TOLD = {
    "어제 부장이 불러서 이번 달까지만 나오라네요.. 권고사직이래요 뭘 신청해야 하죠": {"job_loss"},
    "분식집 삼년 하다가 지난주에 가게를 접었습니다": {"business_closed"},
    "울 아부지가 파킨슨 진단 받으셨는데 집에서 모시려면 뭐가 있나요": {"parkinson"},
    "아내가 치매라 제가 종일 붙어 있어요": {"dementia", "carer_of_spouse"},
    "혼자 애 키우는 서른한살 엄마예요": {"single_parent"},
    "임신 20주인데 나라에서 해주는 거 알려주세요": {"pregnancy"},
    "애가 32주에 나와서 인큐베이터에 있어요": {"premature_birth"},
    "할머니가 독거노인이신데 겨울에 걱정이에요": {"elder_alone"},
    "차상위 확인서 나왔어요 어디에 써요": {"near_poverty"},
    "집주인이 잠적했어요 전세보증금 어떡하죠": {"jeonse_fraud"},
    "보육원에서 내년에 나가요 준비할게 뭐예요": {"leaving_care"},
    "엄마가 항암 중이라 돈이 많이 들어요": {"cancer"},
    "남편이랑 사별하고 뭐부터 해야 할지 모르겠어요": {"death_in_family"},
    "한달치 월급을 못 받고 나왔습니다": {"unpaid_wages"},
    "논 열 마지기 농사 짓는 늙은이요": {"farmer"},
    "하나원 나온 지 석달 됐습니다": {"north_korean"},
    "손녀를 키우는 할미인데 도움 받을 데 있소": {"grandparent_family"},
    "아들이 삼년째 방에서 안 나와요": {"isolated_youth"},
}

UNTOLD = ("안녕하세요", "주민센터 몇 시까지 해요?", "생계급여 얼마예요", "고맙습니다 복 받으세요", "오늘 날씨 어때요")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return real_base()


def _recommended(text: str, base: KnowledgeBase, office: str | None = None) -> list[str]:
    facts = read_facts(text, TODAY)
    return [p.name for p in recommended(facts.events, Evidence(text, {}, facts=facts), base, office)]


def test_all_files_are_as_the_schema_wants_them() -> None:
    found, problems = load_situations()
    assert [str(p) for p in problems] == []
    assert len(found) > 50


def test_every_program_of_a_situation_exists(base: KnowledgeBase) -> None:
    unknown = [f"{s.id}: {p}" for s in situations().values() for p in s.programs if p not in base.programs]
    assert unknown == []


def test_giving_way_never_goes_round_in_a_circle() -> None:
    def reached(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"{path} and {name} again"
        for other in situations()[name].gives_way_to:
            reached(other, (*path, name))

    for name in situations():
        reached(name, ())


def test_every_cue_has_something_to_find() -> None:
    assert [f"{s.id}: {cue}" for s in situations().values() for cue in s.cues if not pattern_of(cue)] == []


@pytest.mark.parametrize("text", TOLD)
def test_what_a_resident_says_tells_the_situation(text: str) -> None:
    assert TOLD[text] <= set(read_facts(text, TODAY).events)


@pytest.mark.parametrize("text", UNTOLD)
def test_what_tells_nothing_gives_no_situation(text: str) -> None:
    assert read_facts(text, TODAY).events == ()


def test_raising_a_child_alone_is_not_living_alone() -> None:
    assert "elder_alone" not in read_facts("혼자 애 키우는데요", TODAY).events


def test_losing_work_while_pregnant_keeps_both_lists(base: KnowledgeBase) -> None:
    first = _recommended("임신중 실직했어요 뭐부터 하죠", base)[:3]
    assert any(name.startswith("실업급여") for name in first)
    assert any("임신출산" in name for name in first)


def test_somebody_who_lost_work_hears_of_unemployment_benefit_first(base: KnowledgeBase) -> None:
    assert _recommended("회사에서 정리해고 됐어요", base)[0].startswith("실업급여")


def test_the_more_exact_situation_speaks_alone(base: KnowledgeBase) -> None:
    both = _recommended("암 진단 받고 병원비가 걱정이에요", base)
    assert both == [base.programs[p].name for p in situations()["cancer"].programs]


def test_what_only_the_age_speaks_for_comes_after_what_was_told(base: KnowledgeBase) -> None:
    first = _recommended("집사람이 파킨슨인데 나도 일흔여섯이라 힘듭니다", base)
    assert "기초연금" in first and "기초연금" not in first[:2]


def test_a_program_of_the_other_city_is_never_named(base: KnowledgeBase) -> None:
    local = {p.name for p in base.programs.values() if p.region in ("진주시", "경남")}
    assert not local & set(_recommended("둘째 낳았어요", base, "dongjak"))
    assert not local & set(_recommended("둘째 낳았어요", base))


def test_a_wrong_file_is_named_with_line_and_reason_and_left_out(tmp_path: Path) -> None:
    good = "id: moved\nname: 이사\ncues: [이사]\nprograms: [housing_benefit, happy_housing, emergency_housing]\n"
    (tmp_path / "moved.yml").write_text(good, encoding="utf-8")
    (tmp_path / "empty.yml").write_text(good.replace("moved", "empty").replace("[이사]", "[]"), encoding="utf-8")
    (tmp_path / "other.yml").write_text(good, encoding="utf-8")
    found, problems = load_situations(tmp_path)
    assert list(found) == ["moved"]
    assert [(Path(p.file).name, p.line) for p in problems] == [("empty.yml", 3), ("other.yml", 1)]
    assert "id moved is not the file's name" in problems[1].reason
