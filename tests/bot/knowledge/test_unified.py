"""One list over our own programs and the imported ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.snapshot import write_snapshot
from bot.knowledge.unified import find_any
from tests.bot.factories import write_program
from tests.bot.knowledge.imported import JINJU, create_imported


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    programs, snapshots = tmp_path_factory.mktemp("programs"), tmp_path_factory.mktemp("snapshots")
    write_program(
        programs, "warm_meal", name="따뜻한밥상", aliases=["반찬배달"], serv_id="WLF00000007", themes=["생활지원"]
    )
    write_program(programs, "night_bus", name="심야버스", aliases=["밤버스"], themes=["안전·위기"])
    imported = [
        create_imported("WLF1", themes=("생활지원",)),
        create_imported("WLF00000007", "따뜻한밥상 지원사업"),
        create_imported(
            "WLF8", "심야버스 안심귀가 동행", region=JINJU, summary="심야버스에서 내리면 집까지 함께 갑니다."
        ),
    ]
    write_snapshot(snapshots, imported, [], {})
    return KnowledgeBase.load(programs, snapshots)


def first(base: KnowledgeBase, text: str, office: str | None = "jinju", **filters: str) -> str:
    return find_any(base, text, office, filters=filters)[0].program.id


def test_either_tier_is_found(base: KnowledgeBase) -> None:
    assert first(base, "반찬배달 신청") == "warm_meal"
    assert first(base, "섬김택시 이용료 얼마예요") == "bokjiro-local:WLF1"


def test_what_is_among_our_own_is_not_found_twice(base: KnowledgeBase) -> None:
    found = [hit.program.id for hit in find_any(base, "따뜻한밥상 지원사업", "jinju")]
    assert found[0] == "warm_meal" and "bokjiro-local:WLF00000007" not in found


def test_a_longer_name_that_holds_a_shorter_one_is_meant(base: KnowledgeBase) -> None:
    assert first(base, "심야버스 안심귀가 동행 누가 되나요") == "bokjiro-local:WLF8"
    assert first(base, "심야버스 몇 시까지 다녀요") == "night_bus"


def test_scores_fall_and_say_how_each_was_found(base: KnowledgeBase) -> None:
    found = find_any(base, "반찬배달이랑 섬김택시 이용료", "jinju")
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert {hit.program.id: (hit.via, hit.imported) for hit in found}["warm_meal"] == ("name", False)
    assert {hit.program.id: (hit.via, hit.imported) for hit in found}["bokjiro-local:WLF1"] == ("imported", True)


def test_filters_hold_for_both_tiers(base: KnowledgeBase) -> None:
    found = {
        hit.program.id for hit in find_any(base, "반찬배달 밤버스 섬김택시", "jinju", filters={"theme": "생활지원"})
    }
    assert found == {"warm_meal", "bokjiro-local:WLF1"}
    assert {hit.imported for hit in find_any(base, "반찬 택시", "jinju", filters={"source": "bokjiro-local"})} == {True}


def test_without_a_snapshot_our_own_are_found(tmp_path: Path) -> None:
    write_program(tmp_path, aliases=["반찬배달"])
    base = KnowledgeBase.load(tmp_path, tmp_path / "none")
    assert base.catalog is None and [hit.program.id for hit in find_any(base, "반찬배달")] == ["warm_meal"]


def test_of_two_tiers_that_both_fit_the_one_that_says_more_of_the_question_is_meant(tmp_path: Path) -> None:
    (tmp_path / "programs").mkdir()
    write_program(
        tmp_path / "programs", "home_loan", name="내집마련대출", aliases=["집대출"],
        descriptions=["집 살 때 싼 이자로 빌려주는 돈"],
    )  # fmt: skip
    veterans = create_imported(
        "WLF9", "국가유공자 대부지원", summary="국가유공자가 집을 살 때 낮은 이자로 돈을 빌려 드립니다."
    )
    write_snapshot(tmp_path / "snapshots", [veterans], [], {"WLF9": ["유공자가 집 살 때 싼 이자 대출"]})
    base = KnowledgeBase.load(tmp_path / "programs", tmp_path / "snapshots")
    assert first(base, "국가유공자인데 집 살 때 싼 이자로 빌려주나요") == "bokjiro-local:WLF9"
    assert first(base, "집대출 이자 얼마예요") == "home_loan"


def test_scores_of_both_tiers_are_probabilities(base: KnowledgeBase) -> None:
    assert all(0 < hit.score < 1 for hit in find_any(base, "반찬배달 심야버스 섬김택시", "jinju", most=10))
