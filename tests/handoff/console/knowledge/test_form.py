"""An entry goes into its form and comes back; what was typed wrong comes back as it was typed."""

import pytest

from handoff.console.knowledge.fields import all_fields
from handoff.console.knowledge.form import read, typed, typed_rows
from handoff.knowledge.diff import changes
from handoff.knowledge.files import Document, file_document, file_documents


def sent(kind: str, document: Document) -> dict[str, list[str]]:
    """What a browser sends of the form of an entry."""
    given: dict[str, list[str]] = {}
    for field in all_fields(kind):
        if field.kind == "rows":
            for number, row in enumerate(typed_rows(field, document)):
                given |= {f"{field.name}.{number}.{k}": [v.replace("\n", "\r\n")] for k, v in row.cells.items()}
        else:
            value = typed(field, document)
            given[field.name] = [value.replace("\n", "\r\n")] if isinstance(value, str) else value
    return given


@pytest.mark.parametrize("kind", ["program", "desk"])
def test_every_entry_of_the_data_files_comes_back_as_it_was(kind: str) -> None:
    changed = {
        entry_id: list(changes(document, read(kind, sent(kind, document), document)))
        for entry_id, document in file_documents(kind).items()
    }
    assert len(changed) > 50 and not any(changed.values())


def coat(**given: str) -> Document:
    document = file_document("program", "basic_pension")
    assert document is not None
    typed_in = {name.replace("__", "."): [value] for name, value in given.items()}
    return read("program", sent("program", document) | typed_in, document)


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ("350,000", {"value": 350000}),
        ("4.5", {"value": 4.5}),
        ("single = 1,000\r\ncouple = 2000", {"single": 1000, "couple": 2000}),
        ("삼만 원", {"value": "삼만 원"}),
    ],
)
def test_figures_are_read_with_commas_and_names(values: str, kept: dict[str, object]) -> None:
    (row,) = coat(amounts__0__values=values)["amounts"]["work_more"]
    assert {name: row[name] for name in kept} == kept


@pytest.mark.parametrize(("since", "kept"), [("2027", {"year": 2027}), ("2026-07-01", {"from": "2026-07-01"})])
def test_figure_begins_with_a_year_or_on_a_day(since: str, kept: dict[str, object]) -> None:
    (row,) = coat(amounts__0__since=since)["amounts"]["work_more"]
    assert {name: row[name] for name in ("year", "from") if name in row} == kept


def test_second_row_of_a_figure_stands_behind_the_first() -> None:
    new = {"key": "work_more", "values": "40", "unit": "percent", "since": "2027", "reference": "law"}
    rows = coat(**{f"amounts__77__{name}": value for name, value in new.items()})["amounts"]["work_more"]
    assert [row["year"] for row in rows] == [2026, 2027]


def test_line_that_is_left_empty_is_no_line() -> None:
    assert len(coat(contacts__9__name="", contacts__9__phone=" ")["contacts"]) == 2
    assert [
        c["phone"] for c in coat(contacts__0__name="", contacts__0__phone="", contacts__0__reference="")["contacts"]
    ] == ["129"]


def test_answer_that_is_emptied_is_gone_unless_every_program_needs_it() -> None:
    answers = coat(answers__period="", answers__overview=" ")["answers"]
    assert "period" not in answers and answers["overview"] == ""


def test_words_between_commas_and_names_on_lines_are_lists() -> None:
    document = coat(details__0__match="국민연금, 연금도 ,", aliases="노령연금\r\n\r\n기초연급 ")
    assert document["details"][0]["match"] == ["국민연금", "연금도"] and document["aliases"] == ["노령연금", "기초연급"]


def test_what_is_ticked_keeps_the_order_of_the_entry() -> None:
    base = {"units": ["housing", "senior"]}
    assert read("desk", {"units": ["family", "senior", "housing"]}, base)["units"] == ["housing", "senior", "family"]
