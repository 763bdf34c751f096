from typing import Any

import pytest

from handoff.knowledge.check_edit import flaws, right_part
from handoff.knowledge.files import file_document

pytestmark = pytest.mark.usefixtures("data")
AMOUNT = ("answers", "amount")


def program() -> dict[str, Any]:
    found = file_document("program", "winter_coat")
    assert found is not None
    return found


def wrong(document: dict[str, Any]) -> list[tuple[Any, str]]:
    return [(flaw.where, flaw.reason) for flaw in flaws("program", "winter_coat", document)]


def test_entries_in_force_have_no_flaws() -> None:
    desk = file_document("desk", "desk_one")
    assert desk is not None
    assert flaws("program", "winter_coat", program()) == [] and flaws("desk", "desk_one", desk) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("짧다", "너무 짧거나 비어 있습니다."),
        ("가" * 421, "너무 깁니다."),
        ("한 사람에 5만원을 드리는 제도입니다.", "숫자 '5만원'은(는) 글에 바로 쓰지 말고 '금액·숫자'에 넣어 주세요."),
        ("한 사람에 {pirce}을 드리는 제도입니다.", "{pirce}에 넣을 숫자가 '금액·숫자'에 없습니다."),
        ("자세한 것은 1577-0199로 물어보세요.", "전화번호 1577-0199이(가) 문의처에 없습니다."),
        ("신청하시면 반드시 받으실 수 있습니다.", "'반드시 받'은(는) 아직 정해지지 않은 일을 약속하는 말입니다."),
        ("신청하시면 됩니다. 좋은 하루 되세요 😀", "'😀'은(는) 문자로 보낼 수 없는 글자입니다."),
        ("자세한 것은 https://bokjiro.go.kr 에 있습니다.", "문자에는 누리집 주소와 긴 줄표(—)를 쓰지 않습니다."),
    ],
)
def test_wrong_answer_is_told_at_its_field_in_korean(text: str, reason: str) -> None:
    document = program()
    document["answers"]["amount"] = text
    assert wrong(document) == [(AMOUNT, reason)]


def test_flaw_names_its_field_in_korean() -> None:
    document = program()
    document["contacts"][1]["phone"] = "전화 없음"
    (flaw,) = flaws("program", "winter_coat", document)
    assert str(flaw) == "문의처 2 · 전화번호: 형식이 맞지 않습니다."


@pytest.mark.parametrize(
    ("change", "where", "reason"),
    [
        ({"region": "부산"}, ("region",), "형식이 맞지 않습니다."),
        ({"field": "기타"}, ("field",), "고를 수 있는 값이 아닙니다."),
        ({"colour": "red"}, (), "쓰지 않는 항목이 들어 있습니다."),
        ({"assured_date": None}, ("assured_date",), "형식이 맞지 않습니다."),
        ({"id": "summer_coat"}, ("id",), "식별자는 바꿀 수 없습니다."),
    ],
)
def test_wrong_field_is_told(change: dict[str, Any], where: Any, reason: str) -> None:
    found = wrong({**program(), **change})
    assert [said for _, said in found] == [reason] and (where == () or found[0][0] == where)


def test_missing_field_is_told_by_its_korean_name() -> None:
    document = program()
    del document["answers"]
    assert [reason for _, reason in wrong(document)] == ["'답변'이(가) 빠졌습니다."]


def test_wrong_desk_is_told_at_its_field() -> None:
    desk = file_document("desk", "desk_one")
    assert desk is not None
    desk["phones"] = ["02-111-111a"]
    (flaw,) = flaws("desk", "desk_one", desk)
    assert flaw.where == ("phones", 0) and str(flaw) == "전화번호 1: 형식이 맞지 않습니다."


def test_desk_with_an_unknown_reference_is_wrong() -> None:
    desk = file_document("desk", "desk_two")
    assert desk is not None
    assert flaws("desk", "desk_two", {**desk, "reference": "nobody"}) != []


def test_right_part_leaves_out_what_is_wrong() -> None:
    edited = program()
    edited["answers"]["amount"] = "5만원"
    edited["answers"]["contact"] = "보건복지상담센터 129에 전화하시면 됩니다."
    document, left_out = right_part("program", "winter_coat", program(), edited)
    assert document is not None and document["answers"]["contact"] == edited["answers"]["contact"]
    assert document["answers"]["amount"] == program()["answers"]["amount"]
    assert [change.path for change in left_out] == [AMOUNT]


def test_nothing_is_taken_where_the_flaw_lies_in_no_change() -> None:
    edited = program()
    del edited["amounts"]
    edited["aliases"] = ["코트 지원"]
    document, left_out = right_part("program", "winter_coat", program(), edited)
    assert document is None and {change.path for change in left_out} == {("amounts",), ("aliases",)}


def test_new_entry_is_taken_whole_or_not_at_all() -> None:
    assert right_part("program", "winter_coat", None, {**program(), "field": "기타"}) == (None, [])


@pytest.mark.parametrize("name", ["../../outside", "/etc/passwd", "Upper", "", "a/b"])
def test_an_identifier_that_is_no_file_name_is_refused_before_anything_is_written(name: str) -> None:
    (flaw,) = flaws("program", name, {"id": name})
    assert "식별자" in str(flaw)
