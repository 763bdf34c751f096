"""Youth policies of 온통청년."""

from __future__ import annotations

import json
from datetime import date

import pytest

from handoff.knowledge.readers import parse_answer, read_file
from tests.handoff.knowledge.readers.samples import DAY, YOUTH, answered, needs_samples, page_of

BARE = {"plcyNo": "20250915005400211692", "plcyNm": "청년 지원", "rgtrInstCdNm": "서울특별시 은평구"}


@needs_samples
def test_all_policies_are_read() -> None:
    reading = read_file(YOUTH, "youthcenter", DAY)
    assert (len(reading.records), reading.refused) == (342, [])
    assert sum(r.district == "동작구" for r in reading.records) == 8


@needs_samples
def test_no_policy_says_a_dash() -> None:
    texts = [t for r in read_file(YOUTH, "youthcenter", DAY).records for t in (r.target, r.how_to_apply, r.documents)]
    assert not any(text.strip(" -") == "" and text for text in texts)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("11380", ("서울특별시", "은평구")),
        ("", ("서울특별시", "은평구")),
        ("11110,11140,11170", ("서울특별시", None)),
        ("11110,26110,27110", (None, None)),
    ],
)
def test_where_one_must_live_is_told_by_the_districts(codes: str, expected: tuple[str | None, str | None]) -> None:
    program = answered("youthcenter", BARE | {"zipCd": codes})
    assert (program.province, program.district) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("19", "39", "연령: 19세 ~ 39세"),
        ("18", "0", "연령: 18세 ~"),
        ("0", "34", "연령:  ~ 34세"),
        ("0", "0", ""),
        ("", "", ""),
        ("  ", "x", ""),
    ],
)
def test_an_age_of_zero_is_no_limit(low: str, high: str, expected: str) -> None:
    assert answered("youthcenter", BARE | {"sprtTrgtMinAge": low, "sprtTrgtMaxAge": high}).target == expected


def test_who_is_left_out_belongs_to_who_is_meant() -> None:
    row = BARE | {"addAplyQlfcCndCn": "은평구 거주 청년", "ptcpPrpTrgtCn": "재학생"}
    assert answered("youthcenter", row).target == "은평구 거주 청년\n참여 제한: 재학생"


@pytest.mark.parametrize(
    ("code", "days", "expected"),
    [("0057001", "20250916 ~ 20250926", "2025-09-16 ~ 2025-09-26"), ("0057002", "", "상시"), ("0057003", "", "마감")],
)
def test_when_to_apply(code: str, days: str, expected: str) -> None:
    assert answered("youthcenter", BARE | {"aplyPrdSeCd": code, "aplyYmd": days}).period == expected


def test_a_policy_holds_while_it_runs_else_while_one_applies() -> None:
    applied = BARE | {"aplyYmd": "20250916 ~ 20250926", "bizPrdBgngYmd": "        "}
    ran = applied | {"bizPrdBgngYmd": "20251011", "bizPrdEndYmd": "20251012"}
    programs = answered("youthcenter", applied), answered("youthcenter", ran)
    assert [p.valid_from for p in programs] == [date(2025, 9, 16), date(2025, 10, 11)]
    assert [p.valid_to for p in programs] == [date(2025, 9, 26), date(2025, 10, 12)]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("청년정책과", "서울특별시 은평구 청년정책과"),
        ("은평구청 청년정책과", "은평구청 청년정책과"),
        ("", "서울특별시 은평구"),
    ],
)
def test_a_department_says_whose_it_is(named: str, expected: str) -> None:
    assert answered("youthcenter", BARE | {"sprvsnInstCdNm": named}).department == expected


def test_codes_of_businesses_name_households() -> None:
    assert answered("youthcenter", BARE | {"sbizCd": "0014003,0014005,0014010"}).households == ("저소득", "장애인")


def test_the_envelope_of_the_service_is_opened() -> None:
    result = {"pagging": {"totCount": 342, "pageNum": 1}, "youthPolicyList": [BARE]}
    raw = json.dumps({"resultCode": 200, "resultMessage": "성공", "result": result}).encode()
    page = parse_answer("youthcenter", "list", raw, DAY)
    assert (page.total, page.records[0].source_id) == (342, "20250915005400211692")


def test_a_policy_without_number_or_name_is_refused() -> None:
    reasons = [r.reason for r in page_of("youthcenter", [BARE | {"plcyNo": ""}, BARE | {"plcyNm": ""}]).refused]
    assert reasons == ["plcyNo is missing", "plcyNm is missing"]
