"""Which program a question is about, and what of it: the part of bot/triage.py that answers come from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.asked import asked_in_talk
from bot.evidence import Context, Decision, Evidence, Option
from bot.followup import is_short, names_only, points_back
from bot.intents import aspects_of
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import directory
from bot.knowledge.general import general_words, only_general
from bot.knowledge.linking.link import Link
from bot.knowledge.regions import elsewhere
from bot.korean.normalize import squeeze
from bot.referral import rank_units
from bot.topic import SAID_BEFORE

LINK_FROM = 0.40  # a program named, or nearly, is taken for the one asked about
IMPORTED_FROM = 0.6  # a program of the second tier, whose names are many and alike, needs more
LINK_WORDS_FROM = 0.62  # found by description alone
ANSWER_FROM = 0.5  # probability of a question times link score: a wrong answer costs more than a handoff
PERHAPS_FROM, PLAIN_FROM = 0.12, 0.8  # a weak link of what is plainly a question is asked about
CLARIFY_WITHIN = 0.10  # two programs this close in score are asked about
SECOND_ASPECT_FROM = 0.15  # share of all aspects from which a second one is answered too
NOT_OURS_FROM = 0.05  # a question that links to nothing is out of scope already at this probability
_OFFICE_FROM = 0.5  # probability of ask_office
_OFFICE = re.compile(r"주민센터|행정복지센터|동사무소|면사무소|읍사무소|동주민센타|구청|시청")
_JOINED = ("랑", "하고", "이랑", "과", "와", ",", "그리고")


def question(evidence: Evidence, context: Context, base: KnowledgeBase, shares: Mapping[str, float]) -> Decision:
    """An answer, a question back, or a handoff where nothing is sure enough."""
    named = [link for link in evidence.links if link.score >= needed(link)]
    if about_office(evidence, context, named):
        return _office(shares)
    aspect, *further = _aspects(evidence, context, base, bool(named))
    if elsewhere_from := _asked_from_elsewhere(evidence, context, base, named):
        return elsewhere_from
    if outside := _imported(evidence, context, base, named):
        return _quoting(outside, aspect, shares)
    if not named:
        return _unlinked(evidence, shares, aspect, base, context)
    if context.program is None and _torn(named):
        options = tuple(Option(link.name, link.program, aspect) for link in named[:3])
        return _asking(options, named[0].score * 0.5, tuple(named), aspect)
    confidence = shares["question"] * named[0].score
    if confidence < ANSWER_FROM:
        return _unsure(evidence, base, confidence)
    also = tuple((named[0].program, other) for other in further) + _second(named, evidence, aspect)
    if named[0].via == "said before":
        why: tuple[str, ...] = ("앞에서 말한 제도", f"의도 {aspect}")
    else:
        why = (f"이름 {named[0].name} ({named[0].via})", f"의도 {aspect}")
    return Decision("answer", confidence, tuple(named), aspect=aspect, also=also, why=why)


def asked_in_general(evidence: Evidence, context: Context, base: KnowledgeBase) -> Decision | None:
    """A question back to who opens a talk with no more than 대출 좀 알아보려고요: which of them is meant."""
    if context.program is not None or not only_general(evidence.text):
        return None
    return _of_a_family(evidence, aspects_of(evidence.intents)[0][0], base, context)


def _asked_from_elsewhere(
    evidence: Evidence, context: Context, base: KnowledgeBase, named: list[Link]
) -> Decision | None:
    """Who lives elsewhere has nothing of what is only for those who live here, and is told whom to ask there."""
    if not named or base.programs[named[0].program].region is None:
        return None
    place = elsewhere(evidence.text, context.office)
    why = ("다른 곳에 사는 분이 지역 제도를 물음",)
    if place is None:
        return None
    return Decision("out_of_scope", 0.8, tuple(named), utterance="utter_lives_elsewhere", place=place, why=why)


def _imported(evidence: Evidence, context: Context, base: KnowledgeBase, named: list[Link]) -> Link | None:
    """The program of the second tier that is asked about: found for this message, or spoken of before."""
    best = evidence.imported[0] if evidence.imported else None
    if best and best.score >= max(IMPORTED_FROM, named[0].score if named else 0.0):
        return best
    before = base.catalog.get(context.program) if base.catalog and context.program and not named else None
    if before and (is_short(evidence.text) or points_back(evidence.text)):
        return Link(before.id, before.name, SAID_BEFORE, "imported")
    return None


def _quoting(link: Link, aspect: str, shares: Mapping[str, float]) -> Decision:
    why = (f"가져온 공식 안내 {link.name}",)
    return Decision("answer", shares["question"] * link.score, (link,), aspect=aspect, utterance="imported", why=why)


def about_office(evidence: Evidence, context: Context, named: list[Link]) -> bool:
    """Whether the office itself is asked about: its hours, a dong center's phone."""
    if any(link.via == "name" for link in named):
        return False
    asked = sum(evidence.intents.get(name, 0.0) for name in ("ask_office", "ask_contact", "ask_where"))
    if evidence.intents.get("ask_office", 0.0) > _OFFICE_FROM:
        return context.program is None or _OFFICE.search(squeeze(evidence.text)) is not None
    place = _OFFICE.search(squeeze(evidence.text)) and directory().dongs_in(evidence.text, context.office)
    return bool(place) and asked > _OFFICE_FROM


