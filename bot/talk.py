"""What a message in the middle of a talk is about: the talk is evidence beside the words.

그럼 서류는 names no program and needs none; 그럼 임플란트는 names half of one. Both are read by what was spoken of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.evidence import Context, Evidence
from bot.followup import asks_about_waiting, carried, goes_on, is_short, topic
from bot.intents import groups
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.link import Link
from bot.knowledge.program import Program
from bot.knowledge.situations import OFFICE_REGIONS
from bot.korean.morphemes import content_words
from bot.korean.normalize import squeeze

SAID_BEFORE = 0.85  # score of a link to what was spoken of
_SPOKEN_BONUS = 0.06
_FEW_WORDS, _ONE_SENTENCE = 14, 40  # squeezed characters
_LINKLESS = 0.4  # below this best score a message names nothing
# Odds of a few words in the middle of a talk, against a first message.
_ODDS = {"question": 4.0, "out_of_scope": 0.25, "recommend": 0.7}
_KIN, _STRANGER = 0.2, 0.1  # what a program named in part gains in a talk, of the same field or another
_IN_PART = 0.15  # score from which a few words name a program in part
_SHARED_BY_FEW = 6  # programs; a noun in the names of more is no name
# Nouns that ask about what was spoken of, though some program's name has them too.
_NO_NAMES = (
    "서류", "신청", "지원", "금액", "기간", "전화", "번호", "병원", "나이", "소득", "재산", "통장", "카드", "은행", "얼마", "언제", "어디",
    "방법", "조건", "대상", "자격", "준비", "센터", "주민", "동사무", "구청", "시청", "보건", "가족", "남편", "아내", "엄마", "아빠", "아들",
    "부모", "아이", "할머", "할아", "본인", "우리", "혼자", "부부", "사업", "사용", "이용", "한도", "기한", "결과", "접수", "담당", "상담",
    "온라", "인터", "급여", "수당", "연금", "생활", "서비", "월급", "직장", "회사", "학교", "동네", "거기", "그거", "이거", "저거", "그건",
)  # fmt: skip


def weigh(shares: Mapping[str, float], evidence: Evidence, context: Context) -> Mapping[str, float]:
    """What a message amounts to (group → probability), once it is known that it stands in a talk."""
    if context.program is None:
        return shares
    length = len(squeeze(evidence.text))
    if length <= _ONE_SENTENCE and not any(link.score >= _LINKLESS for link in evidence.links):
        # A question that names nothing is odd as a first message and usual here: the words alone are asked, too.
        words = groups(evidence.intents)
        shares = {group: (share + words[group]) / 2 for group, share in shares.items()}
    return _times(shares, _ODDS) if length <= _FEW_WORDS else shares


def is_short_question_of_waiting(text: str) -> bool:
    """Whether somebody who waits for a person asks about it: 언제 답이 오나요."""
    return len(squeeze(text)) <= _ONE_SENTENCE and asks_about_waiting(text)


def links_in_talk(evidence: Evidence, context: Context, base: KnowledgeBase) -> tuple[Link, ...]:
    """The links, best first, once more likely for what was spoken of and for what a few words name in part."""
    if not context.trail:
        return evidence.links
    few = is_short(evidence.text)
    here = base.programs.get(context.program or "")
    raised = [
        replace(link, score=min(1.0, link.score + _bonus(link, context, base, here.unit if here else None, few)))
        for link in evidence.links
    ]
    return tuple(sorted(raised, key=lambda link: -link.score))


def _bonus(link: Link, context: Context, base: KnowledgeBase, unit: str | None, few: bool) -> float:
    bonus = _SPOKEN_BONUS if link.program in context.trail else 0.0
    if few and link.via != "words" and link.score >= _IN_PART:
        bonus += _KIN if base.programs[link.program].unit == unit else _STRANGER
    return bonus


def spoken_of(evidence: Evidence, context: Context, base: KnowledgeBase, found: bool) -> str | None:
    """The program of an earlier message that this one, naming none, goes on about; `found` where words found another."""
    names = {p: (base.programs[p].name, *base.programs[p].aliases) for p in context.trail if p in base.programs}
    best = evidence.links[0] if evidence.links else None
    back = carried(evidence.text, context, names)
    if back is None and not found and best and best.program == context.program and best.score >= _IN_PART:
        back = context.program
    if back is None and not found and goes_on(evidence.text):
        back = context.program
    return back if back in base.programs else None


def half_named(evidence: Evidence, context: Context, base: KnowledgeBase) -> Link | None:
    """A program that a short message in a talk names by one noun: 가스는 어디에 신청하죠 → 가스요금할인."""
    here = base.programs.get(context.program or "")
    noun = _first_noun(topic(evidence.text))
    if here is None or noun is None or _has(here, noun):
        return None
    spoken = [base.programs[p] for p in context.trail if p in base.programs]
    near = [program for program in spoken if _has(program, noun)]
    if not near and not noun.startswith(_NO_NAMES):
        having = [p for p in base.programs.values() if p.region in (None, *_regions(context)) and _has(p, noun)]
        kin = [p for p in having if p.unit == here.unit or p.field == here.field]
        near = (kin or having) if len(having) <= _SHARED_BY_FEW else []
    if not near:
        return None
    best = min(near, key=lambda p: (p not in spoken, not p.name.startswith(noun), len(p.name)))
    return Link(best.id, best.name, SAID_BEFORE, "like")


def _has(program: Program, noun: str) -> bool:
    """Whether a noun stands as a word in one of a program's names: 인정 does not in 소상공인정책자금."""
    # Looking for the letters first spares taking every name apart.
    having = (name for name in (program.name, *program.aliases) if noun in squeeze(name))
    return any(noun in content_words(name) for name in having)


def _first_noun(bare: str) -> str | None:
    """What stands before the first particle of a topic."""
    for length in range(2, 7):
        noun, rest = bare[:length], bare[length : length + 2]
        if len(noun) == length and rest[:1] in ("은", "는", "도"):
            return noun
    return None


def _regions(context: Context) -> tuple[str, ...]:
    return OFFICE_REGIONS.get(context.office, ())


def _times(shares: Mapping[str, float], odds: Mapping[str, float]) -> Mapping[str, float]:
    weighed = {group: share * odds.get(group, 1.0) for group, share in shares.items()}
    total = sum(weighed.values()) or 1.0
    return {group: share / total for group, share in weighed.items()}
