"""An imported program in the words of its official source: shortened at sentence ends, with department and date."""

from __future__ import annotations

import re
from datetime import date

from bot.knowledge.imported import SOURCES, Imported

_LETTERS = 420  # of the quoted words, so that name, department and signature still fit one long text message
_SHORTEST = 60  # a sentence longer than this is cut between words rather than left out
_SENTENCE_END = re.compile(r"(?<=[.!?。])\s+|(?<=[다요음함임됨])\s+(?=[가-힣○\-※①-⑮])|\n+")
_FIELDS = {
    "overview": ("summary", "benefit", "target"),
    "eligibility": ("target", "criteria", "summary"),
    "amount": ("benefit", "summary"),
    "how_to_apply": ("how_to_apply", "summary"),
    "documents": ("documents", "how_to_apply", "summary"),
    "where": ("how_to_apply", "summary"),
    "contact": ("summary",),
    "period": ("period", "how_to_apply", "summary"),
}
_LABELS = {
    "summary": "", "target": "대상: ", "criteria": "선정기준: ", "benefit": "내용: ", "how_to_apply": "신청: ",
    "documents": "서류: ", "period": "기간: ",
}  # fmt: skip


def quoted_lines(program: Imported, aspects: list[str], today: date) -> list[str]:
    """The lines of its paragraph: name, what is said, whom to ask, and last the source with its date."""
    ended = _ended(program, today)
    said = [ended] if ended else _quoted(program, aspects)
    return [line for line in (f"[{program.name}]", *said, _contact(program), f"({_source(program)})") if line]


def _quoted(program: Imported, aspects: list[str]) -> list[str]:
    """What the source says of each aspect: the first field that has words, with what the program is where asked."""
    fields = dict.fromkeys(field for aspect in aspects for field in _fields_for(program, aspect))
    room = _LETTERS // max(1, len(fields))
    return [_LABELS[field] + shortened(getattr(program, field), room) for field in fields]


def _fields_for(program: Imported, aspect: str) -> list[str]:
    known = [field for field in _FIELDS.get(aspect, _FIELDS["overview"]) if getattr(program, field)]
    return known[:2] if aspect == "overview" else known[:1]


def _ended(program: Imported, today: date) -> str | None:
    if program.valid_to and program.valid_to < today:
        return f"{_day(program.valid_to)}에 끝난 사업입니다. 비슷한 사업이 있는지는 아래로 물어봐 주세요."
    if program.gone:
        return f"{_day(program.gone)}부터 공식 목록에 없는 사업입니다. 계속되는지는 아래로 물어봐 주세요."
    return None


def _contact(program: Imported) -> str:
    """The department and the first phone number; 129 where the source has none."""
    named, phone = next(((name, phone) for name, phone in program.contacts if phone), ("", ""))
    who = " ".join(dict.fromkeys(filter(None, (program.department, named if len(named) <= 30 else ""))))
    return f"문의: {who} {phone}" if phone else f"담당: {who}, 문의: 보건복지상담센터 129"


def _source(program: Imported) -> str:
    day = program.updated or program.retrieved
    since = f", {day.year}년 {day.month}월 기준" if day else ""
    return f"{SOURCES.get(program.source, program.source)} 안내를 옮긴 글{since}"


def shortened(text: str, most: int) -> str:
    """The first whole sentences of a text that fit so many letters; of one long sentence its beginning and `…`.

    >>> shortened("한 문장입니다. 둘째 문장은 길어서 들어가지 않습니다.", 12)
    '한 문장입니다.'
    """
    text = re.sub(r"[ \t]+", " ", text.strip())
    if len(text) <= most:
        return text
    end = max((found.start() for found in _SENTENCE_END.finditer(text) if found.start() <= most), default=0)
    if end >= min(_SHORTEST, most // 2):
        return text[:end].rstrip()
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def _day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"