def _aspects(evidence: Evidence, context: Context, base: KnowledgeBase, named: bool) -> list[str]:
    """The aspect asked, and a second one that is nearly as likely: where in doubt, both are answered."""
    if named and context.aspect and names_only(base.linker.mask(evidence.text)):
        return [context.aspect]
    (first, _), (second, share), *_ = asked_in_talk(evidence, context.aspect)
    if first in evidence.asked:
        return [first, *(aspect for aspect in evidence.asked if aspect != first)][:2]
    return [first, second] if share >= SECOND_ASPECT_FROM else [first]


def needed(link: Link) -> float:
    """The score from which a link is taken for the program asked about."""
    return LINK_WORDS_FROM if link.via == "words" else LINK_FROM


def _torn(named: list[Link]) -> bool:
    """Two programs found equally well and not by a plain name: which one is meant has to be asked."""
    if len(named) < 2 or named[0].via == "name":
        return False
    return named[0].score - named[1].score < CLARIFY_WITHIN


def _asking(options: tuple[Option, ...], sure: float, named: tuple[Link, ...], aspect: str) -> Decision:
    why = ("비슷하게 맞는 제도가 둘 이상",)
    return Decision("clarify", sure, named, aspect=aspect, options=options, why=why)


def _second(named: list[Link], evidence: Evidence, aspect: str) -> tuple[tuple[str, str], ...]:
    """A second program that was plainly named apart from the first: both are answered."""
    first = named[0]
    others = [x for x in named[1:] if x.via == "name" and first.via == "name" and x.score >= LINK_FROM]
    apart = [x for x in others if x.end <= first.start or x.start >= first.end]
    joined = any(word in evidence.text for word in _JOINED)
    return ((apart[0].program, aspect),) if apart and joined else ()


def _office(shares: Mapping[str, float]) -> Decision:
    why = ("우리 구청·주민센터를 물음",)
    return Decision("answer", max(0.5, shares["question"] * 0.9), aspect="contact", utterance="office", why=why)


def _unlinked(
    evidence: Evidence, shares: Mapping[str, float], aspect: str, base: KnowledgeBase, context: Context
) -> Decision:
    family = _of_a_family(evidence, aspect, base, context)
    if family and shares["out_of_scope"] < shares["question"] / 2:
        return family
    if shares["out_of_scope"] >= NOT_OURS_FROM:
        return Decision("out_of_scope", 0.5, utterance="utter_out_of_scope", why=("맞는 제도가 없고 복지와 다른 말",))
    if perhaps := _perhaps(evidence, shares):
        return _asking(tuple(Option(x.name, x.program, aspect) for x in perhaps), 0.4, perhaps, aspect)
    units = rank_units("low_confidence", evidence.text, (), evidence.units)
    return Decision("handoff", 0.4, referral=units, reason="low_confidence", why=("맞는 제도를 찾지 못함",))


def _of_a_family(evidence: Evidence, aspect: str, base: KnowledgeBase, context: Context) -> Decision | None:
    found = general_words(evidence.text, base, context.office)
    options = tuple(Option(program.name, program.id, aspect) for program in found)
    return _asking(options, 0.5, (), aspect) if options else None


def _perhaps(evidence: Evidence, shares: Mapping[str, float]) -> tuple[Link, ...]:
    """What a plain question is perhaps about: asked back rather than kept waiting for a person."""
    if shares["question"] < PLAIN_FROM:
        return ()
    return tuple(link for link in evidence.links if link.score >= PERHAPS_FROM)[:3]


def _unsure(evidence: Evidence, base: KnowledgeBase, confidence: float) -> Decision:
    units = rank_units("own_case", evidence.text, [base.programs[evidence.links[0].program].unit], evidence.units)
    return Decision("handoff", 1 - confidence, referral=units, reason="low_confidence", why=("확실하지 않음",))
