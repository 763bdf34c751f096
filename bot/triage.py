"""Evidence in, decision out: the only place that decides. The words are those of the triage contract.

A wrong automatic answer costs more than a handoff, and a missed crisis more than anything: so a person's matter needs
less certainty than an answer, and what nothing is sure enough of goes to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import asked, in_talk, talk, topic, turning
from bot.asked import asked_in_talk
from bot.evidence import Context, Decision, Evidence, Guess, Option
from bot.followup import asks_for_more, asks_whether, heard_of, instead
from bot.intents import ASKING, PERSON, SMALLTALK, aspects_of
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import directory
from bot.knowledge.linking.link import Link
from bot.korean.normalize import squeeze
from bot.picking import DONG, chosen, chosen_several, chosen_to_ask, only_number
from bot.question import LINK_FROM, asked_in_general, needed, question
from bot.referral import rank_units
from bot.talk import is_short_question_of_waiting, links_in_talk, stands_in_talk, weigh

PERSON_FROM = 0.3  # a person's matter at this probability goes to a person, even where a question is likelier
PERSON_IN_TALK_FROM = 0.16  # and in a talk, where the probabilities are sharper
CRISIS_FROM = 0.5  # the pipeline's own reading of a crisis, beside the crisis net
ASKS_AFTER_ALL = 0.4  # what takes back one thing and sounds so much like a question asks another
OWN_CASE_FROM = 0.2  # what asks when an answer comes is then about the own case
QUESTION_FROM = 0.05  # what sounds so much like a question has an aspect, whatever was decided
_NAMED_PLAINLY = 0.9  # link score of a name that leaves no doubt
_HEARD_OF, _DESCRIBED = 0.75, 0.9  # and of a description, where it was heard of or asked whether there is one
_DESCRIBED_ASKS = 0.7  # what such a message then counts as a question
_PERSONS_MATTER = 0.8  # a person's matter so plainly that no description turns it into a question
_OWN = ("report_own_case", "ask_case_status", "make_complaint", "request_deletion")

_RELATIONS = {"worry_about_other": "neighbor"}
_APPEAL = ("이의신청", "불복", "억울", "재심사", "다시심사", "탈락", "거절", "부당", "환수", "중지", "끊겼", "안된다고")
_GROUP_LABELS = {
    "question": "질문", "recommend": "맞는 제도 찾기", "person": "사람이 볼 일", "smalltalk": "인사·잡담",
    "out_of_scope": "복지 밖의 일", "crisis": "긴급위험",
}  # fmt: skip
_GROUP_DECISIONS = {
    "question": "answer", "recommend": "recommend", "person": "handoff", "smalltalk": "smalltalk",
    "out_of_scope": "out_of_scope", "crisis": "crisis",
}  # fmt: skip


def decide(evidence: Evidence, context: Context, base: KnowledgeBase) -> Decision:
    """One decision for one turn of a resident's; pure, the same for the same input."""
    found = topic.topic(evidence, context, base)
    if found or context.aspect:
        evidence = replace(evidence, in_talk=in_talk.heard(evidence.text, base.linker))
    shares = weigh(evidence, context, found)
    person_from = PERSON_IN_TALK_FROM if stands_in_talk(evidence, found) else PERSON_FROM
    evidence = replace(evidence, links=links_in_talk(evidence, found))
    decision = _decide(evidence, context, base, shares, person_from)
    return replace(
        decision,
        programs=decision.programs or evidence.links[:3],
        aspect=decision.aspect or _asked(evidence, context, shares),
        guesses=_guesses(shares, evidence),
        facts=evidence.facts.as_dict() | _where(evidence, context),
    )


def load() -> None:
    """Reads what deciding in a talk needs: to be missed at the start of a process, not at a resident's message."""
    for part in (topic, talk, asked, turning, in_talk):
        part.kept()


def _asked(evidence: Evidence, context: Context, shares: Mapping[str, float]) -> str | None:
    """What it would have been an answer to, where it sounds like a question."""
    return asked_in_talk(evidence, context.aspect)[0][0] if shares["question"] >= QUESTION_FROM else None


def _where(evidence: Evidence, context: Context) -> dict[str, str]:
    """The dong that a resident names, where it is one."""
    option = chosen(evidence.text, context.options)
    dongs = [option.label] if option and option.aspect == DONG else directory().dongs_in(evidence.text, context.office)
    return {"dong": dongs[0]} if len(dongs) == 1 else {}


