"""From what a resident writes to the administrative dongs that it may mean: 상도삼동, 사당동, 문산읍, 노량진 사는데.

One dong has one center. Where a text leaves several open (사당동 lies in five), all of them are given, for a question
back; nothing is guessed from a road's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.knowledge.dongs import Dongs, dongs
from bot.knowledge.regions import OFFICES, elsewhere
from bot.korean.normalize import normalize

_Mention = tuple[re.Match[str], frozenset[str]]

_NUMBERS = {"일": "1", "이": "2", "삼": "3", "사": "4", "오": "5"}
_SHORT = 2  # syllables of a stem that is a word of its own too often (상대, 수정, 대안) to stand apart from its 동

_BEFORE = r"(?:(?<![가-힣])|(?<=[은는이가도만서저전에데]))(?:서울시?|경남|경상남도|동작구?|진주시?)?"
_AFTER = (
    r"(?=[^가-힣]|$|[은는을를도만]|(?:[이가와과요임])(?![가-힣])|으로|에|까지|부터|쪽|이나|이랑|하고|인데|인가|인지|이고|이라|입니|이[요에야]|예요"
    r"|사[는시세셔십]|살|거주|주민|행정|복지|[동면읍]?사무소|센터|좋은|맞춤|관할|담당|근처|번지|어[디느]|전화|주소|위치)"
)
_LIVED_IN = r"(?:\s*쪽)?(?:에서?|서)?\s*(?:사[는시세셔십]|살[아고거지]|삽니|거주)"
_OFFICE_OF = r"\s*(?:주민\s*센터|행정\s*복지|[동면읍]\s*사무소)"
_MY_HOME = r"(?:사는\s*(?:데|곳|동네)|(?<![가-힣])(?:저희|우리|제|내)?\s?집)(?:[은는이가]\s?|\s)"
_IS = r"(?=\s*(?:쪽|인|이[요에야]|예요|입니|요|$))"
_LEFT = re.compile(r"(?:에서?|서)?\s*(?:살다|살았|살던)|에서(?!\s*(?:사|살|거주))|\s*(?:말고|아니고|아니라)")
_ALTERNATIVE = re.compile(r"(?<![\d가-힣])([1-9])동인지")  # 사당1동인지 3동인지
_CITY = 20  # letters before a dong that its city's name may stand in
_HIDDEN = r"\[주소\]"  # what bot/privacy.py puts in the place of a road's or lot's number
_LOT = re.compile(
    rf"\s*{_HIDDEN}|"
    r"\s*(?:산\s*)?\d{1,4}(?:-\d{1,4})?(?![\d,]|\s*(?:동|층|호|통|반|시|명|살|월|일|원|만|년|번(?!지)))"
)
_ROAD_BEFORE = re.compile(rf"(?:{_HIDDEN}|[로길]\s*\d[\d-]*)[^()]{{0,30}}\($")
_VAGUE = re.compile(
    rf"{_HIDDEN}|"
    r"[가-힣]{2,8}\d{0,4}[가-힣]?(?:로|길)\s?(?:\d+[가-힣]?번?길\s?)?\d+(?:-\d+)?(?![\d,]|\s*(?:[만천백억원명살세년개월일시분회차급%]|번(?!지)))"
    r"|[가-힣]{2,8}\s?(?:로|길|역)\s*(?:쪽|근처|부근|옆|앞)"
)


class DongFinder:
    """Finds the dongs of one office in a text."""

    def __init__(self, table: Dongs):
        self._table = table
        self._stems = self._living_stems()
        self._numbered = self._numbered_pattern()
        self._named = self._named_pattern()
        self._lived = self._lived_pattern()

    def named_in(self, text: str) -> list[str]:
        """The dongs that a text may mean: one where it is plain, several where it is open, none where it names none."""
        clean = normalize(text)
        found = [mention for mention in self._mentions(clean) if not self._of_elsewhere(clean, mention[0].start())]
        here = {meant for match, meant in found if not _LEFT.match(clean, match.end())} or {meant for _, meant in found}
        narrow = [meant for meant in here if not any(other < meant for other in here)]  # 사당4동 says more than 사당동
        return [name for name in self._table.all if any(name in meant for meant in narrow)]

    def _mentions(self, clean: str) -> Iterator[_Mention]:
        stems = set()
        for match in self._numbered.finditer(clean):
            name = f"{match[1]}{match[2] or _NUMBERS[match[3].strip()]}동"
            if name in self._table.all:
                stems.add(match[1])
                yield match, frozenset({name})
        for stem in stems:
            yield from self._alternatives(clean, stem)
        for match in self._named.finditer(clean):
            yield match, self._table.meant(re.sub(r"\s", "", match[1]), _is_address(clean, match))
        for match in self._lived.finditer(clean):
            yield match, self._stems[match[1] or match[2]]

    def _alternatives(self, clean: str, stem: str) -> Iterator[_Mention]:
        for match in _ALTERNATIVE.finditer(clean):
            if f"{stem}{match[1]}동" in self._table.all:
                yield match, frozenset({f"{stem}{match[1]}동"})

    def _of_elsewhere(self, clean: str, start: int) -> bool:
        """Whether the word before is another city's name: 부산 중앙동."""
        words = clean[max(0, start - _CITY) : start].split()
        return bool(words) and elsewhere(f"{words[-1]} 사는데", self._table.office) is not None

    def _living_stems(self) -> dict[str, frozenset[str]]:
        """노량진 → the dongs of 노량진동. None are one syllable (본), a ri's stem, a city's name (강남, or 동작 for 동작구)."""
        stems: dict[str, frozenset[str]] = {}
        for name in sorted(self._table.names):
            stem = re.sub(r"\d?[동읍면]$", "", name)
            if stem != name and len(stem) >= _SHORT and not self._is_a_city(stem):
                stems[stem] = stems.get(stem, frozenset()) | self._table.meant(name)
        return stems

    def _is_a_city(self, stem: str) -> bool:
        office = self._table.office
        return f"{stem}구" == OFFICES[office][1] or elsewhere(f"{stem} 사는데", office) is not None

    def _numbered_pattern(self) -> re.Pattern[str]:
        stems = _any({name[:-2] for name in self._table.all if name[-2].isdigit()}) or "(?!)"
        return re.compile(rf"(?<!의)({stems})(?:\s*제?\s*([1-9])\s*동(?!안)|(이|\s*[일삼사오])동)")

    def _named_pattern(self) -> re.Pattern[str]:
        apart = (rf"{name[:-1]}\s{name[-1]}" for name in self._table.names if len(name) > _SHORT + 1)  # 신대방 동인데
        spelled = "|".join((*apart, _any(self._table.names)))
        return re.compile(f"{_BEFORE}({spelled}){_AFTER}")

    def _lived_pattern(self) -> re.Pattern[str]:
        stems = _any(self._stems)
        return re.compile(f"{_BEFORE}({stems})(?={_LIVED_IN}|{_OFFICE_OF})|{_MY_HOME}({stems}){_IS}")


def without_dong(text: str) -> bool:
    """Whether a text tells a place by a road or a station alone, which does not say in which dong it lies."""
    return _VAGUE.search(normalize(text)) is not None


def dongs_in(text: str, office: str) -> list[str]:
    """The dongs of an office that a text may mean: one where it is plain, several where it is open, else none.

    >>> dongs_in("노량진 일동 사는데요", "dongjak")
    ['노량진1동']
    >>> dongs_in("상도로 211 (상도동)", "dongjak")
    ['상도1동', '상도2동', '상도3동', '상도4동']
    """
    return _finders()[office].named_in(text)


@cache
def _finders() -> dict[str, DongFinder]:
    return {office: DongFinder(table) for office, table in dongs().items()}


def _is_address(clean: str, match: re.Match[str]) -> bool:
    """A lot number behind it, or in brackets behind a road: then it is a legal dong."""
    before = clean[max(0, match.start(1) - 60) : match.start(1)]
    return _LOT.match(clean, match.end()) is not None or _ROAD_BEFORE.search(before) is not None


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
