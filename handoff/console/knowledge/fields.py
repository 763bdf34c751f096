"""Which fields the form of an entry has, in which order, and how each is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from bot.knowledge.program import ASPECTS
from handoff.console.knowledge import choices
from handoff.console.words import UNITS
from handoff.knowledge.diff import Path
from handoff.knowledge.words import FIELDS

FieldKind = Literal["text", "date", "paragraph", "lines", "words", "one", "some", "rows"]


@dataclass(frozen=True)
class Field:
    """`lines` and `words` are lists of texts, one a line or between commas; `rows` have columns of their own.

    A field that is `needed` is kept empty, so that its flaw is told beside it; `null` is what an empty one says else.
    """

    path: Path
    label: str
    kind: FieldKind = "text"
    choices: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Field, ...] = ()
    needed: bool = False
    null: bool = False
    hint: str = ""

    @property
    def name(self) -> str:
        """Of the input: "answers.amount"."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Section:
    title: str
    fields: tuple[Field, ...]
    hint: str = ""


@cache
def sections(kind: str) -> tuple[Section, ...]:
    return _program() if kind == "program" else _desk()


def all_fields(kind: str) -> list[Field]:
    return [field for section in sections(kind) for field in section.fields]


def _field(name: str, kind: FieldKind = "text", label: str = "", **more: object) -> Field:
    return Field((name,), label or FIELDS[name], kind, **more)  # type: ignore[arg-type]


def _without(codes: Mapping[str, str], usual: str) -> dict[str, str]:
    """What an entry does not say where it is as usual."""
    return {"": codes[usual]} | {code: shown for code, shown in codes.items() if code != usual}


_ID = _field("id", needed=True, hint="영어 소문자·숫자·밑줄")
_SOURCE = _field("reference", needed=True)
_REFERENCES = _field(
    "references", "rows", "출처 목록",
    columns=(
        _field("key", label="출처 이름표", hint="bokjiro_2026 처럼"), _field("title", label="제목", needed=True),
        _field("as_of", "date", needed=True), _field("publisher"), _field("url"),
    ),
)  # fmt: skip


def _program() -> tuple[Section, ...]:
    basics = (
        _field("name", needed=True), _ID, _field("status", "one", choices=_without(choices.STATUSES, "active")),
        _field("field", "one", choices=choices.fields(), needed=True),
        _field("region", "one", choices=choices.regions(), null=True),
        _field("unit", "one", choices=UNITS, needed=True),
        _field("serv_id", null=True, hint="없으면 비움"),
        _field("assured_date", "date", needed=True, hint="맞다고 확인한 날"),
    )  # fmt: skip
    found_by = (
        _field("aliases", "lines", needed=True, hint="한 줄에 하나씩. 사람들이 이 제도를 부르는 이름"),
        _field("descriptions", "lines", hint="한 줄에 하나씩. 이름을 모르는 사람이 하는 말"),
        *(_field(name, "some", choices=choices.tags(name)) for name in ("life_stages", "households", "themes")),
    )
    return (
        Section("기본", basics),
        Section(
            "답변", tuple(_answer(aspect) for aspect in ASPECTS),
            "숫자는 글에 바로 쓰지 않고 {이름}으로 적으면 '금액·숫자'의 값이 들어갑니다. 비워 두면 개요로 답합니다.",
        ),
        Section("금액·숫자", (_OWN_AMOUNTS, _SHARED_AMOUNTS)),
        Section("덧붙이는 답", (_DETAILS,), "신청인의 글에 '찾는 말'이 있으면 함께 말합니다."),
        Section("문의처", (_CONTACTS,), "첫째 문의처가 모든 답에 붙습니다."),
        Section("찾는 말과 대상", found_by),
        Section("출처", (_REFERENCES,)),
    )  # fmt: skip


def _answer(aspect: str) -> Field:
    needed = aspect in ("overview", "eligibility", "how_to_apply", "contact")
    return Field(("answers", aspect), FIELDS[aspect], "paragraph", needed=needed)


_CONTACTS = _field("contacts", "rows", columns=(_field("name", needed=True), _field("phone", needed=True), _SOURCE))
_DETAILS = _field(
    "details", "rows", label="덧붙이는 답",
    columns=(
        _field("about", needed=True), _field("aspect", "one", choices=choices.aspects(), needed=True),
        _field("match", "words", needed=True, hint="쉼표로 나누어"), _field("say", "paragraph", needed=True),
    ),
)  # fmt: skip
_OWN_AMOUNTS = _field(
    "amounts", "rows", "직접 적는 금액·숫자",
    columns=(
        _field("key", label="이름", hint="monthly_max 처럼"),
        _field("values", "lines", "값", hint="1,000 또는 single = 1,000"),
        _field("unit", "one", "단위", choices=_without(choices.AMOUNT_UNITS, "won")),
        _field("since", label="연도나 시행일", hint="2026 또는 2026-07-01"), _SOURCE,
    ),
)  # fmt: skip
_SHARED_AMOUNTS = _field(
    "shared", "rows", "해마다 바뀌는 공통 수치에서 가져오는 값",
    columns=(
        _field("key", label="이름"), _field("parameter", hint="median_income 처럼"),
        _field("percent", label="비율(%)", hint="보통은 비움"),
    ),
)  # fmt: skip


def _desk() -> tuple[Section, ...]:
    basics = (
        _field("name", needed=True), _ID, _field("office", "one", choices=choices.PLACES, needed=True),
        _field("kind", "one", choices=_without(choices.DESK_KINDS, "department")),
        _field("units", "some", "맡은 일", choices=UNITS, needed=True),
    )  # fmt: skip
    reached = (
        _field("phones", "lines", needed=True, hint="한 줄에 하나씩"), _field("address"),
        _field("hours", "one", choices=choices.HOURS, needed=True), _field("hours_note"),
        _field("ways", "some", choices=choices.WAYS, needed=True),
        _field("languages", "words", hint="ko, en 처럼"),
    )  # fmt: skip
    return (
        Section("기본", basics),
        Section("연락", reached),
        Section("맡은 동", (_field("dongs", "lines"), _field("legal_dongs", "lines")), "동주민센터만 한 줄에 하나씩."),
        Section("출처", (_SOURCE, _REFERENCES)),
    )