def _decide(
    evidence: Evidence, context: Context, base: KnowledgeBase, shares: Mapping[str, float], person_from: float
) -> Decision:
    alone = (evidence.groups or shares)["crisis"]  # a talk may make danger likelier, never less likely
    if evidence.crisis is not None or max(alone, shares["crisis"]) >= CRISIS_FROM:
        return _crisis(evidence, context, base, shares)
    if option := chosen(evidence.text, context.options):
        return _picked(option, context, base)
    if options := chosen_several(evidence.text, context.options):
        return _picked_several(options, context, base)
    if (option := chosen_to_ask(evidence.text, context.options)) and option.program in base.programs:
        return _picked(replace(option, aspect=asked_in_talk(evidence, context.aspect)[0][0]), context, base)
    if only_number(evidence.text):
        return Decision("smalltalk", 0.6, utterance="utter_correct_bot", why=("고를 것이 없는 번호",))
    if not _names_plainly(evidence) and (which := asked_in_general(evidence, context, base)):
        return which
    if context.situation and asks_for_more(evidence.text):
        return _recommend(evidence, context, shares)
    if _asks_about_own_case(evidence, context):
        return _person(evidence, context, base, shares)
    if _takes_back(evidence, context):
        return question(evidence, context, base, dict(shares) | {"question": max(0.8, shares["question"])})
    if _asks_of_one_described(evidence, shares):
        return question(evidence, context, base, dict(shares) | {"question": max(_DESCRIBED_ASKS, shares["question"])})
    if _is_smalltalk(evidence, shares):
        return _smalltalk(evidence, shares)
    if shares["person"] >= person_from:
        return _person(evidence, context, base, shares)
    if shares["out_of_scope"] > max(shares["question"], shares["recommend"]):
        return Decision("out_of_scope", shares["out_of_scope"], utterance="utter_out_of_scope", why=("복지와 다른 일",))
    if shares["recommend"] > shares["question"]:
        if not _names_plainly(evidence):
            return _recommend(evidence, context, shares)
        shares = dict(shares) | {"question": shares["recommend"]}
    return question(evidence, context, base, shares)


def _asks_about_own_case(evidence: Evidence, context: Context) -> bool:
    """언제 답이 오나요 of somebody who waits for a person, or sounds like it; not of a program that is named."""
    own = sum(evidence.intents.get(name, 0.0) for name in ("ask_case_status", "report_own_case"))
    waits = context.handed_off is not None or own >= OWN_CASE_FROM
    return waits and is_short_question_of_waiting(evidence.text) and not _names_plainly(evidence)


def _takes_back(evidence: Evidence, context: Context) -> bool:
    """아니 그거 말고 장애인연금, 은행 말고 온라인으로요: understood wrongly, and told what was meant."""
    if not (context.trail or context.options) or not instead(evidence.text):
        return False
    named = any(link.score >= needed(link) and link.program != context.program for link in evidence.links)
    return named or sum(evidence.intents.get(name, 0.0) for name in ASKING) >= ASKS_AFTER_ALL


def _asks_of_one_described(evidence: Evidence, shares: Mapping[str, float]) -> bool:
    """전동침대를 싸게 빌려주는 제도가 있다지요: one program, told of without its name, not any that might fit."""
    if not evidence.links or evidence.links[0].via not in ("words", "like"):
        return False
    own = sum(evidence.intents.get(name, 0.0) for name in _OWN)
    if shares["person"] > _PERSONS_MATTER or own > PERSON_FROM or shares["out_of_scope"] > shares["question"]:
        return False
    score = evidence.links[0].score
    return (score >= _HEARD_OF and heard_of(evidence.text)) or (score >= _DESCRIBED and asks_whether(evidence.text))


def _names_plainly(evidence: Evidence) -> bool:
    """전세사기피해자 지원 뭐가 있어요 asks about the program it names, however much it sounds like asking for any."""
    links = evidence.links
    return bool(links) and links[0].via == "name" and links[0].score >= _NAMED_PLAINLY


