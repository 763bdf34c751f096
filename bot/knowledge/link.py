"""Links a message to the programs it is about: by name, by a name nearly written, by description."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.knowledge.names import Named, NameIndex
from bot.knowledge.program import Program
from bot.knowledge.search import SearchIndex
from bot.korean.normalize import squeeze

# 생계급여 받는 중증입니다, 기초연금 타고 있는데: the program is the person's background, not the subject.
_BACKGROUND = re.compile(
    r"^(을|를|도|은|는|이|가|만)?(받는(데|중|사람|집|분|가구|어르신)?|받고|받아서|받다가|받던|타고|타는|타먹|수급|대상자(인|라|이|로)"
    r"|이용중|쓰고있|당첨|하고있는데|하는데|있는데|있고|됐는데|되었는데|말고|빼고|제외하고|없어지고)"
)


@dataclass(frozen=True)
class Link:
    """A program that a message may be about; `via` is how it was found: name, like, words."""

    program: str
    name: str
    score: float
    via: str
    start: int = -1
    end: int = -1

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.program, "name": self.name, "score": round(self.score, 4)}


class Linker:
    """Built from the programs of one knowledge version; `region` is the office's own (동작구, 진주시)."""

    def __init__(self, programs: Iterable[Program]):
        self._programs = {p.id: p for p in programs}
        self._owners: dict[str, list[str]] = {}
        for program in self._programs.values():
            for name in {program.name, *program.aliases}:
                self._owners.setdefault(name, []).append(program.id)
        self._by_squeezed: dict[str, list[str]] = {}
        for name, owners in self._owners.items():
            self._by_squeezed.setdefault(squeeze(name), []).extend(owners)
        self.names = NameIndex(self._owners)
        self._search = SearchIndex({p.id: _document(p) for p in self._programs.values()})

    def link(self, text: str, region: str | None = None, most: int = 5) -> list[Link]:
        """Programs best first, scores in 0..1; a program of another place than `region` counts only if named."""
        bare = squeeze(text)
        best: dict[str, Link] = {}
        for named in self.names.exact(bare):
            for program in self._by_squeezed[squeeze(named.name)]:
                _keep(best, self._link(program, _exact_score(named, bare), "name", named))
        for named in self.names.alike(bare):
            if named.likeness < 1.0:
                for program in self._by_squeezed[squeeze(named.name)]:
                    _keep(best, self._link(program, _alike_score(named, bare), "like", named))
        words = dict(self._search.find(text, most=12))
        for program, found in words.items():
            _keep(best, self._link(program, 0.8 * found / (found + 30.0), "words", None))
        ranked = [self._placed(link, words, region) for link in best.values()]
        return sorted(ranked, key=lambda link: -link.score)[:most]

    def mask(self, text: str) -> str:
        """The squeezed text with every name replaced by one sign: what is asked, whatever it is asked of."""
        bare = squeeze(text)
        for named in sorted(self.names.exact(bare), key=lambda n: -n.start):
            bare = bare[: named.start] + "◇" + bare[named.end :]
        return bare

    def knows(self, words: Iterable[str]) -> float:
        """The share of words that the knowledge base uses at all."""
        return self._search.knows(words)

    def _link(self, program: str, score: float, via: str, named: Named | None) -> Link:
        start, end = (named.start, named.end) if named else (-1, -1)
        return Link(program, self._programs[program].name, score, via, start, end)

    def _placed(self, link: Link, words: dict[str, float], region: str | None) -> Link:
        program = self._programs[link.program]
        found = words.get(link.program, 0.0)
        score = link.score + (0.08 * found / (found + 30.0) if link.via != "words" else 0.0)
        if program.region and region and program.region not in _regions_of(region):
            score *= 0.9 if link.via == "name" and program.region[:2] in link.name else 0.3
        elif program.region and link.via != "words":
            score += 0.02
        if program.status == "ended":
            score -= 0.03
        return Link(link.program, link.name, min(score, 1.0), link.via, link.start, link.end)


def _regions_of(region: str) -> tuple[str, ...]:
    return {"동작구": ("동작구", "서울"), "진주시": ("진주시", "경남")}.get(region, (region,))


def _exact_score(named: Named, bare: str) -> float:
    length = named.end - named.start
    score = 0.74 + 0.03 * min(length, 6)
    return score - 0.25 if _BACKGROUND.match(bare[named.end :]) else score


def _alike_score(named: Named, bare: str) -> float:
    length = len(squeeze(named.name))
    score = 0.35 + 2.0 * (named.likeness - 0.8) + 0.02 * min(length, 8)
    return score - 0.2 if _BACKGROUND.match(bare[named.end :]) else score


def _keep(best: dict[str, Link], link: Link) -> None:
    if link.program not in best or best[link.program].score < link.score:
        best[link.program] = link


def _document(program: Program) -> dict[str, list[str]]:
    return {
        "name": [program.name, *program.aliases],
        "description": list(program.descriptions),
        "text": [*program.answers.values(), *(f"{d.about} {' '.join(d.match)} {d.say}" for d in program.details)],
    }
