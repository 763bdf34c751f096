"""A wrong file is left out and told about by file, line and reason; the others are taken."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.knowledge.load import read
from bot.knowledge.problems import Problem, line_of, problem, shown
from bot.knowledge.programs import load_programs
from bot.paths import ROOT
from tests.bot.factories import program_data, write_program

TEXT = """\
id: a
answers:
  overview: x
contacts:
  - {name: one}
  - name: two
    phone: "1"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (["id"], 1),
        (["answers"], 2),
        (["answers", "overview"], 3),
        (["answers", "missing"], 2),
        (["contacts", 0], 5),
        (["contacts", 1, "phone"], 7),
        (["contacts", 7], 4),
        (["missing"], 1),
        ([], 1),
    ],
)
def test_a_place_in_a_file_has_a_line(file: Path, where: list[str | int], line: int) -> None:
    assert line_of(file, where) == line


def test_a_problem_is_told_as_file_line_reason(file: Path) -> None:
    assert str(problem(file, ["answers"], "too short")) == f"{file}:2: too short"


def test_files_of_the_project_are_named_from_its_root(tmp_path: Path) -> None:
    assert shown(ROOT / "data" / "programs" / "x.yml") == "data/programs/x.yml"
    assert shown(tmp_path / "x.yml") == str(tmp_path / "x.yml")


def test_problems_stand_in_order_of_file_and_line() -> None:
    problems = [Problem("b.yml", 1, "x"), Problem("a.yml", 10, "x"), Problem("a.yml", 2, "x")]
    assert [(p.file, p.line) for p in sorted(problems)] == [("a.yml", 2), ("a.yml", 10), ("b.yml", 1)]


def test_a_right_file_is_read(tmp_path: Path) -> None:
    assert read(write_program(tmp_path), "program") == (program_data(), [])


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("id: x\nname: [1, 2\nfield: y\n", encoding="utf-8")
    data, problems = read(path, "program")
    assert data is None
    assert [(p.file, p.line) for p in problems] == [(str(path), 3)]
    assert problems[0].reason.startswith("not YAML: ")


@pytest.mark.parametrize("content", [b"\xb1\xe2\xc3\xca", b"", b"just words", b"- a\n- list\n", b"1"])
def test_whatever_a_file_holds_is_told_and_never_raises(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(content)
    programs, problems = load_programs(tmp_path)
    assert programs == []
    assert problems and all(p.file == str(path) and p.line >= 1 and p.reason for p in problems)


def test_what_the_schema_forbids_is_named_with_place_and_line(tmp_path: Path) -> None:
    path = write_program(tmp_path, field="노래", colour="red")
    reasons = {p.reason: p.line for p in read(path, "program")[1]}
    assert any(reason.startswith("field: '노래' is not one of") for reason in reasons)
    assert any("colour" in reason for reason in reasons)
    wrong = next(line for reason, line in reasons.items() if reason.startswith("field"))
    assert path.read_text(encoding="utf-8").splitlines()[wrong - 1] == "field: 노래"


def test_the_other_files_are_taken(tmp_path: Path) -> None:
    write_program(tmp_path, "good_one", name="좋은일")
    write_program(tmp_path, "bad_one", name="나쁜일", unit="nobody")
    (tmp_path / "broken.yml").write_text("{", encoding="utf-8")
    programs, problems = load_programs(tmp_path)
    assert [p.id for p in programs] == ["good_one"]
    assert sorted({Path(p.file).name for p in problems}) == ["bad_one.yml", "broken.yml"]


def test_an_id_can_be_taken_only_once(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    write_program(tmp_path / "old", "warm_meal")
    write_program(tmp_path, "warm_meal")
    programs, problems = load_programs(tmp_path)
    assert len(programs) == 1
    assert [p.reason for p in problems] == ["id warm_meal is taken by warm_meal.yml"]


def test_a_file_is_named_for_its_id(tmp_path: Path) -> None:
    text = yaml.safe_dump(program_data("other"), allow_unicode=True)
    (tmp_path / "warm_meal.yml").write_text(text, encoding="utf-8")
    programs, problems = load_programs(tmp_path)
    assert programs == []
    assert [p.reason for p in problems] == ["id other in a file named warm_meal.yml"]
