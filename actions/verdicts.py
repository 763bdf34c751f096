"""What the rules said, in words: verdict, each rule with its ground and date, where to apply, and that it is no decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.eligibility.judge import Finding, Judgement, Verdict
from bot.eligibility.rules import Note
from bot.eligibility.truth import Truth
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from bot.lines import line, signed

NO_DECISION = "이 안내는 결정이 아닙니다. 받을 수 있는지는 신청한 뒤에 조사해서 정합니다."

_SENTENCE = re.compile(r"(?<=[다요]\.)\s")
_BYTES = 2000  # of one long text message
_HEADS = {
    Verdict.LIKELY: "여쭤 본 조건에는 모두 맞습니다.",
    Verdict.CHECK: "아직 알 수 없는 조건이 있습니다.",
    Verdict.UNLIKELY: "맞지 않는 조건이 있습니다.",
}
_OPENING = "알려 주신 것으로 살펴보면 이렇습니다."
_MARKS = {Truth.UNMET: "안 맞음", Truth.UNKNOWN: "확인", Truth.MET: "맞음"}
_NOTHING = "말씀하신 것만으로는 맞는 제도를 찾지 못했습니다. 보건복지상담센터 129로 전화하시거나, 여기로 '상담원'이라고 보내 주세요."


def verdict_on(judgement: Judgement, program: Program, offers: str) -> str:
    """On one program, with every rule; notes and the place to apply only where the message has room for them."""
    rules = [f"{_MARKS[truth]}: {_told(one)}" for truth in _MARKS for one in judgement.having(truth)]
    notes = [f"참고: {_told(note)}" for note in judgement.notes]
    where = _where(program)
    rows = [
        f"[{program.name}] {judgement.verdict.value}",
        _HEADS[judgement.verdict],
        *rules,
        *notes,
        *_grounds([*judgement.findings, *judgement.notes]),
        *_last_year(judgement.findings),
        NO_DECISION,
        *where,
        f"문의: {program.contacts[0].name} {program.contacts[0].phone}",
        line("utter_not_an_application"),
        offers,
    ]
    whole = signed("\n".join(rows))
    return whole if _fits(whole) else signed("\n".join(row for row in rows if row not in (*notes, *where)))


def best_of_all(judgements: Sequence[Judgement], base: KnowledgeBase, offers: str) -> str:
    """Up to three programs, each with the rules that it meets: all of them, or as many as one message carries."""
    if not judgements:
        return signed(_NOTHING)
    texts = (_listed(judgements, base, offers, most) for most in (5, 3, 2, 1))
    return next((text for text in texts if _fits(text)), _listed(judgements, base, offers, most=0))


def _listed(judgements: Sequence[Judgement], base: KnowledgeBase, offers: str, most: int) -> str:
    met = [finding for one in judgements for finding in one.having(Truth.MET)[:most]]
    rows = [row for n, one in enumerate(judgements, start=1) for row in _row(n, one, base.programs[one.program], most)]
    return signed("\n".join([_OPENING, *rows, *_grounds(met), *_last_year(met), NO_DECISION, offers]))


def _row(number: int, judgement: Judgement, program: Program, most: int) -> list[str]:
    met, unknown = judgement.having(Truth.MET), len(judgement.having(Truth.UNKNOWN))
    rows = [
        f"{number}. {program.name}: {judgement.verdict.value}",
        *(f"맞음: {_told(finding)}" for finding in met[:most]),
    ]
    if len(met) > most:
        rows.append(f"그 밖에 맞는 조건: {len(met) - most}가지")
    return [*rows, f"더 확인할 조건: {unknown}가지"] if unknown else rows


def _told(rule: Finding | Note) -> str:
    return f"{rule.says}({rule.law})."


def _grounds(rules: Iterable[Finding | Note]) -> list[str]:
    """근거: 기초연금법 2026년 1월 기준; each source once."""
    sources = (rule.reference for rule in rules)
    told = dict.fromkeys(f"{source.title} {source.as_of.year}년 {source.as_of.month}월 기준" for source in sources)
    return [f"근거: {'; '.join(told)}"] if told else []


def _last_year(findings: Iterable[Finding]) -> list[str]:
    years = [finding.last_year for finding in findings if finding.last_year is not None]
    return [line("utter_last_year", year=str(max(years)))] if years else []


def _where(program: Program) -> list[str]:
    """The first sentence on where to apply, where it has no figure to be filled in."""
    text = _SENTENCE.split(program.answers.get("where", ""))[0]
    return [f"신청: {text}"] if text and "{" not in text else []


def _fits(text: str) -> bool:
    return len(text.encode("cp949")) <= _BYTES
