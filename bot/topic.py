"""Which program a message in the middle of a talk is about: the one spoken of, an earlier one, or another it names.

그럼 서류는 goes on with the last program, 아까 그 카드는 with an earlier one, 손전화 요금도 깎아 준다던데 turns to another. What
speaks for each is weighed by factors that python -m bot.fit_talk learns from written dialogues.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence import Context, Evidence
from bot.followup import goes_back, heard_of, instead, is_short, like_a_program, one_more, points_back, topic_noun
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.link import Link
from bot.knowledge.program import Program
from bot.knowledge.situations import OFFICE_REGIONS
from bot.korean.morphemes import content_words
from bot.korean.normalize import squeeze
from bot.linear import LinearModel, softmax
from bot.paths import DATA
from bot.turning import turned

SAID_BEFORE = 0.85  # score of a link to what was spoken of
SIGNS = (
    "name", "like", "words", "best", "best_lead", "linked_in_trail", "current", "current_short", "current_long",
    "current_points", "current_instead", "current_like_a_program", "current_hearsay", "current_other", "earlier",
    "earlier_asked", "first_asked", "half_named", "half_named_known", "half_named_kin", "kin", "covered", "covered_by_names",
    "current_lacks", "current_lacks_short", "current_turned", "earlier_turned",
    "kinship", "kin_field",
)  # fmt: skip
_WEIGHTS = DATA / "links" / "topic_weights.json"
_LOWEST, _HIGHEST = 0.01, 0.99  # of a link's score, so that its log odds stay finite
_SHARED_BY_FEW = 6  # programs; a noun in the names of more is no name


@dataclass(frozen=True)
class Candidate:
    """A program that a message may be about, and what speaks for it, in the order of SIGNS."""

    link: Link
    signs: list[float]


def topic(evidence: Evidence, context: Context, base: KnowledgeBase) -> tuple[Link, float] | None:
    """The likeliest program and its probability among all candidates; None where nothing was spoken of."""
    return chosen(candidates(evidence, context, base), kept())


def chosen(found: Sequence[Candidate], weights: Any) -> tuple[Link, float] | None:
    """The likeliest of some candidates and its probability; None of none."""
    if not found:
        return None
    shares = softmax(np.array([candidate.signs for candidate in found]) @ weights)
    best = int(shares.argmax())
    return found[best].link, float(shares[best])


def candidates(
    evidence: Evidence, context: Context, base: KnowledgeBase, turning: LinearModel | None = None
) -> list[Candidate]:
    """What was spoken of or offered, what the message links to and what it names by a noun; empty at the start of a talk.

    `turning` is the model of bot/turning.py where it is not to be the kept one.
    """
    current = base.programs.get(context.program or "")
    if current is None:
        return []
    links = {link.program: link for link in evidence.links}
    spoken = [program for program in dict.fromkeys((current.id, *context.trail)) if program in base.programs]
    offered = [option.program for option in context.options if option.program in base.programs]
    half = {program.id for program in half_named(evidence.text, context, base)}
    ids = list(dict.fromkeys([*spoken, *offered, *links, *sorted(half)]))
    covered = base.linker.cover(evidence.text, ids)
    away = turned(evidence.text, base.linker, turning)
    kinship = base.linker.kinship(current.id)
    message = _Message(evidence.text, context, current, links, half, covered, away, kinship)
    return [Candidate(_link(base.programs[id], links.get(id), spoken), message.signs(base.programs[id])) for id in ids]


@dataclass(frozen=True)
class _Message:
    text: str
    context: Context
    current: Program
    links: Mapping[str, Link]
    half: set[str]
    covered: Mapping[str, tuple[float, float]]
    away: float  # how much its words turn away from what was spoken of
    kinship: Mapping[str, float]  # of the program spoken of

    def signs(self, program: Program) -> list[float]:
        link = self.links.get(program.id)
        via = {link.via: _odds(link.score)} if link else {}
        here, length = program.id == self.current.id, len(squeeze(self.text))
        short = is_short(self.text)
        back = not here and program.id in self.context.trail
        scores = sorted((one.score for one in self.links.values()), reverse=True)
        first = link is not None and link.score == scores[0]
        in_all, in_names = self.covered[program.id]
        there = self.covered[self.current.id]
        lacks = max((c for c, _ in self.covered.values()), default=0.0) - in_all
        half = program.id in self.half and not here
        kin = program.unit == self.current.unit
        names = (program.name, *program.aliases)
        return [
            via.get("name", 0.0),
            via.get("like", 0.0),
            via.get("words", 0.0),
            float(first),
            scores[0] - scores[1] if first and len(scores) > 1 else 0.0,
            float(link is not None and (here or back)),
            float(here),
            here * float(short),
            here * min(length, 60) / 20,
            here * float(points_back(self.text)),
            here * float(instead(self.text)),
            here * float(like_a_program(self.text)),
            here * float(heard_of(self.text)),
            here * float(one_more(self.text)),
            float(back),
            float(back and goes_back(self.text, names)),
            float(bool(self.context.trail) and program.id == self.context.trail[-1] and goes_back(self.text, ())),
            float(half),
            float(half and self.known_here),
            float(half and kin),
            float(not here and not back and kin),
            in_all - there[0],
            in_names - there[1],
            here * lacks,
            here * lacks * float(short),
            here * self.away,
            back * self.away,
            0.0 if here else self.kinship[program.id],
            float(not here and program.field == self.current.field),
        ]

    @cached_property
    def known_here(self) -> bool:
        """Whether the noun that names a program by half is one that the program spoken of has in its answers."""
        noun = topic_noun(self.text) or ""
        return any(noun in squeeze(said) for said in self.current.answers.values())


def half_named(text: str, context: Context, base: KnowledgeBase) -> list[Program]:
    """The programs that a message names by its first noun alone: 가스는 어디에 신청하죠 → 가스요금할인."""
    noun = topic_noun(text)
    if noun is None:
        return []
    regions = (None, *OFFICE_REGIONS.get(context.office, ()))
    having = [p for p in base.programs.values() if p.region in regions and _has(p, noun)]
    near = {*context.trail, *(option.program for option in context.options)}
    return having if len(having) <= _SHARED_BY_FEW else [p for p in having if p.id in near]


def fit(talks: Iterable[tuple[list[Candidate], str]], penalty: float = 0.0005) -> Any:
    """The weights under which the right programs are likeliest; `talks` are candidates and the right one's id."""
    from scipy.optimize import minimize

    talks = list(talks)
    sizes = [len(found) for found, _ in talks]
    begins, of_talk = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(talks)), sizes)
    signs = np.array([candidate.signs for found, _ in talks for candidate in found])
    right = begins + [[c.link.program for c in found].index(program) for found, program in talks]

    def loss(weights: Any) -> tuple[float, Any]:
        logits = signs @ weights
        odds = np.exp(logits - np.maximum.reduceat(logits, begins)[of_talk])
        shares = odds / np.add.reduceat(odds, begins)[of_talk]
        off = shares.copy()
        off[right] -= 1.0
        gradient = signs.T @ off / len(talks) + 2 * penalty * weights
        return float(-np.log(shares[right] + 1e-12).mean() + penalty * (weights @ weights)), gradient

    return minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B").x


def save(weights: Any, path: Path = _WEIGHTS) -> None:
    """A handful of numbers with their names, as JSON."""
    named = {sign: round(float(weight), 3) for sign, weight in zip(SIGNS, weights, strict=True)}
    path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")


@cache
def kept() -> Any:
    """The weights of data/links/topic_weights.json."""
    stored = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return np.array([stored[sign] for sign in SIGNS])


def _link(program: Program, link: Link | None, spoken: list[str]) -> Link:
    """A link as it was found, or to what was spoken of or named by half."""
    if link is not None and link.score >= SAID_BEFORE:
        return link
    return Link(program.id, program.name, SAID_BEFORE, "said before" if program.id in spoken else "like")


def _has(program: Program, noun: str) -> bool:
    """Whether a noun stands as a word in one of a program's names: 인정 does not in 소상공인정책자금."""
    # Looking for the letters first spares taking every name apart.
    having = (name for name in (program.name, *program.aliases) if noun in squeeze(name))
    return any(noun in content_words(name) for name in having)


def _odds(score: float) -> float:
    score = min(max(score, _LOWEST), _HIGHEST)
    return float(np.log(score / (1 - score)) - np.log(_LOWEST / (1 - _LOWEST)))
