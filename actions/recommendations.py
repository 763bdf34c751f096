"""Programs for a situation: three in a text message, five in KakaoTalk, one line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.reply import Reply, numbered
from bot.evidence import Context, Decision, Evidence, Option
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from bot.knowledge.situations import recommended
from bot.lines import line, signed

_MOST = {"sms": 3, "kakao": 5}
_LINE = 70  # letters of one program's line


def recommend(
    decision: Decision, evidence: Evidence, context: Context, base: KnowledgeBase, today: date
) -> Reply | None:
    """The list, numbered, with how to hear more; None where nothing fits well enough."""
    found = recommended(decision.situation, with_told(evidence, context), base, context.office)[
        : _MOST.get(context.channel, 3)
    ]
    if not found:
        return None
    options = tuple(Option(program.name, program.id) for program in found)
    rows = [f"{n}. {program.name}: {_short(program, today)}" for n, program in enumerate(found, start=1)]
    text = "\n".join([line("utter_recommend_intro"), *rows, line("utter_recommend_outro")])
    return Reply(signed(text), quick_replies=numbered(options), offered=options)


def with_told(evidence: Evidence, context: Context) -> Evidence:
    """The ages told before, where this message tells none: 그럼 내 나이엔 뭐가 있어요."""
    if evidence.facts.ages or not context.facts.get("ages"):
        return evidence
    return replace(evidence, facts=replace(evidence.facts, ages=tuple(context.facts["ages"])))


def clarify(decision: Decision) -> Reply:
    """One short question: a choice of two to four, or whether it is the only one that it could be."""
    if len(decision.options) == 1:
        text = line("utter_clarify_one", program=decision.options[0].label)
        pressed = (("네", "네"), ("상담원 연결", "상담원 연결"))
        return Reply(signed(text), quick_replies=pressed, offered=decision.options)
    rows = [f"{n}. {option.label}" for n, option in enumerate(decision.options, start=1)]
    text = "\n".join([line("utter_clarify_program"), *rows])
    return Reply(signed(text), quick_replies=numbered(decision.options), offered=decision.options)


def _short(program: Program, today: date) -> str:
    summary = program.summary(today)
    for opening in (f"{program.name}은 ", f"{program.name}는 "):
        summary = summary.removeprefix(opening)
    return summary if len(summary) <= _LINE else summary[: _LINE - 1].rsplit(" ", 1)[0] + "…"
