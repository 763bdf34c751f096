"""Official words as plain text: one way to break a line, nothing escaped, nothing a database refuses."""

from __future__ import annotations

import html
import re
from datetime import date

_ESCAPED = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Lone surrogates come out of JSON ("\ud83d" cut in two); NUL and the other control signs no person wrote.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_BREAK = re.compile(r"\r\n|\r|\u2028|\u2029")
_EMPTY_LINES = re.compile(r"\n{3,}")
# Some texts lost the breaks that the site has: an item glued to the sentence before, or after a run of blanks.
_GLUED = re.compile(r"(?<=[가-힣)\]])(?=[①-⑳⓵-⓾○❍□■※]|\d{1,2}\. [가-힣]|- [가-힣]{2})")
_BLANKS_BEFORE_ITEM = re.compile(r"(?<=\S)[^\S\n]{2,}(?=[①-⑳○❍□■※▶]|- )")
_DAY = re.compile(r"\s*(\d{4})[-.]?(\d{2})[-.]?(\d{2})(?:\D|\d{6}|$)")
_WEB = re.compile(r"https?://[^\s<>\"']+")


def text(value: object) -> str:
    """Lines as the office wrote them. The services escape twice (&amp;#9312; is ①), so it is unescaped once more."""
    plain = "\n".join(part.rstrip() for part in _BREAK.sub("\n", _plain(value)).split("\n"))
    plain = _BLANKS_BEFORE_ITEM.sub("\n", _GLUED.sub("\n", plain))
    return _EMPTY_LINES.sub("\n\n", plain).strip()


def line(value: object) -> str:
    """One line: blanks and breaks squeezed. Names and summaries come with both at their ends."""
    return " ".join(_plain(value).split())


def lines(*values: object) -> str:
    """The texts below each other, each once."""
    return "\n".join(dict.fromkeys(filter(None, map(text, values))))


def day(value: object) -> date | None:
    """20260829, 2025-09-15 11:12:45, 20250805161216; none for 99991231 (open) and what is no day (00000000)."""
    found = _DAY.match(_plain(value))
    if not found or found[1] == "9999":
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def link(value: object) -> str:
    """A web address or nothing: it becomes a link on a page of the console."""
    found = _WEB.fullmatch(value.strip()) if isinstance(value, str) else None
    return _UNWANTED.sub("", found[0]) if found else ""


def _plain(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    # Only whole entities: html.unescape alone makes © of the `&copy` in an address.
    unescaped = _ESCAPED.sub(lambda found: html.unescape(found[0]), str(value))
    return _UNWANTED.sub("", unescaped).replace("\xa0", " ")
