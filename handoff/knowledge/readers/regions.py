"""For whom a program is: the whole nation, a province, a district; names as of 2026-08."""

from __future__ import annotations

import re

from handoff.knowledge.readers.reading import WrongRow
from handoff.knowledge.readers.texts import line

Region = tuple[str | None, str | None]
NATION: Region = (None, None)

_HONAM = "전남광주통합특별시"  # 광주광역시 and 전라남도 are one since 2026: a program of either now counts for both
_PROVINCES = {
    "서울특별시": ("서울", "서울시"),
    "부산광역시": ("부산", "부산시"),
    "대구광역시": ("대구", "대구시"),
    "인천광역시": ("인천", "인천시"),
    "대전광역시": ("대전", "대전시"),
    "울산광역시": ("울산", "울산시"),
    "세종특별자치시": ("세종", "세종시"),
    "경기도": ("경기",),
    "강원특별자치도": ("강원", "강원도"),
    "충청북도": ("충북",),
    "충청남도": ("충남",),
    "전북특별자치도": ("전북", "전라북도"),
    _HONAM: ("광주", "광주시", "광주광역시", "전남", "전라남도"),
    "경상북도": ("경북",),
    "경상남도": ("경남",),
    "제주특별자치도": ("제주", "제주도"),
}
_NAMES = {name: province for province, others in _PROVINCES.items() for name in (province, *others)}
_DISTRICT = re.compile(r"[가-힣]+[시군구]")
_SCHOOLS = "교육청"  # 경기도교육청 is of 경기도, and no district


def province(name: object) -> str | None:
    """경남, 전라북도, 서울특별시교육청 as the province is called in 2026; none where it is no province."""
    return _NAMES.get(line(name).removesuffix(_SCHOOLS))


def district(name: object) -> str | None:
    """The first word of 시군구; 복지로 writes `-` or the 교육청 there where it means the province."""
    first = line(name).partition(" ")[0]
    return first if _DISTRICT.fullmatch(first) and not province(first) else None


def region_in(name: object) -> Region:
    """The province and district that an office's name starts with (경상남도 진주시 복지여성국 복지정책과)."""
    first, _, rest = line(name).partition(" ")
    found = province(first)
    return (found, district(rest)) if found else NATION


def region_of_body(name: object) -> Region:
    """Of a body below the ministries: a company is called after its province, in short (부산도시공사)."""
    found = region_in(name)
    return (
        found if found[0] else (next((_NAMES[short] for short in _NAMES if line(name).startswith(short)), None), None)
    )


def local_region(ctpv: object, sgg: object, department: str, contacts: tuple[tuple[str, str], ...] = ()) -> Region:
    """For whom a program of 복지로 local is; raises WrongRow where no province is known.

    Without 시군구 it may still be a district's own (함양군 통합돌봄사업): 67 of 4,561 rows of 2026-06, told by the
    department. WLF00001899 is the province's though its department is a city's: whom one calls is the province.
    """
    of_department = region_in(department)
    found, named = province(ctpv) or of_department[0], district(sgg)
    if not found:
        raise WrongRow(f"the province is missing or unknown: {line(ctpv)[:20]}")  # else it would be the whole nation's
    if not named and of_department[0] == found and not province_answers(found, contacts):
        named = of_department[1]
    return found, named


def province_answers(name: str, contacts: tuple[tuple[str, str], ...]) -> str:
    """The contact that is an office of the province itself (경상남도 복지정책과), or nothing."""
    offices = (office for office, _ in contacts)
    return next((office for office in offices if region_in(office) == (name, None)), "")


def department_of(named: str, province: str | None, district: str | None, contacts: tuple[tuple[str, str], ...]) -> str:
    """The department, but for a province's program filed under a city's: then the office that one calls."""
    if province and not district and region_in(named)[1]:
        return province_answers(province, contacts) or named
    return named
