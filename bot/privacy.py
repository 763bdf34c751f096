"""Numbers that identify a person: taken out for good (`mask`), or kept from Rasa and from logs (`hide`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

RESIDENT, FOREIGNER, CARD, ACCOUNT = "resident_number", "foreigner_number", "card_number", "account_number"

_SHOWN = {RESIDENT: "[주민등록번호]", FOREIGNER: "[외국인등록번호]", CARD: "[카드번호]", ACCOUNT: "[계좌번호]"}

# One sign for one, so that places in the plain text are places in the original.
_PLAIN = str.maketrans(
    "０１２３４５６７８９－−‐‑‒–—―ーㅡ／．\u00a0\u3000\u2002\u2003\u2009\t",
    "0123456789----------/.      ",
)
_GAP = r"[\s\-./~_:*]{0,3}"
_REGISTRATION = re.compile(rf"(?<!\d)((?:\d\s?){{6}}){_GAP}((?:\d\s?){{6}}\d)(?!\d)")
_REGISTRATION_TAIL = re.compile(r"(?:뒷|뒤)\s?(?:자리|번호)\D{0,8}([1-8]\d{6})(?!\d)")
_REGISTRATION_WORD = re.compile(r"(?:주민|외국인|등록|거소)\s?(?:등록)?\s?번호|주민\s?번호|민증")
_CARD_GROUPS = re.compile(r"(?<!\d)[3-9]\d{3}([- ]?)\d{4}\1\d{4}\1\d{3,4}(?!\d)")
_CARD = re.compile(r"(?<!\d)(?<!\d[- ])[3-9](?:[- ]?\d){13,18}(?![- ]?\d)")
_NUMBER = re.compile(r"(?<![\d-])\d(?:[- ]?\d){9,15}(?![- ]?\d)(?!\s?원)")
_ACCOUNT_WORD = re.compile(
    r"계좌|구좌|통장|입금|송금|이체|은행|뱅크|농협|축협|수협|신협|새마을|우체국|국민|신한|우리|하나|기업|토스|카뱅|케뱅|SC제일|씨티",
    re.IGNORECASE,
)
_CASE_NUMBER = re.compile(r"20\d\d-\d{4}-\d{4}")
_PHONE = re.compile(
    r"(?<!\d)(?:\+?82[- .)]{0,2}0?|0)(?:1[016-9]|2|[3-6][1-5]|70|50\d?)[- .)]{0,3}\d{3,4}[- .]{0,3}\d{4}(?!\d)"
)
_NO_ROADS = r"(?<!바)(?<!으)(?<!새)(?<!서)(?<!별)(?<!따)(?<!실제)(?<!스스)(?<!그대)(?<!앞으)(?<!참고)(?<!추가)(?<!월세)(?<!전세)"
_NOT_HOUSE = r"(?!\d|\s?(?:만|천|백|억|원|명|년|개|월|일|살(?![아고던았])|세|시|분|번(?!길|지)|%|,\d|호선|호봉|급|차|인|주|회|배|동안|평|등|가지))"
_ADDRESSES = (
    re.compile(
        rf"[가-힣\d]{{0,12}}[가-힣]{_NO_ROADS}(?:로|길)\s?\d{{1,4}}(?:번?(?:가|나|다)?길\s?\d{{1,4}})?(?:-\d{{1,4}})?{_NOT_HOUSE}"
    ),
    re.compile(rf"(?<=[동리가])\s?(?:산\s?)?\d{{1,4}}-\d{{1,4}}(?:\s?번지)?{_NOT_HOUSE}|\d{{1,4}}\s?번지"),
    re.compile(r"(?<!\d)\d{1,4}\s?동\s?\d{1,4}\s?호|(?<![\d-])\d{3,4}\s?호(?![선봉])"),
)


class Masked(NamedTuple):
    """The text that may be kept, and which kinds of number were taken out of it, in order of their places."""

    text: str
    kinds: tuple[str, ...]


class _Find(NamedTuple):
    start: int
    end: int
    kind: str


def mask(text: str) -> Masked:
    """Takes registration, card and account numbers out; phone numbers, amounts, dates and addresses stay.

    >>> mask("주민번호 900101-1234567 이에요").text
    '주민번호 [주민등록번호] 이에요'
    """
    plain = text.translate(_PLAIN)
    taken: list[_Find] = []
    occupied = bytearray(len(plain))
    for find in chain(_registrations(plain), _cards(plain), _accounts(plain)):
        if not any(occupied[find.start : find.end]):
            occupied[find.start : find.end] = b"\1" * (find.end - find.start)
            taken.append(find)
    taken.sort()
    shown = [(find.start, find.end, _SHOWN[find.kind]) for find in taken]
    return Masked(_with_places_shown(text, shown), tuple(find.kind for find in taken))


def hide(text: str) -> str:
    """What may leave the front door: masked, and without phone numbers, streets and house numbers.

    Names of 동 stay, since they choose the desk.
    """
    text = _replace(mask(text).text, _PHONE, "[전화번호]")
    for pattern in _ADDRESSES:
        text = _replace(text, pattern, " [주소]")
    return text


def mask_coarsely(text: str) -> str:
    """For when `mask` itself failed: no digit at all is kept."""
    return re.sub(r"\d", "○", text)


def _replace(text: str, pattern: re.Pattern[str], shown: str) -> str:
    places = [match.span() for match in pattern.finditer(text.translate(_PLAIN))]
    return _with_places_shown(
        text, [(s, e, shown.lstrip() if s == 0 or text[s - 1].isspace() else shown) for s, e in places]
    )


def _with_places_shown(text: str, places: list[tuple[int, int, str]]) -> str:
    """The text with each (start, end) shown as something else; places in order, none over another."""
    pieces, position = [], 0
    for start, end, shown in places:
        pieces += [text[position:start], shown]
        position = end
    return "".join([*pieces, text[position:]])


def _registrations(plain: str) -> Iterator[_Find]:
    named = _REGISTRATION_WORD.search(plain) is not None
    for match in _REGISTRATION.finditer(plain):
        birth, rest = _digits(match[1]), _digits(match[2])
        if named or _is_birth(birth, rest[0]):
            yield _Find(*match.span(), FOREIGNER if rest[0] in "5678" else RESIDENT)
    for match in _REGISTRATION_TAIL.finditer(plain):
        yield _Find(*match.span(1), FOREIGNER if match[1][0] in "5678" else RESIDENT)


def _is_birth(six: str, sign: str) -> bool:
    """Whether the first part is a day that was: the seventh digit tells the century."""
    century = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "5": 1900, "6": 1900}.get(sign, 2000)
    try:
        date(century + int(six[:2]), int(six[2:4]), int(six[4:]))
    except ValueError:
        return False
    return True


def _cards(plain: str) -> Iterator[_Find]:
    for match in _CARD_GROUPS.finditer(plain):
        # Four by four and written apart it is a card, also with a slip of the finger.
        if match[1] or _luhn(_digits(match[0])):
            yield _Find(*match.span(), CARD)
    for match in _CARD.finditer(plain):
        if _luhn(_digits(match[0])):
            yield _Find(*match.span(), CARD)


def _accounts(plain: str) -> Iterator[_Find]:
    for match in _NUMBER.finditer(plain):
        around = plain[max(0, match.start() - 30) : match.start()] + " " + plain[match.end() : match.end() + 15]
        if _ACCOUNT_WORD.search(around) and not _PHONE.fullmatch(match[0]) and not _CASE_NUMBER.fullmatch(match[0]):
            yield _Find(*match.span(), ACCOUNT)


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
