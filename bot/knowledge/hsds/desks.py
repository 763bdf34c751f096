"""A desk in HSDS 3: the organization that keeps it, the location where it is, and the counsel given there as a service."""

from __future__ import annotations

from bot.knowledge.directory import Desk, Directory
from bot.knowledge.hsds.parts import Object, address, areas_of, ident, known, languages, phones, schedules

_KEEPS = {
    "main": "주민에게 복지 상담과 안내를 하는 지방자치단체",
    "department": "지방자치단체의 복지 담당 부서",
    "dong_center": "주민의 복지 상담과 신청을 받는 행정복지센터",
    "center": "복지 상담과 지원을 하는 기관",
    "hotline": "전국에서 거는 상담전화",
}
_PARTS = ("department", "dong_center")  # the others are houses of their own


def organization(desk: Desk, directory: Directory) -> Object:
    """With its location and phones; a department or dong center names the office that it belongs to."""
    main = directory.main_desk(desk.office) if desk.kind in _PARTS else None
    return {
        **named(desk),
        **known(parent_organization_id=ident("organization", main.id) if main else None),
        "phones": phones(desk),
        "locations": [location(desk)],
    }


def named(desk: Desk) -> Object:
    """The organization as a service refers to it."""
    return {"id": ident("organization", desk.id), "name": desk.name, "description": _KEEPS[desk.kind]}


def location(desk: Desk) -> Object:
    """Virtual where nobody can go; an address that cannot be given in parts stands in the description."""
    addresses = address(desk)
    return known(
        id=ident("location", desk.id),
        location_type="physical" if "visit" in desk.ways else "virtual",
        organization_id=ident("organization", desk.id),
        name=desk.name,
        description=None if addresses else desk.address,
        addresses=addresses,
        phones=phones(desk),
        schedules=schedules(desk),
        languages=languages(desk),
    )


def counsel(desk: Desk) -> Object:
    """What a resident finds at the desk: somebody who listens. Its areas say whom the desk is for."""
    service = ident("service", desk.id)
    return {
        "id": service,
        "organization_id": ident("organization", desk.id),
        "organization": named(desk),
        "name": f"{desk.name} 상담",
        "status": "active",
        "phones": phones(desk),
        "schedules": schedules(desk),
        "languages": languages(desk),
        "service_areas": areas_of(desk),
        "service_at_locations": [at_location(service, desk)],
    }


def at_location(service: str, desk: Desk) -> Object:
    """The link between a service, by its id, and the desk's location."""
    return {
        "id": ident("service_at_location", service, desk.id),
        "service_id": service,
        "location_id": ident("location", desk.id),
        "location": location(desk),
    }
