"""What an office's desk knows, in the Human Services Data Specification 3 (Open Referral), for other directories to take.

Each object is as the specification's API gives it: services and organizations fully nested. There are no cost options:
those are what a resident pays, and ours are what a resident is given, which stands in the description.
"""

from __future__ import annotations

from datetime import date

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import Desk, Directory
from bot.knowledge.hsds.desks import at_location, counsel, named, organization
from bot.knowledge.hsds.parts import Object, ident, known, region_area
from bot.knowledge.hsds.terms import attributes, taxonomies, terms
from bot.knowledge.program import Program

_REGIONS = {"dongjak": (None, "서울", "동작구"), "jinju": (None, "경남", "진주시")}
_STATUS = {"active": "active", "closed": "inactive", "ended": "defunct"}  # closed: nobody new is taken in


def hsds(base: KnowledgeBase, directory: Directory, office: str, today: date) -> dict[str, list[Object]]:
    """The whole export for one office: its desks and the nation's, and every program that its residents could have."""
    desks = [desk for desk in directory.desks.values() if desk.office in (office, "national")]
    programs = [program for program in base.programs.values() if program.region in _REGIONS[office]]
    services = [counsel(desk) for desk in desks] + [_service(p, directory, office, today) for p in programs]
    return {
        "organizations": [organization(desk, directory) for desk in desks],
        "services": services,
        "service_at_locations": [link for service in services for link in service["service_at_locations"]],
        "taxonomies": taxonomies(),
        "taxonomy_terms": terms(),
    }


def _service(program: Program, directory: Directory, office: str, today: date) -> Object:
    """A program as what residents are counseled about by the office, at the desks of the program's unit."""
    service = ident("service", office, program.id)
    main = directory.main_desk(office)
    return known(
        id=service,
        program_id=ident("program", program.id),
        program=_program(program, today),
        organization_id=ident("organization", main.id) if main else None,
        organization=named(main) if main else None,
        name=program.name,
        alternate_name=", ".join(program.aliases),
        status=_STATUS[program.status],
        assured_date=program.assured_date.isoformat(),
        service_areas=[region_area(program.region, office)],
        contacts=_contacts(program),
        attributes=attributes(program, service),
        **_words(program, today, service),
    ) | {"service_at_locations": [at_location(service, desk) for desk in _desks_of(program, directory, office)]}


def _words(program: Program, today: date, service: str) -> Object:
    """The answers' texts; only those that the program has itself, and a warning where a figure is last year's."""
    said = {aspect: program.answer(aspect, today) for aspect in program.answers}
    old = max((answer.last_year or 0 for answer in said.values()), default=0)
    text = {aspect: answer.text for aspect, answer in said.items()}
    papers = [{"id": ident("required_document", service), "document": text["documents"]}] if "documents" in text else []
    return known(
        description="\n".join(text[aspect] for aspect in ("overview", "amount", "period") if aspect in text),
        eligibility_description=text.get("eligibility"),
        application_process=text.get("how_to_apply"),
        required_documents=papers,
        alert=f"금액은 {old}년 기준입니다." if old else None,
    )


def _program(program: Program, today: date) -> Object:
    return {"id": ident("program", program.id), "name": program.name, "description": program.summary(today)}


def _contacts(program: Program) -> list[Object]:
    return [
        {
            "id": ident("contact", program.id, contact.name, contact.phone),
            "name": contact.name,
            "phones": [{"id": ident("phone", program.id, contact.name, contact.phone), "number": contact.phone}],
        }
        for contact in program.contacts
    ]


def _desks_of(program: Program, directory: Directory, office: str) -> list[Desk]:
    """Every center of the office for what the dong centers do, else the one desk of the unit."""
    if program.unit == "dong_center":
        return [desk for desk in directory.desks.values() if desk.office == office and desk.dongs]
    desk = directory.desk_for(program.unit, office)
    return [desk] if desk else []
