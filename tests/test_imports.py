"""Who may import whom, read from every file: the table of the house style. A breach is named with file and line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.paths import ROOT

# In handoff/, left never imports right; those of one place may import each other.
ORDER = (
    ("errors", "settings", "secrets", "metrics", "log"),
    ("db", "people", "staff"),
    ("knowledge",),
    ("delivery",),
    ("cases",),
    ("turns",),
    ("intake",),
    ("channels",),
    ("console",),
    ("app", "cli", "gauges", "migrations", "rasa_process", "readiness", "tables", "web", "workers"),
)
PLACE = {part: place for place, parts in enumerate(ORDER) for part in parts}


@dataclass(frozen=True)
class Import:
    """One name that a file imports, and where."""

    file: str
    line: int
    name: str

    @property
    def top(self) -> str:
        return self.name.split(".")[0]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: imports {self.name}"


def imports_of(folder: str) -> list[Import]:
    return [found for path in sorted((ROOT / folder).rglob("*.py")) for found in read_imports(path)]


def read_imports(path: Path) -> Iterator[Import]:
    """Every import of a file: at its head, inside a function, for types only, by `import_module("…")`."""
    file = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (Import(file, node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                above = ".".join(Path(file).parts[: -level or None]) if level else ""
                base = ".".join(filter(None, (above, module)))
                # `from handoff import db` imports handoff.db; `from handoff.db import engine` stays handoff.db.engine.
                yield from (Import(file, node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(func=called, args=[ast.Constant(value=str(name)), *_]) if _imports(called):
                yield Import(file, node.lineno, name)


def _imports(called: ast.expr) -> bool:
    return getattr(called, "attr", getattr(called, "id", "")) in ("import_module", "__import__")


def breaches(folder: str, *forbidden: str, but_for: str = "-") -> list[str]:
    return [str(x) for x in imports_of(folder) if x.top in forbidden and not x.file.startswith(but_for)]


def part_of(dotted: str) -> str:
    """handoff.cases.queue and handoff/cases/queue.py are parts of cases."""
    return dotted.removesuffix(".py").replace("/", ".").split(".")[1]


def test_bot_imports_neither_handoff_nor_actions() -> None:
    assert breaches("bot", "handoff", "actions", "tests") == []


def test_only_the_components_of_bot_import_rasa() -> None:
    assert breaches("bot", "rasa", but_for="bot/components/") == []
    assert breaches("bot", "rasa_sdk") == []


def test_nothing_of_bot_imports_the_components() -> None:
    outside = [x for x in imports_of("bot") if x.name.startswith("bot.components") and "bot/components/" not in x.file]
    assert [str(x) for x in outside] == []


def test_actions_import_bot_and_rasa_sdk_but_neither_handoff_nor_rasa() -> None:
    assert breaches("actions", "handoff", "rasa", "tests") == []
    assert {"bot", "rasa_sdk"} <= {x.top for x in imports_of("actions")}


def test_actions_are_flat() -> None:
    assert [path.name for path in (ROOT / "actions").iterdir() if path.is_dir() and path.name != "__pycache__"] == []


def test_handoff_imports_neither_rasa_nor_actions() -> None:
    assert breaches("handoff", "rasa", "rasa_sdk", "actions", "tests") == []


def test_handoff_does_not_reach_into_rasas_components() -> None:
    reached = [x for x in imports_of("handoff") if x.name.startswith("bot.components")]
    assert [str(x) for x in reached] == []


def test_every_part_of_handoff_has_its_place_in_the_order() -> None:
    parts = {p.stem for p in (ROOT / "handoff").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert sorted(parts - PLACE.keys() - {"__init__"}) == []


def test_in_handoff_left_never_imports_right() -> None:
    turned = []
    for found in imports_of("handoff"):
        inside = found.top == "handoff" and part_of(found.file) in PLACE and "." in found.name
        if inside and PLACE.get(part_of(found.name), -1) > PLACE[part_of(found.file)]:
            turned.append(str(found))
    assert turned == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import rasa.core", "rasa.core"),
        ("from handoff.cases import queue", "handoff.cases.queue"),
        ("def late():\n    from actions import answers", "actions.answers"),
        ("if TYPE_CHECKING:\n    from rasa.core import lock", "rasa.core.lock"),
        ("import importlib\nimportlib.import_module('handoff.db')", "handoff.db"),
    ],
)
def test_no_way_of_importing_is_overlooked(tmp_path: Path, code: str, name: str) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    found = {x.name: x.line for x in read_imports(tmp_path / "module.py")}
    assert found[name] == len(code.splitlines())
