"""Bytes of a file or an answer become text."""

from __future__ import annotations

import gzip
import io

import pytest

from handoff.knowledge.readers import UnreadableImport
from handoff.knowledge.readers.decoding import text_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_text_is_read_in_the_encodings_of_the_offices(encoding: str) -> None:
    assert text_of("servId,servNm\n기초연금".encode(encoding)) == "servId,servNm\n기초연금"


def test_gzip_is_unpacked_whatever_the_file_is_called() -> None:
    assert text_of(gzip.compress("기초연금".encode())) == "기초연금"


def test_one_broken_byte_costs_a_letter_and_not_the_file() -> None:
    broken = "기초연금 지급 안내입니다".encode() + b"\xff" + "신청하세요".encode()
    assert text_of(broken) == "기초연금 지급 안내입니다\ufffd신청하세요"


def test_gzip_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableImport, match="gzip"):
        text_of(gzip.compress(b"x" * 10_000)[:-9])


def test_gzip_that_unpacks_to_more_than_any_source_is_refused() -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for _ in range(257):
            file.write(bytes(1024 * 1024))
    with pytest.raises(UnreadableImport, match="256 MiB"):
        text_of(packed.getvalue())
