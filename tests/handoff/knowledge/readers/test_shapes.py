"""What a file or an answer is, is found out by what stands in it; what nothing can be read of is refused."""

from __future__ import annotations

import json

import pytest

from handoff.knowledge.readers import Refused, ServiceError, UnreadableImport, parse_answer
from handoff.knowledge.readers.shapes import content_of
from tests.handoff.knowledge.readers.samples import CENTRAL, DAY, LOCAL, RAW, needs_samples

NO_KEY = """<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</errMsg>
<returnAuthMsg>등록되지 않은 서비스키</returnAuthMsg><returnReasonCode>30</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"""
LAUGHS = """<?xml version="1.0"?><!DOCTYPE wantedList [<!ENTITY a "하하하하하하하하하하"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><wantedList><servList><servId>&c;</servId></servList></wantedList>"""


@needs_samples
def test_an_xml_list_tells_how_many_there_are_in_all() -> None:
    page = parse_answer(LOCAL, "list", (RAW / "list_local_3rows.xml").read_bytes(), DAY)
    assert [r.id for r in page.records] == [f"bokjiro-local:WLF0000{n}" for n in (4373, 3887, 3840)]
    assert (page.total, page.refused) == (4758, [])


@needs_samples
def test_an_answer_that_is_cut_off_is_refused() -> None:
    raw = (RAW / "detail_local_WLF00000001.xml").read_bytes()
    for length in (1, 100, len(raw) // 2, len(raw) - 2):
        with pytest.raises(UnreadableImport):
            parse_answer(LOCAL, "detail", raw[:length], DAY)


@needs_samples
@pytest.mark.parametrize(
    ("file", "code", "message"),
    [
        ("error_key_not_registered.xml", "30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"),
        ("error_invalid_parameter.xml", "10", "INVALID_REQUEST_PARAMETER_ERROR"),
    ],
)
def test_the_errors_of_gateway_and_service_are_told_as_they_are(file: str, code: str, message: str) -> None:
    with pytest.raises(ServiceError) as raised:
        parse_answer(CENTRAL, "list", (RAW / file).read_bytes(), DAY)
    assert (raised.value.result_code, raised.value.message) == (code, message)


@pytest.mark.parametrize(
    ("source", "answer", "code"),
    [
        (LOCAL, NO_KEY, "30"),
        (LOCAL, "<wantedDtl><resultCode>22</resultCode><resultMessage>LIMITED</resultMessage></wantedDtl>", "22"),
        (LOCAL, '{"wantedList": {"resultCode": 99, "resultMessage": "UNKNOWN_ERROR"}}', "99"),
        ("gov24", '{"code": -401, "msg": "유효하지 않은 인증키 입니다."}', "-401"),
        ("youthcenter", '{"resultCode": 500, "resultMessage": "오류", "result": {}}', "500"),
    ],
)
def test_every_service_has_its_own_way_to_report_an_error(source: str, answer: str, code: str) -> None:
    with pytest.raises(ServiceError) as raised:
        parse_answer(source, "detail", answer.encode(), DAY)
    assert raised.value.result_code == code


def test_a_region_without_programs_is_an_empty_list() -> None:
    raw = b"<wantedList><resultCode>40</resultCode><resultMessage>NO DATA FOUND</resultMessage></wantedList>"
    page = parse_answer(LOCAL, "list", raw, DAY)
    assert (page.records, page.refused, page.total) == ([], [], 0)


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html></html>", "\n<html><body>502</body></html>", "<!doctype HTML>"])
def test_an_html_page_is_no_answer(page: str) -> None:
    with pytest.raises(UnreadableImport, match="HTML"):
        content_of(page)


def test_entities_that_blow_up_are_never_expanded() -> None:
    with pytest.raises(UnreadableImport, match="DOCTYPE"):
        parse_answer(LOCAL, "list", LAUGHS.encode(), DAY)
    with pytest.raises(UnreadableImport, match="DOCTYPE"):
        parse_answer(LOCAL, "list", LAUGHS.replace('"1.0"', '"1.0" encoding="utf-16"').encode(), DAY)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "기초연금\n", "a,b\n1,2\n", "{", "[1", "<rss/>", "Unexpected errors", '{"servId": ', "null"],
)
def test_what_lists_no_programs_is_refused(text: str) -> None:
    with pytest.raises(UnreadableImport):
        content_of(text)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(UnreadableImport):
        content_of("[" * 100_000)
    deep = "<wantedDtl>" + "<a>" * 50_000 + "</a>" * 50_000 + "</wantedDtl>"
    assert content_of(deep).rows[0][1].keys() == {"a"}


@needs_samples
def test_a_list_is_no_detail() -> None:
    with pytest.raises(UnreadableImport, match="a list where a detail"):
        parse_answer(LOCAL, "detail", (RAW / "list_local_3rows.xml").read_bytes(), DAY)


@needs_samples
def test_a_byte_order_mark_does_not_hide_the_shape() -> None:
    raw = b"\xef\xbb\xbf" + (RAW / "list_central_1row.xml").read_bytes()
    assert parse_answer(CENTRAL, "list", raw, DAY).total == 461


def test_the_local_list_may_come_as_json() -> None:
    row = {"servId": "WLF00003887", "servNm": "출산장려금 지원", "ctpvNm": "경기도", "sggNm": "의왕시"}
    answer = {"totalCount": "4758", "resultCode": "0", "servList": [row]}
    for body in (answer, {"wantedList": answer}):
        page = parse_answer(LOCAL, "list", json.dumps(body).encode(), DAY)
        assert (page.records[0].id, page.records[0].district, page.total) == (
            "bokjiro-local:WLF00003887",
            "의왕시",
            4758,
        )


def test_a_line_of_json_that_is_broken_is_refused_alone() -> None:
    lines = ['{"서비스ID": "000000465790", "서비스명": "유아학비"}', '{"서비스ID": ', '["x"]', ""]
    page = parse_answer("gov24", "list", "\n".join(lines).encode(), DAY)
    assert len(page.records) == 1
    assert [refused.place for refused in page.refused] == ["line 2", "line 3"]


def test_rows_with_too_few_or_too_many_values_are_refused_with_their_place() -> None:
    text = 'servId,servNm,department\nWLF00000001,"a\nb",c\nWLF00000002,a\nWLF00000003,a,b,c\n\n'
    content = content_of(text)
    assert [place for place, _ in content.rows] == ["line 3"]
    assert content.refused == [
        Refused("line 4", "has 2 values for 3 columns"),
        Refused("line 5", "has 4 values for 3 columns"),
    ]


def test_a_quotation_mark_that_nobody_closed_is_told() -> None:
    content = content_of('servId,servNm\nWLF00000001,a\nWLF00000002,"b\nWLF00000003,c\n')
    assert len(content.rows) == 1
    assert "broken CSV" in content.refused[0].reason
