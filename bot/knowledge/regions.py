"""Which province and district an office belongs to, and where a resident says that they live."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.korean.normalize import normalize
from bot.paths import DATA

DISTRICTS = DATA / "parameters" / "districts.yml"
OFFICES = {"dongjak": ("서울특별시", "동작구"), "jinju": ("경상남도", "진주시")}
"""Office → (province, district), by the names of 2026, as an imported program has them."""

# 사는데, 살아요, 살고 있어요, 거주 중, 구민입니다; but not 살다가 왔는데, 살았었는데, 살고 있었는데: that is over.
_LIVES = re.compile(
    r"^(?:민(?![원간족])|(?:특별시|광역시|특별자치시|특별자치도|시|도|군|구)?(?:쪽|지역)?(?:에서?|서)?\s*"
    r"(?:사는(?!\s*동안)|살아(?!\s*[왔봤])|살어|살지|살구|살거든|살고(?!\s*있었|\s*있다가)|삽니다|사십|사시|사세요|사셔"
    r"|거주(?!\s*했|\s*하다|\s*한\s*적)|주민(?!등록|센터|세|번호)|시민|도민|구민|군민))"
)
_BEFORE = r"(?:^|(?<=[\s,.은는이가도만서저전에]))"  # what may stand before a short name: 엄마는 수원 사는데


@dataclass(frozen=True)
class Place:
    """A province, or a district of one; `province` is None where several have a district of that name (중구)."""

    province: str | None
    district: str | None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.province, self.district)))


class Places:
    """All places of Korea, found by what people call them."""

    def __init__(self, provinces: dict[str, dict[str, list[str]]]):
        self._provinces = {
            name: province for province, about in provinces.items() for name in (province, *about["called"])
        }
        self._districts: dict[str, list[tuple[str, str]]] = {}
        for province, about in provinces.items():
            for district in about["districts"]:
                for name in {district, _spoken(district)} - self._provinces.keys():  # 광주 is not 경기도 광주시
                    self._districts.setdefault(name, []).append((province, district))
        self._named = re.compile(
            f"{_BEFORE}(?:(?P<province>{_any(self._provinces)})(?:시|도|에|의)?\\s*)?(?P<district>{_any(self._districts)})"
            f"|{_BEFORE}(?P<alone>{_any(self._provinces)})"
        )

    def lived_in(self, text: str, home: tuple[str, str]) -> list[Place]:
        """The places that somebody is said to live in now, in order; of one name twice the one of `home`'s province."""
        clean = normalize(text)
        return [
            self._place(found["province"] or found["alone"], found["district"], home[0])
            for found in self._named.finditer(clean)
            if _LIVES.match(clean[found.end() :])
        ]

    def _place(self, province: str | None, district: str | None, at_home: str) -> Place:
        told = self._provinces[province] if province else None
        if district is None:
            return Place(told, None)
        meant = [(p, d) for p, d in self._districts[district] if told in (None, p)]
        near = [(p, d) for p, d in meant if p == at_home] or meant
        if len({p for p, _ in near}) == 1:
            return Place(*near[0])
        return Place(told, near[0][1] if near else district)


def elsewhere(text: str, office: str) -> str | None:
    """Where a resident says that they (or whom they ask for) live now, if that is not the office's own district.

    >>> elsewhere("부산 해운대구 사는데 여기 되나요", "dongjak")
    '부산광역시 해운대구'
    >>> elsewhere("부산에서 왔는데 지금 동작구 살아요", "dongjak") is None
    True
    """
    home = OFFICES[office]
    lived = places().lived_in(text, home)
    if any(place in (Place(*home), Place(home[0], None)) for place in lived):
        return None
    return str(lived[0]) if lived else None


def load_places(path: Path = DISTRICTS) -> Places:
    return Places(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["provinces"])


@cache
def places() -> Places:
    """The places of this process, read once."""
    return load_places()


def _spoken(district: str) -> str:
    """수원 for 수원시; 중구 stays: nobody says 중."""
    return district[:-1] if len(district) > 2 else district


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
