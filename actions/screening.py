"""The screening as a talk: one question at a time, to be left at any point, and what the rules say in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.reply import Reply, Turn, numbered
from actions.verdicts import best_of_all, verdict_on
from bot.eligibility.answers import NOT_KNOWN, stops
from bot.eligibility.questions import Question
from bot.eligibility.rulebook import Rulebook, rulebook
from bot.eligibility.screening import Screening, begin, result, take
from bot.eligibility.told import in_words, told_in
from bot.evidence import Context, Decision, Evidence, Option
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.link import Link
from bot.knowledge.situations import OFFICE_REGIONS
from bot.lines import signed

CHECK, SCREENING = "확인", "screening"  # the word that starts one, and the aspect of the option that it picks
_BUTTON = 14  # letters on one button in KakaoTalk
_NEXT = (("신청 방법", "how_to_apply"), ("필요한 서류", "documents"))
_SURE = 0.95  # a reply that fits the question is hardly ever meant otherwise


def start(program: str | None, evidence: Evidence, context: Context, base: KnowledgeBase, today: date) -> Turn | None:
    """The first question about a program, or (None) about all of the office's; None where there are no rules for it."""
    book = _offered(base, context.office)
    if not book.programs or (program is not None and program not in book.programs):
        return None
    return _turn(begin(program, book, today, told_in(evidence.facts, book)), book, base)


def go_on(state: Screening, evidence: Evidence, context: Context, base: KnowledgeBase) -> Turn | None:
    """After a message of the resident's; None where it is no reply to the question but something new."""
    book = _offered(base, context.office)
    known = state.program is None or state.program in book.programs  # it may be taken out since it was asked about
    if state.question is None or not known:
        return None
    if stops(evidence.text):
        text = "네, 여기까지만 여쭙겠습니다. 다른 것이 궁금하시면 편하게 보내 주세요."
        return Turn(_decision(state, book, base), Reply(signed(text)), replace(state, question=None))
    taken = take(state, evidence.text, book, told_in(evidence.facts, book))
    return _turn(taken, book, base) if taken else None


def offer(program: str, base: KnowledgeBase, office: str) -> Option | None:
    """What takes up a screening of a program after an answer; None where there are no rules for it."""
    return Option(CHECK, program, SCREENING) if program in _offered(base, office).programs else None


def told(state: Screening) -> dict[str, str]:
    """What the resident told in it, in words: for the counselor who takes over."""
    return in_words(state.facts, rulebook())


def _offered(base: KnowledgeBase, office: str) -> Rulebook:
    """The rules of the programs that an office's residents can still apply for."""
    here = (None, *OFFICE_REGIONS.get(office, ()))
    return rulebook().only([p.id for p in base.programs.values() if p.status == "active" and p.region in here])


def _turn(state: Screening, book: Rulebook, base: KnowledgeBase) -> Turn:
    decision = _decision(state, book, base)
    if state.question is not None:
        return Turn(decision, _ask(state.question, first=not state.asked), state)
    if state.program is not None:
        (judgement,) = result(state, book)
        options = tuple(Option(label, state.program, aspect) for label, aspect in _NEXT)
        text = verdict_on(judgement, base.programs[state.program], _offers(options))
    else:
        judgements = result(state, book)
        options = tuple(Option(base.programs[one.program].name, one.program) for one in judgements)
        text = best_of_all(judgements, base, "더 알고 싶은 것의 번호를 보내 주세요.")
    return Turn(decision, Reply(text, quick_replies=numbered(options), offered=options), state)


def _decision(state: Screening, book: Rulebook, base: KnowledgeBase) -> Decision:
    """An answer about the program asked, on who can get it; else a recommendation of those that fit best so far."""
    named = [state.program] if state.program else []
    if state.program is None and state.question is None:
        named = [judgement.program for judgement in result(state, book)]
    return Decision(
        "answer" if state.program else "recommend",
        _SURE,
        tuple(Link(program, base.programs[program].name, _SURE, "said before") for program in named),
        aspect="eligibility" if state.program else None,
        facts=in_words(state.facts, book),
        why=("받을 수 있는지 물어보는 중" if state.question else "물어본 것에 규칙을 대어 봄",),
    )


def _ask(question: Question, first: bool) -> Reply:
    rows = [f"{n}. {choice.label}" for n, choice in enumerate(question.choices, start=1)]
    opening = ["받을 수 있는지 몇 가지만 여쭙겠습니다. 이름이나 주민번호는 묻지 않습니다."] if first else []
    closing = ["번호로 답해 주세요. 그만하시려면 '그만'이라고 보내 주세요."] if first else []
    text = "\n".join([*opening, question.text, *rows, f"{NOT_KNOWN}. 모르겠어요", *closing])
    labels = [choice.label for choice in question.choices]
    buttons = [(_button(n, label), str(n)) for n, label in enumerate(labels, start=1)]
    return Reply(
        signed(text), quick_replies=(*buttons, (_button(int(NOT_KNOWN), "모르겠어요"), NOT_KNOWN), ("그만", "그만"))
    )


def _button(number: int, label: str) -> str:
    """With its number, without it, or the number alone: a figure is never cut off."""
    return next(words for words in (f"{number}. {label}", label, f"{number}번") if len(words) <= _BUTTON)


def _offers(options: tuple[Option, ...]) -> str:
    listed = " ".join(f"{n}. {option.label}" for n, option in enumerate(options, start=1))
    return f"더 알고 싶은 것의 번호를 보내 주세요. {listed}"
