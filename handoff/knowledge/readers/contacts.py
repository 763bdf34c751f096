"""Whom to ask: names with telephone numbers, out of fields that hold one, the other, both or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handoff.knowledge.readers.texts import line

Contact = tuple[str, str]

_AREA = r"(02|0[1-9]\d)"
_NUMBER = re.compile(
    rf"(?<![\d-])(?:{_AREA}[-). ]{{0,2}}(\d{{3,4}})[-. ]{{0,2}}(\d{{4}})"  # 055-749-5432, 051)209-0935, 0634308080
    rf"|{_AREA}-(1\d{{2,3}})"  # 044-120
    r"|(1\d{3})-?(\d{4})"  # 1577-8136
    r"|([1-9]\d{2,3})-(\d{4})"  # 470-2187, without the area
    r"|(1\d{2,3}))(?![\d가-힣-])"  # 129, 1388
)
_TAIL = re.compile(r"\s*[~(,/].{0,24}")  # ~9, (단축번호 4), , 1827
_BROKEN = re.compile(r"[\s.:(/~-]+[\d\s.~-]*$")  # what is left of a number: 여성가족과 055-225-
_TWICE = re.compile(r"^(.{2,60}) (?=\1)")  # a name that stands for the number too was joined with itself
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 200  # characters of a contact that are read
_BLANKS = re.compile(r"[\s·ㆍ/]+")


def contact(name: object, number: object) -> Contact | None:
    """A sentence in the place of the number (주소지 관할 읍·면·동 주민센터) is part of the name then."""
    who, where = line(name)[:_LONGEST], line(number)[:_LONGEST]
    found = phone(where)
    if found or not _LETTER.search(where) or _bare(where) in _bare(who):
        return (who, found) if who or found else None
    return (where if _bare(who) in _bare(where) else f"{who}: {where}", "")


def contact_in(text: object) -> Contact | None:
    """`진주시 여성가족과 055-749-5432`, name and number in one."""
    whole = line(text)[:_LONGEST]
    found = _NUMBER.search(whole)
    name = _BROKEN.sub("", _TWICE.sub("", whole[: found.start()] if found else whole))
    return contact(name, whole[found.start() :] if found else "")


def phone(text: str) -> str:
    """The number with hyphens, and what follows it (`~9`, another extension); nothing where there is none."""
    found = _NUMBER.search(text)
    if not found:
        return ""
    tail = _TAIL.fullmatch(text[found.end() :])
    return "-".join(filter(None, found.groups())) + (tail[0].strip() if tail else "")


def unique(contacts: Iterable[Contact | None]) -> tuple[Contact, ...]:
    """Each once: WLF00005367 sends one twice."""
    return tuple(dict.fromkeys(filter(None, contacts)))


def line_of(department: str, number: object) -> list[Contact | None]:
    """The one number of a list (rprsCtadr) as that of the ministry; a sentence there (은행별 고객센터) as it is."""
    return [contact(department.partition(" ")[0] if phone(line(number)) else "", number)]


def joined(offices: Iterable[Contact | None], others: Iterable[Contact | None]) -> tuple[Contact, ...]:
    """The offices, and of the others those whose number none of the offices has."""
    known = unique(offices)
    numbers = {number for _, number in known}
    return unique([*known, *(other for other in others if other and other[1] not in numbers)])


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)
