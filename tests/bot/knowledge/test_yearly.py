"""What is wrong with a file of yearly figures is told, and the file is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.yearly import read_years

RIGHT: dict[str, Any] = {
    "year": 2026,
    "figures": {"wage": {"hourly": 10320, "reference": "notice"}},
    "references": {"notice": {"title": "최저임금 고시", "publisher": "고용노동부", "as_of": "2026-01-01"}},
}


def reasons(folder: Path, name: str = "2026.yml", **changed: Any) -> list[str]:
    (folder / name).write_text(yaml.safe_dump(RIGHT | changed, allow_unicode=True), encoding="utf-8")
    years, problems = read_years(folder)
    assert bool(years) != bool(problems), "a file is either taken or told about"
    return [problem.reason for problem in problems]


def test_a_right_file_is_taken(tmp_path: Path) -> None:
    assert reasons(tmp_path) == []


def test_a_file_is_named_for_its_year(tmp_path: Path) -> None:
    assert reasons(tmp_path, name="2027.yml") == ["figures of 2026 in a file named 2027.yml"]


def test_every_figure_has_a_source(tmp_path: Path) -> None:
    assert "'reference' is a required property" in reasons(tmp_path, figures={"wage": {"hourly": 1}})[0]
    assert reasons(tmp_path, figures={"wage": {"hourly": 1, "reference": "other"}}) == ["unknown reference other"]


def test_every_source_says_who_published_it_and_when(tmp_path: Path) -> None:
    assert any("as_of" in reason for reason in reasons(tmp_path, references={"notice": {"title": "최저임금 고시"}}))


def test_a_figure_without_a_value_is_told(tmp_path: Path) -> None:
    assert reasons(tmp_path, figures={"wage": {"reference": "notice"}}) == ["wage: a figure without a value"]


@pytest.mark.parametrize("row", [{"hourly": "10,320"}, {"by_size": [1, 2]}, {"unit": "dollars", "hourly": 1}, {"4": 1}])
def test_a_value_is_a_number_under_a_name_and_a_table_has_four_sizes_at_least(
    tmp_path: Path, row: dict[str, Any]
) -> None:
    assert reasons(tmp_path, figures={"wage": {**row, "reference": "notice"}}) != []
