"""`bokji kb`: what the knowledge base holds, what is wrong with it, and what it finds for a question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.check import check_knowledge
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.regions import OFFICES
from bot.knowledge.unified import find_any

app = typer.Typer(no_args_is_help=True, help="The knowledge base: programs, desks, situations.")
out = Console()

_Office = Annotated[str | None, typer.Option(help="dongjak or jinju: with what only its residents have.")]


@app.command("list")
def list_programs(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
    imported: Annotated[bool, typer.Option(help="With the imported ones (in JSON always).")] = False,
) -> None:
    """Every program: our own, then the imported ones of all regions that are not among them."""
    base = KnowledgeBase.load()
    rows = [_row(program) for program in base.programs.values()]
    if as_json or imported:
        rows += [_imported_row(program) for program in _not_ours(base)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("id", "이름", "분야", "지역", "기준일")
    for row in rows:
        kind = next(iter(row["categories"]), "")
        table.add_row(row["id"], row["name"], kind, row["region"] or "전국", row["as_of"])
    out.print(table)
    out.print(f"{len(rows)} programs, version {base.version}")


@app.command()
def check() -> None:
    """Reads every data file; lists each problem as file:line: reason and exits with 1 where there is one."""
    problems, counts = check_knowledge()
    for problem in problems:
        print(problem)
    print(", ".join(f"{number} {what}" for what, number in counts.items()) + f", {len(problems)} problems")
    raise typer.Exit(1 if problems else 0)


@app.command()
def search(
    question: str,
    most: Annotated[int, typer.Option(help="How many to show.")] = 5,
    office: _Office = None,
    theme: Annotated[str | None, typer.Option(help="관심주제: 주거, 일자리 …")] = None,
    life_stage: Annotated[str | None, typer.Option(help="생애주기: 청년, 노년 …")] = None,
    household: Annotated[str | None, typer.Option(help="가구유형: 장애인, 저소득 …")] = None,
    source: Annotated[str | None, typer.Option(help="Imported from here only: bokjiro-local …")] = None,
) -> None:
    """The programs that a question is about, ours and imported, best first, with score and how each was found."""
    if office not in (None, *OFFICES):
        raise typer.BadParameter(f"no such office; there are {', '.join(OFFICES)}", param_hint="--office")
    chosen = {"theme": theme, "life_stage": life_stage, "household": household, "source": source}
    filters = {name: value for name, value in chosen.items() if value}
    found = find_any(KnowledgeBase.load(), question, office, most, filters=filters)
    table = Table("점수", "이름", "지역", "id", "어떻게")
    for hit in found:
        table.add_row(f"{hit.score:.2f}", hit.program.name, _region(hit.program), hit.program.id, hit.via)
    out.print(table)
    raise typer.Exit(0 if found else 1)


def _not_ours(base: KnowledgeBase) -> Iterator[Imported]:
    return base.catalog.all() if base.catalog else iter(())


def _region(program: Program | Imported) -> str:
    if isinstance(program, Program):
        return program.region or "전국"
    return " ".join(filter(None, (program.province, program.district))) or "전국"


def _row(program: Program) -> dict[str, Any]:
    return {
        "id": program.id,
        "name": program.name,
        "aliases": list(program.aliases),
        "servId": program.serv_id,
        "region": program.region,
        "as_of": program.assured_date.isoformat(),
        "categories": [program.field, *program.life_stages, *program.households, *program.themes],
    }


def _imported_row(program: Imported) -> dict[str, Any]:
    """The same shape as our own programs have; `servId` only where 복지로 gave one."""
    as_of = program.updated or program.retrieved or date.min
    return {
        "id": program.id,
        "name": program.name,
        "aliases": [],
        "servId": program.source_id if program.source.startswith("bokjiro") else None,
        "region": _region(program) if program.province else None,
        "as_of": as_of.isoformat(),
        "categories": [*program.themes, *program.life_stages, *program.households],
    }
