"""`bokji kb`: what the knowledge base holds, what is wrong with it, and what it finds for a question."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.check import check_knowledge
from bot.knowledge.program import Program

app = typer.Typer(no_args_is_help=True, help="The knowledge base: programs, desks, situations.")
out = Console()


@app.command("list")
def list_programs(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """Every program."""
    base = KnowledgeBase.load()
    if as_json:
        print(json.dumps([_row(program) for program in base.programs.values()], ensure_ascii=False, indent=1))
        return
    table = Table("id", "이름", "분야", "지역", "기준일")
    for program in base.programs.values():
        table.add_row(program.id, program.name, program.field, program.region or "전국", str(program.assured_date))
    out.print(table)
    out.print(f"{len(base.programs)} programs, version {base.version}")


@app.command()
def check() -> None:
    """Reads every data file; lists each problem as file:line: reason and exits with 1 where there is one."""
    problems, counts = check_knowledge()
    for problem in problems:
        print(problem)
    print(", ".join(f"{number} {what}" for what, number in counts.items()) + f", {len(problems)} problems")
    raise typer.Exit(1 if problems else 0)


@app.command()
def search(question: str, most: Annotated[int, typer.Option(help="How many to show.")] = 5) -> None:
    """The programs that a question is about, best first, with the score and how each was found."""
    links = KnowledgeBase.load().linker.link(question, most=most)
    table = Table("점수", "이름", "id", "어떻게")
    for link in links:
        table.add_row(f"{link.score:.2f}", link.name, link.program, link.via)
    out.print(table)
    raise typer.Exit(0 if links else 1)


def _row(program: Program) -> dict[str, object]:
    return {
        "id": program.id,
        "name": program.name,
        "aliases": list(program.aliases),
        "servId": program.serv_id,
        "region": program.region,
        "as_of": program.assured_date.isoformat(),
        "categories": [program.field, *program.life_stages, *program.households, *program.themes],
    }
