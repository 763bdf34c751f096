"""The export is valid HSDS 3, says what we know and nothing else, and is the same every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import jsonschema
import pytest

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import Directory
from bot.knowledge.dongs import dongs
from bot.knowledge.hsds.export import hsds
from bot.knowledge.regions import OFFICES
from bot.paths import ROOT
from tests.bot.factories import create_base, create_program
from tests.knowledge import real_base
from tests.shared import needs

SCHEMAS = ROOT.parent / "shared" / "data" / "hsds-3-schemas"
SCHEMA_OF = {
    "organizations": "compiled/organization",
    "services": "compiled/service",
    "service_at_locations": "compiled/service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
DAY = date(2026, 11, 23)
Export = dict[str, list[dict[str, Any]]]

needs_schemas = needs(SCHEMAS)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return real_base()


@pytest.fixture(scope="module")
def exports(base: KnowledgeBase) -> dict[str, Export]:
    directory, _ = Directory.load()
    return {office: hsds(base, directory, office, DAY) for office in OFFICES}


def flaws(export: Export) -> Iterator[str]:
    """What is not as the schemas want it."""
    for kind, rows in export.items():
        validator = jsonschema.Draft202012Validator(schema(kind), format_checker=jsonschema.FormatChecker())
        for row in rows:
            yield from (f"{kind} {error.json_path}: {error.message}" for error in validator.iter_errors(row))
            yield from unknown_fields(row, schema(kind), kind)


@cache
def schema(kind: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SCHEMAS / f"{SCHEMA_OF[kind]}.json").read_text(encoding="utf-8"))
    return content


def unknown_fields(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    """Fields that the schema does not name: HSDS allows them, but one of ours would be a misspelling."""
    for name, inner in value.items():
        field = schema["properties"].get(name)
        if field is None:
            yield f"{path}.{name}"
        for one in inner if isinstance(inner, list) else [inner]:
            if field is not None and isinstance(one, dict):
                yield from unknown_fields(one, field.get("items", field), f"{path}.{name}")


@needs_schemas
@pytest.mark.parametrize("office", OFFICES)
def test_the_whole_export_is_valid(exports: dict[str, Export], office: str) -> None:
    assert all(exports[office][kind] for kind in SCHEMA_OF)
    assert list(flaws(exports[office])) == []


@needs_schemas
def test_a_misspelled_or_missing_field_would_be_seen(exports: dict[str, Export]) -> None:
    good = exports["dongjak"]["services"][0]
    wrong = [
        {**good, "nmae": "x"},
        {**good, "status": "open"},
        {**good, "id": "1"},
        {k: v for k, v in good.items() if k != "name"},
    ]
    assert all(list(flaws({"services": [row]})) for row in wrong)


def test_ids_are_unique_and_the_same_in_every_export(base: KnowledgeBase, exports: dict[str, Export]) -> None:
    again = hsds(base, Directory.load()[0], "jinju", DAY)
    assert again == exports["jinju"]
    for rows in again.values():
        assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("office", OFFICES)
def test_what_is_referred_to_is_there(exports: dict[str, Export], office: str) -> None:
    export = exports[office]
    organizations = {row["id"]: row for row in export["organizations"]}
    places = {place["id"] for row in organizations.values() for place in row["locations"]}
    services, terms = ({row["id"] for row in export[kind]} for kind in ("services", "taxonomy_terms"))
    assert all(row.get("parent_organization_id", row["id"]) in organizations for row in organizations.values())
    assert all(row["organization_id"] in organizations for row in export["services"])
    assert all(row["service_id"] in services and row["location_id"] in places for row in export["service_at_locations"])
    said = [link["taxonomy_term_id"] for row in export["services"] for link in row.get("attributes", ())]
    assert said and set(said) <= terms


@pytest.mark.parametrize("office", OFFICES)
def test_the_code_of_a_dong_leads_to_exactly_one_center(exports: dict[str, Export], office: str) -> None:
    for dong in dongs()[office].all.values():
        areas = [
            row["name"]
            for row in exports[office]["services"]
            for a in row["service_areas"]
            if a.get("extent") == dong.code
        ]
        assert len(areas) == 1 and dong.name in areas[0]


def service(export: Export, name: str) -> dict[str, Any]:
    (found,) = [row for row in export["services"] if row["name"] == name]
    return found


def test_a_center_has_phone_address_and_hours(exports: dict[str, Export]) -> None:
    place = service(exports["dongjak"], "상도3동주민센터 상담")["service_at_locations"][0]["location"]
    assert place["phones"][0]["number"] == "02-822-1005"
    (address,) = place["addresses"]
    assert (address["address_1"], address["city"], address["postal_code"]) == ("성대로2길 11", "동작구", "07042")
    (hours,) = place["schedules"]
    assert (hours["byday"], hours["opens_at"], hours["closes_at"]) == ("MO,TU,WE,TH,FR", "09:00+09:00", "18:00+09:00")


def test_an_address_nobody_is_sure_of_is_left_out(exports: dict[str, Export]) -> None:
    place = service(exports["dongjak"], "사당3동주민센터 상담")["service_at_locations"][0]["location"]
    assert "addresses" not in place and "description" not in place


def test_a_hotline_is_everywhere_at_any_hour_in_its_languages_and_ways(exports: dict[str, Export]) -> None:
    danuri = service(exports["jinju"], "다누리콜센터 상담")
    assert danuri["service_at_locations"][0]["location"]["location_type"] == "virtual"
    assert {"vi", "km"} <= {language["code"] for language in danuri["languages"]}
    assert danuri["schedules"][0]["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert {phone["type"] for phone in service(exports["jinju"], "119 상담")["phones"]} == {"voice", "text"}


def test_a_program_says_what_its_answers_say_and_carries_the_codes_of_bokjiro(
    base: KnowledgeBase, exports: dict[str, Export]
) -> None:
    program = base.programs["basic_pension"]
    row = service(exports["dongjak"], program.name)
    assert row["eligibility_description"] == program.answer("eligibility", DAY).text
    assert row["assured_date"] == program.assured_date.isoformat()
    codes = {(link["link_type"], link["taxonomy_term"]["code"]) for link in row["attributes"]}
    assert codes == {("life_stage", "006"), ("theme", "030")}
    assert "cost_options" not in row and "{" not in row["description"]


def test_every_category_of_our_programs_has_its_code(base: KnowledgeBase, exports: dict[str, Export]) -> None:
    names = {row["name"] for row in exports["dongjak"]["taxonomy_terms"]}
    for program in base.programs.values():
        assert {*program.life_stages, *program.households, *program.themes} <= names, program.id


def test_a_program_of_the_other_region_is_not_exported(base: KnowledgeBase, exports: dict[str, Export]) -> None:
    regional = {program.name: program.region for program in base.programs.values() if program.region}
    for office, regions in {"dongjak": {"서울", "동작구"}, "jinju": {"경남", "진주시"}}.items():
        assert {regional[row["name"]] for row in exports[office]["services"] if row["name"] in regional} == regions


def test_a_program_that_takes_nobody_new_is_not_active() -> None:
    closed = create_program("old_one", "끝난제도", status="closed", unit="dong_center")
    export = hsds(create_base(closed), Directory.load()[0], "dongjak", DAY)
    row = service(export, "끝난제도")
    assert row["status"] == "inactive" and len(row["service_at_locations"]) == 15
