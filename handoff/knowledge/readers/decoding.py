"""Bytes of a file or an answer as text."""

from __future__ import annotations

import gzip
import io
import zlib

from handoff.knowledge.readers.reading import UnreadableImport

_GZIP = b"\x1f\x8b"
_MOST = 256 * 1024 * 1024  # bytes unpacked; the whole of gov24 (about 11,000 programs) is under a tenth of it


def text_of(raw: bytes) -> str:
    """Unpacked where it is gzip, without BOM. UTF-8, or CP949 as data.go.kr hands out its CSV files.

    Where neither fits throughout, it is UTF-8 with U+FFFD for what is broken: one bad byte costs a letter, no file.
    """
    raw = _unpacked(raw) if raw.startswith(_GZIP) else raw
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8-sig", errors="replace")


def _unpacked(raw: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            text = file.read(_MOST + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableImport(f"broken gzip: {error}") from None
    if len(text) > _MOST:  # a few kilobytes can unpack to gigabytes
        raise UnreadableImport("a gzip file that holds more than 256 MiB")
    return text