def _crisis(evidence: Evidence, context: Context, base: KnowledgeBase, shares: Mapping[str, float]) -> Decision:
    """The kind comes from the net where it saw it; what else was asked is still answered beside the hotline."""
    found = dict(evidence.crisis or {})
    kinds = {name.removeprefix("crisis_"): p for name, p in evidence.intents.items() if name.startswith("crisis_")}
    kind = found.get("kind") or max(kinds, key=kinds.__getitem__, default="survival")
    also: tuple[tuple[str, str], ...] = ()
    if shares["question"] > 0.3 and evidence.links and evidence.links[0].via == "name":
        also = ((evidence.links[0].program, aspects_of(evidence.intents)[0][0]),)
    return Decision(
        "crisis",
        max(found.get("confidence", 0.0), shares["crisis"]),
        referral=tuple(found.get("units", ())),
        crisis=kind,
        reason="crisis",
        subject="other" if found.get("subject") == "other" else "self",
        also=also,
        why=tuple(found.get("reasons", ("위기와 닮은 말",))),
    )


def _picked(option: Option, context: Context, base: KnowledgeBase) -> Decision:
    if option.aspect == DONG:
        return Decision("answer", 0.97, aspect="contact", utterance="office", why=("고른 동",))
    program = base.programs.get(option.program)
    if program is None:  # taken out of the knowledge base since it was offered
        return Decision("handoff", 0.5, referral=("counselor",), reason="low_confidence")
    link = Link(program.id, program.name, 1.0, "chosen")
    if option.aspect == "screening":
        return Decision("answer", 0.97, (link,), aspect="eligibility", utterance="screening", why=("확인을 고름",))
    return Decision("answer", 0.97, (link,), aspect=option.aspect or context.aspect or "overview", why=("고른 번호",))


def _picked_several(options: tuple[Option, ...], context: Context, base: KnowledgeBase) -> Decision:
    """An answer to the first and, beside it, to the others."""
    first, *rest = options
    also = tuple((o.program, o.aspect or context.aspect or "overview") for o in rest if o.program in base.programs)
    return replace(_picked(first, context, base), also=also)


def _is_smalltalk(evidence: Evidence, shares: Mapping[str, float]) -> bool:
    return shares["smalltalk"] > max(
        shares["question"], shares["recommend"], shares["out_of_scope"], shares["person"] * 1.2
    )


def _smalltalk(evidence: Evidence, shares: Mapping[str, float]) -> Decision:
    said = max(SMALLTALK, key=lambda name: evidence.intents.get(name, 0.0))
    name = {"choose_option": "correct_bot"}.get(said, said)
    return Decision("smalltalk", shares["smalltalk"], utterance=f"utter_{name}", why=(f"의도 {said}",))


def _person(evidence: Evidence, context: Context, base: KnowledgeBase, shares: Mapping[str, float]) -> Decision:
    intent = max(PERSON, key=lambda name: evidence.intents.get(name, 0.0))
    if is_short_question_of_waiting(evidence.text):
        intent = "ask_case_status"
    reason = PERSON[intent]
    about = [link for link in evidence.links if link.score >= LINK_FROM]
    units = [base.programs[link.program].unit for link in about]
    appeal = reason == "own_case" and any(word in squeeze(evidence.text) for word in _APPEAL)
    return Decision(
        "handoff",
        shares["person"],
        referral=rank_units(reason, evidence.text, units, evidence.units),
        reason=reason,
        subject="other" if reason == "third_party" else "self",
        relation=_RELATIONS.get(intent, "self"),
        legal="appeal" if appeal else None,
        utterance="utter_deletion" if intent == "request_deletion" else None,
        why=(f"의도 {intent}",),
    )


def _recommend(evidence: Evidence, context: Context, shares: Mapping[str, float]) -> Decision:
    situation = evidence.facts.events or context.situation
    return Decision("recommend", shares["recommend"], situation=situation, why=("상황에 맞는 제도를 물음", *situation))


def _guesses(shares: Mapping[str, float], evidence: Evidence) -> tuple[Guess, ...]:
    best = sorted(shares.items(), key=lambda item: -item[1])[:3]
    about = f": {evidence.links[0].name}" if evidence.links and evidence.links[0].score > 0.4 else ""
    return tuple(
        Guess(_GROUP_DECISIONS[name], _GROUP_LABELS[name] + (about if name == "question" else ""), round(share, 3))
        for name, share in best
    )
