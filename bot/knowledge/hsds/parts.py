"""The small objects of HSDS 3 that organizations, locations and services hold: phones, schedules, areas, languages."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

import yaml

from bot.knowledge.directory import Desk
from bot.knowledge.dongs import dongs
from bot.knowledge.regions import OFFICES
from bot.paths import DATA

Object = dict[str, Any]

NATION = "대한민국"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "bokji")
_SEOUL = 9  # hours from UTC
_OPENS, _CLOSES = "09:00+09:00", "18:00+09:00"
_PHONE_TYPES = {"voice": "voice", "text": "text", "sign": "video"}  # those of RFC 6350
_LANGUAGES = {
    "ko": "한국어", "en": "영어", "zh": "중국어", "vi": "베트남어", "tl": "타갈로그어", "km": "캄보디아어", "mn": "몽골어",
    "ru": "러시아어", "ja": "일본어", "th": "태국어", "lo": "라오스어", "uz": "우즈베크어", "ne": "네팔어",
}  # fmt: skip


def ident(kind: str, *parts: str) -> str:
    """A UUID that is the same in every export."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((kind, *parts))))


def known(**fields: Any) -> Object:
    """An object with only what is known."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def phones(desk: Desk) -> list[Object]:
    """Its first number for each way it can be reached by, the others for voice."""
    types = [_PHONE_TYPES[way] for way in desk.ways if way in _PHONE_TYPES] or ["voice"]
    rows = [(desk.phones[0], kind) for kind in types] + [(number, "voice") for number in desk.phones[1:]]
    return [{"id": ident("phone", desk.id, number, kind), "number": number, "type": kind} for number, kind in rows]


def schedules(desk: Desk) -> list[Object]:
    """A weekly rule where the hours are plain, else the words alone."""
    row = known(id=ident("schedule", desk.id), description=desk.hours_in_words)
    rule = {"timezone": _SEOUL, "freq": "WEEKLY"}
    if desk.hours == "office":
        row |= rule | {"byday": "MO,TU,WE,TH,FR", "opens_at": _OPENS, "closes_at": _CLOSES}
    elif desk.always_open:
        row |= rule | {"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00+09:00", "closes_at": "23:59+09:00"}
    return [row]


def languages(desk: Desk) -> list[Object]:
    return [known(id=ident("language", desk.id, code), code=code, name=_LANGUAGES.get(code)) for code in desk.languages]


def areas_of(desk: Desk) -> list[Object]:
    """The dongs that a center serves, the office's district, or the nation."""
    if desk.office not in OFFICES:
        return [area(NATION)]
    here, place = dongs()[desk.office], " ".join(OFFICES[desk.office])
    if desk.dongs:
        return [area(f"{place} {dong}", here.all[dong].code if dong in here.all else None) for dong in desk.dongs]
    return [area(place, here.code)]


def region_area(region: str | None, office: str) -> Object:
    """The area of a program: its region is the office's district, the province around it, or None, the nation."""
    if region is None:
        return area(NATION)
    province, district = OFFICES[office]
    code = dongs()[office].code
    return area(f"{province} {district}", code) if region == district else area(province, f"{code[:2]:0<10}")


def area(name: str, code: str | None = None) -> Object:
    """`code` is the one of 행정동코드, which also has codes for districts and provinces."""
    extent = {"extent": code, "extent_type": "행정동코드"} if code else {}
    return {"id": ident("service_area", name), "name": name, **extent}


def address(desk: Desk) -> list[Object]:
    """Empty where the desk has none, or none whose postcode is known: HSDS takes no address without one."""
    postcode = _postcodes().get(desk.address or "")
    if desk.address is None or postcode is None:
        return []
    province, city, street = desk.address.split(" ", 2)
    return [
        {"id": ident("address", desk.id), "address_1": street, "city": city, "state_province": province,
         "postal_code": postcode, "country": "KR", "address_type": "physical"}
    ]  # fmt: skip


@cache
def _postcodes() -> dict[str, str]:
    content = yaml.safe_load((DATA / "parameters" / "postcodes.yml").read_text(encoding="utf-8"))
    return {address: code for rows in content["postcodes"].values() for address, code in rows.items()}
