"""Evidence in, decision out: the only place that decides. The words are those of the triage contract.

A wrong automatic answer costs more than a handoff, and a missed crisis more than anything: so a person's matter needs
less certainty than an answer, and what nothing is sure enough of goes to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.evidence import Context, Decision, Evidence, Guess, Option
from bot.followup import carried, chosen, goes_on, names_only, only_number, points_back
from bot.intents import PERSON, SMALLTALK, aspects_of, groups
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import directory
from bot.knowledge.link import Link
from bot.korean.normalize import squeeze
from bot.referral import rank_units

PERSON_FROM = 0.38  # a person's matter at this probability goes to a person, even where a question is likelier
CRISIS_FROM = 0.5  # the pipeline's own reading of a crisis, beside the crisis net
LINK_FROM = 0.40  # a program named, or nearly, is taken for the one asked about
LINK_WORDS_FROM = 0.55  # found by description alone: 91 % of those are right (data/links/weights.json)
ANSWER_FROM = 0.33  # probability of a question times link score
CLARIFY_WITHIN = 0.10  # two programs this close in score are asked about
QUESTION_FROM = 0.3  # what sounds so much like a question has an aspect, whatever was decided
SECOND_ASPECT_FROM = 0.15  # share of all aspects from which a second one is answered too
NOT_OURS_FROM = 0.05  # a question that links to nothing is out of scope already at this probability

SPOKEN_BONUS = 0.06
_FEW_WORDS = 14  # squeezed characters
_IN_TALK = {
    "question": 4.0,
    "out_of_scope": 0.25,
    "recommend": 0.7,
}  # odds in the middle of a talk, against a first message

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
    shares = _in_talk(evidence.groups or groups(evidence.intents), evidence, context)
    evidence = replace(evidence, links=_spoken_first(evidence.links, context))
    decision = _decide(evidence, context, base, shares)
    return replace(
        decision,
        programs=decision.programs or evidence.links[:3],
        aspect=decision.aspect or _asked(evidence, shares),
        guesses=_guesses(shares, evidence),
        facts=evidence.facts.as_dict() | _where(evidence, context),
    )


def _in_talk(shares: Mapping[str, float], evidence: Evidence, context: Context) -> Mapping[str, float]:
    """A few words in the middle of a talk about a program (돈 드나, 기한은) rather ask on than mean something else."""
    if context.program is None or len(squeeze(evidence.text)) > _FEW_WORDS:
        return shares
    weighed = {group: share * _IN_TALK.get(group, 1.0) for group, share in shares.items()}
    total = sum(weighed.values()) or 1.0
    return {group: share / total for group, share in weighed.items()}


def _spoken_first(links: tuple[Link, ...], context: Context) -> tuple[Link, ...]:
    """What was spoken of before is somewhat likelier to be meant again."""
    raised = (replace(x, score=min(1.0, x.score + SPOKEN_BONUS)) if x.program in context.trail else x for x in links)
    return tuple(sorted(raised, key=lambda link: -link.score))


def _asked(evidence: Evidence, shares: Mapping[str, float]) -> str | None:
    """What it would have been an answer to, where it sounds like a question."""
    return aspects_of(evidence.intents)[0][0] if shares["question"] >= QUESTION_FROM else None


def _where(evidence: Evidence, context: Context) -> dict[str, str]:
    """The dong that a resident names, where it is one."""
    dongs = directory().dongs_in(evidence.text, context.office)
    return {"dong": dongs[0]} if len(dongs) == 1 else {}


def _decide(evidence: Evidence, context: Context, base: KnowledgeBase, shares: Mapping[str, float]) -> Decision:
    if evidence.crisis is not None or shares["crisis"] >= CRISIS_FROM:
        return _crisis(evidence, context, base, shares)
    if option := chosen(evidence.text, context.options):
        return _picked(option, context, base)
    if only_number(evidence.text):
        return Decision("smalltalk", 0.6, utterance="utter_correct_bot", why=("고를 것이 없는 번호",))
    if _is_smalltalk(evidence, shares):
        return _smalltalk(evidence, shares)
    if shares["person"] >= PERSON_FROM and shares["person"] >= 0.6 * max(shares["question"], shares["recommend"]):
        return _person(evidence, base, shares)
    if shares["out_of_scope"] > max(shares["question"], shares["recommend"]):
        return Decision("out_of_scope", shares["out_of_scope"], utterance="utter_out_of_scope", why=("복지와 다른 일",))
    if shares["recommend"] > shares["question"]:
        return _recommend(evidence, context, shares)
    return _question(evidence, context, base, shares)


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
    program = base.programs.get(option.program)
    if program is None:  # taken out of the knowledge base since it was offered
        return Decision("handoff", 0.5, referral=("counselor",), reason="low_confidence")
    link = Link(program.id, program.name, 1.0, "chosen")
    return Decision("answer", 0.97, (link,), aspect=option.aspect or context.aspect or "overview", why=("고른 번호",))


def _is_smalltalk(evidence: Evidence, shares: Mapping[str, float]) -> bool:
    return shares["smalltalk"] > max(
        shares["question"], shares["recommend"], shares["out_of_scope"], shares["person"] * 1.2
    )


def _smalltalk(evidence: Evidence, shares: Mapping[str, float]) -> Decision:
    said = max(SMALLTALK, key=lambda name: evidence.intents.get(name, 0.0))
    name = {"choose_option": "correct_bot"}.get(said, said)
    return Decision("smalltalk", shares["smalltalk"], utterance=f"utter_{name}", why=(f"의도 {said}",))


def _person(evidence: Evidence, base: KnowledgeBase, shares: Mapping[str, float]) -> Decision:
    intent = max(PERSON, key=lambda name: evidence.intents.get(name, 0.0))
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


def _question(evidence: Evidence, context: Context, base: KnowledgeBase, shares: Mapping[str, float]) -> Decision:
    named = [link for link in evidence.links if link.score >= _needed(link)]
    aspect, *further = _aspects(evidence, context, base, bool(named))
    if evidence.intents.get("ask_office", 0.0) > 0.5 and not any(link.via == "name" for link in named):
        return _office(evidence, shares)
    if not named or (named[0].via == "words" and points_back(evidence.text)):
        back = _spoken_of(evidence, context, base, bool(named))
        if back is not None:
            link = Link(back, base.programs[back].name, 0.85, "said before")
            also = tuple((back, other) for other in further)
            return Decision(
                "answer", shares["question"] * 0.9, (link,), aspect=aspect, also=also, why=("앞에서 말한 제도",)
            )
    if not named:
        return _unlinked(evidence, shares)
    if _torn(named):
        options = tuple(Option(link.name, link.program, aspect) for link in named[:3])
        return Decision(
            "clarify",
            named[0].score * 0.5,
            tuple(named),
            aspect=aspect,
            options=options,
            why=("비슷하게 맞는 제도가 둘 이상",),
        )
    confidence = shares["question"] * named[0].score
    if confidence < ANSWER_FROM:
        return _unsure(evidence, base, confidence)
    also = tuple((named[0].program, other) for other in further) + _second(named, evidence, aspect)
    why = (f"이름 {named[0].name} ({named[0].via})", f"의도 {aspect}")
    return Decision("answer", confidence, tuple(named), aspect=aspect, also=also, why=why)


def _aspects(evidence: Evidence, context: Context, base: KnowledgeBase, named: bool) -> list[str]:
    """The aspect asked, and a second one that is nearly as likely: where in doubt, both are answered."""
    if named and names_only(base.linker.mask(evidence.text)):
        return [context.aspect or "overview"]
    (first, _), (second, share), *_ = aspects_of(evidence.intents)
    return [first, second] if share >= SECOND_ASPECT_FROM else [first]


def _spoken_of(evidence: Evidence, context: Context, base: KnowledgeBase, found: bool) -> str | None:
    """The program of an earlier message that this one, naming none, goes on about."""
    names = {program: base.programs[program].name for program in context.trail if program in base.programs}
    back = carried(evidence.text, context, names)
    if back is None and not found and goes_on(evidence.text):
        back = context.program
    return back if back in base.programs else None


def _needed(link: Link) -> float:
    return LINK_WORDS_FROM if link.via == "words" else LINK_FROM


def _torn(named: list[Link]) -> bool:
    """Two programs found equally well and not by a plain name: which one is meant has to be asked."""
    if len(named) < 2 or named[0].via == "name":
        return False
    return named[0].score - named[1].score < CLARIFY_WITHIN


def _second(named: list[Link], evidence: Evidence, aspect: str) -> tuple[tuple[str, str], ...]:
    """A second program that was plainly named apart from the first: both are answered."""
    first = named[0]
    others = [x for x in named[1:] if x.via == "name" and first.via == "name" and x.score >= LINK_FROM]
    apart = [x for x in others if x.end <= first.start or x.start >= first.end]
    joined = any(word in evidence.text for word in ("랑", "하고", "이랑", "과", "와", ",", "그리고"))
    return ((apart[0].program, aspect),) if apart and joined else ()


def _office(evidence: Evidence, shares: Mapping[str, float]) -> Decision:
    return Decision(
        "answer", shares["question"] * 0.9, aspect="contact", utterance="office", why=("우리 구청·주민센터를 물음",)
    )


def _unlinked(evidence: Evidence, shares: Mapping[str, float]) -> Decision:
    if shares["out_of_scope"] >= NOT_OURS_FROM:
        return Decision("out_of_scope", 0.5, utterance="utter_out_of_scope", why=("맞는 제도가 없고 복지와 다른 말",))
    return Decision("handoff", 0.4, referral=rank_units("low_confidence", evidence.text, (), evidence.units), reason="low_confidence",
                    why=("맞는 제도를 찾지 못함",))  # fmt: skip


def _unsure(evidence: Evidence, base: KnowledgeBase, confidence: float) -> Decision:
    units = [base.programs[evidence.links[0].program].unit]
    return Decision(
        "handoff", 1 - confidence, referral=rank_units("own_case", evidence.text, units, evidence.units), reason="low_confidence",
        why=("확실하지 않음",),
    )  # fmt: skip


def _guesses(shares: Mapping[str, float], evidence: Evidence) -> tuple[Guess, ...]:
    best = sorted(shares.items(), key=lambda item: -item[1])[:3]
    about = f": {evidence.links[0].name}" if evidence.links and evidence.links[0].score > 0.4 else ""
    return tuple(
        Guess(_GROUP_DECISIONS[name], _GROUP_LABELS[name] + (about if name == "question" else ""), round(share, 3))
        for name, share in best
    )
