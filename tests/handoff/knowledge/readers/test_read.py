"""No bytes make reading fail in a way that nobody named, and a whole harvest is read in seconds."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.imported import SOURCES, Imported
from handoff.knowledge.readers import ServiceError, UnreadableImport, parse_answer, read_file
from handoff.knowledge.readers.codes import HOUSEHOLDS, LIFE_STAGES
from tests.handoff.knowledge.readers.samples import (
    CENTRAL,
    DAY,
    DETAILS,
    GOV24,
    LISTED,
    LOCAL,
    RAW,
    TWO_OFFICES,
    YOUTH,
    YOUTH_CSV,
    needs_samples,
)

FIELDS = [
    "servId",
    "servNm",
    "jurMnofNm",
    "ctpvNm",
    "sggNm",
    "bizChrDeptNm",
    "rprsCtadr",
    "crtrYr",
    "inqplCtadrList",
    "basfrmList",
    "applmetList",
    "servSeDetailNm",
    "enfcBgngYmd",
    "lifeArray",
    "servDtlLink",
    "wantedList",
    "wantedDtl",
    "servList",
    "resultCode",
    "resultMessage",
    "totalCount",
    "result",
    "data",
    "code",
    "msg",
    "department",
    "region",
    "agency",
    "contact",
    "id",
    "name",
    "tags",
    "detail",
    "forms",
    "contacts",
    "apply",
    "서비스ID",
    "서비스명",
    "전화문의",
    "구비서류",
    "신청방법",
    "JA0301",
    "plcyNo",
    "plcyNm",
    "zipCd",
    "aplyYmd",
    "sprtTrgtMinAge",
    "youthPolicyList",
    "pagging",
    "OpenAPI_ServiceResponse",
    "cmmMsgHeader",
]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["WLF00000001", "000000465790", "20250915005400211692", "경상남도 진주시", "0", "129", "20260829", "||/"]),
)  # fmt: skip
ANSWERS = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=12,
)
KINDS = st.sampled_from(["list", "detail"])
SOURCE = st.sampled_from(sorted(SOURCES))


def read(source: str, kind: Any, raw: bytes) -> list[Imported]:
    try:
        return parse_answer(source, kind, raw, DAY).records
    except (UnreadableImport, ServiceError):
        return []


@given(SOURCE, KINDS, st.binary())
def test_any_bytes_are_read_or_refused(source: str, kind: str, raw: bytes) -> None:
    read(source, kind, raw)


@given(
    SOURCE,
    KINDS,
    st.text(),
    st.sampled_from(["<wantedDtl>{}</wantedDtl>", "servId,servNm\n{}", '{{"servId": {}', "{}"]),
)
def test_any_text_in_a_known_shape_is_read_or_refused(source: str, kind: str, text: str, shape: str) -> None:
    read(source, kind, shape.format(text).encode("utf-8", errors="replace"))


@given(SOURCE, KINDS, ANSWERS)
def test_values_of_any_kind_are_read_or_refused(source: str, kind: str, answer: object) -> None:
    for record in read(source, kind, json.dumps(answer).encode()):
        assert record.id == f"{source}:{record.source_id}"
        assert not record.name or Imported.from_dict(json.loads(json.dumps(record.as_dict()))) == record


@needs_samples
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["list_local_3rows", "detail_local_WLF00005155", "detail_central_WLF00003260"]),
    st.integers(0, 6000), st.integers(0, 50), st.binary(max_size=6),
)  # fmt: skip
def test_a_sample_with_a_piece_exchanged_is_read_or_refused(
    tmp_path: Path, sample: str, start: int, length: int, piece: bytes
) -> None:
    raw = (RAW / f"{sample}.xml").read_bytes()
    path = tmp_path / "piece.xml"
    path.write_bytes(raw[:start] + piece + raw[start + length :])
    try:
        read_file(path, LOCAL, DAY)
    except UnreadableImport as error:
        assert str(error).startswith("piece.xml: ")


@needs_samples
@pytest.mark.parametrize(
    ("path", "source"),
    [(LISTED, CENTRAL), (LISTED, LOCAL), (DETAILS, CENTRAL), (DETAILS, LOCAL), (TWO_OFFICES, LOCAL),
     (YOUTH_CSV, CENTRAL), (YOUTH_CSV, LOCAL), (GOV24, "gov24"), (YOUTH, "youthcenter")],
)  # fmt: skip
def test_every_record_of_the_samples_is_plain(path: Path, source: str) -> None:
    for record in read_file(path, source, DAY).records:
        assert record.source == source and record.id == f"{source}:{record.source_id}" and record.retrieved == DAY
        assert not record.name or Imported.from_dict(record.as_dict()) == record
        texts = [value for value in vars(record).values() if isinstance(value, str)]
        assert all(text == text.strip() and "\r" not in text and "\x00" not in text for text in texts)
        assert set(record.life_stages) <= set(LIFE_STAGES) and set(record.households) <= set(HOUSEHOLDS)


@needs_samples
def test_five_thousand_rows_are_read_in_seconds() -> None:
    begun = time.thread_time()
    read_file(LISTED, LOCAL, DAY)
    assert time.thread_time() - begun < 10


def test_ten_thousand_rows_of_gov24_are_read_in_seconds() -> None:
    words = "○ 지원대상 : 기초생활수급자 및 차상위계층 (소득인정액 기준)\r\n" * 12
    rows = [
        {
            "서비스ID": f"{n:012}",
            "서비스명": f"지원 {n}",
            "지원대상": words,
            "지원내용": words + "월 10만원",
            "전화문의": "상담/129",
        }
        for n in range(10_000)
    ]
    raw = json.dumps({"totalCount": 10_960, "data": rows}, ensure_ascii=False).encode()
    begun = time.thread_time()
    page = parse_answer("gov24", "list", raw, DAY)
    assert len(page.records) == 10_000 and time.thread_time() - begun < 15
