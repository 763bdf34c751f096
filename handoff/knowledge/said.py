"""The words in which the bot says an entry: shown before it is approved, looked for in what was sent."""

from __future__ import annotations

from datetime import date

from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.quoted import quoted_lines
from bot.lines import line
from handoff.knowledge.files import Document
from handoff.knowledge.tables import IMPORTED

SUMMARY = "summary"  # beside the aspects: the one line of a program in a list
_LINE = 40  # letters of that line which are never cut off


def program_says(document: Document, aspect: str, today: date, asked: str = "") -> str:
    """The paragraph about one aspect of a program, unsigned; `asked` is the resident's message."""
    program = Program.from_data(document)
    answer = program.answer("overview" if aspect == SUMMARY else aspect, today, asked)
    lines = [f"[{program.name}] {answer.text}"]
    contact = program.contacts[0]
    if contact.phone not in answer.text:
        lines.append(f"문의: {contact.name} {contact.phone}")
    lines.append(f"({program.assured_date.year}년 {program.assured_date.month}월 기준)")
    if answer.last_year:
        lines.append(line("utter_last_year", year=str(answer.last_year)))
    return "\n".join(lines)


def desk_says(document: Document) -> str:
    """A desk as a resident is told of it, unsigned."""
    lines = [f"{document['name']} 전화는 {document['phones'][0]}입니다."]
    if document.get("address"):
        lines.append(f"주소: {document['address']}")
    return "\n".join(lines)


def imported_says(document: Document, aspect: str, today: date) -> str:
    """The paragraph about one aspect of an imported program, unsigned."""
    return "\n".join(quoted_lines(Imported.from_dict(document), [aspect], today))


def facts_said(kind: str, document: Document, aspect: str, today: date, asked: str = "") -> list[str]:
    """What stands in every message that says this, however it was put together with other answers."""
    if kind == "desk":
        return desk_says(document).splitlines()
    if kind == IMPORTED:
        return quoted_lines(Imported.from_dict(document), [aspect], today)[:-1]  # the source's date is no content
    program = Program.from_data(document)
    if aspect == SUMMARY:
        summary = program.summary(today).removeprefix(f"{program.name}은 ").removeprefix(f"{program.name}는 ")
        return [program.name, summary[:_LINE]]
    return [program.name, program.answer(aspect, today, asked).text, program.contacts[0].phone]
