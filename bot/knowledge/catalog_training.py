"""Questions to fit the ranking of imported programs on: made from the programs themselves, with a seed, and real ones.

Made ones name a program, wholly, in part or misspelt, or tell some of what its texts say; real ones are the labelled
questions on our own programs that the sources have too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.knowledge.catalog_terms import core, load_everyday
from bot.knowledge.fit_rank import load_questions
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.regions import OFFICES
from bot.korean.noise import spoil
from bot.korean.normalize import squeeze
from bot.paths import DATA

_ASKS = (
    "얼마나 나와요", "얼마 받을 수 있나요", "신청 어떻게 해요", "어디서 신청하나요", "서류 뭐 가져가야 돼요", "누가 받을 수 있나요",
    "언제까지 신청해야 하나요", "저도 되나요", "대상이 어떻게 되나요", "알려주세요", "문의드립니다", "전화번호 좀", "받고 싶은데요", "",
)  # fmt: skip
_NEEDS = ("도와주는 거 있나요", "지원해 주는 거", "혜택 있어요?", "보태주는 거 있다던데", "해주는 데 어디예요", "지원 받을 수 있을까요", "되는 거 있나")  # fmt: skip
_STORIES = (
    "",
    "",
    "",
    "안녕하세요 ",
    "저희 어머니가 ",
    "이웃에서 들었는데 ",
    "주민센터에 물어보니 ",
    "동네 사는 사람인데요 ",
    "급해서 그런데 ",
    "혼자 사는데 ",
)
_NOTHING = (
    "chitchat",
    "greet",
    "thank",
    "goodbye",
    "out_of_scope",
    "send_test",
    "wrong_recipient",
    "affirm",
    "deny",
    "ask_bot",
)
_OFFICE = {"동작구": "dongjak", "서울": "dongjak", "진주시": "jinju", "경남": "jinju"}


@dataclass(frozen=True)
class Asked:
    """A question from a place. `right` are ids of programs, none where none is meant; `family` is held out as one."""

    text: str
    here: tuple[str, str]
    right: frozenset[str]
    family: str
    real: bool = False
    named: bool = True


def made_questions(programs: Sequence[Imported], number: int, dice: random.Random) -> Iterator[Asked]:
    """About so many programs, each named once and described once, at a place where it can be had."""
    places = sorted({(p.province, p.district) for p in programs if p.province and p.district})
    same = _namesakes(programs)
    for program in dice.sample(list(programs), min(number, len(programs))):
        here = _place_for(program, places, dice)
        right = frozenset(p.id for p in same[squeeze(program.name)] if _reaches(p, here))
        story = dice.choice(_STORIES)
        named = f"{story}{_called(program.name, dice)} {dice.choice(_ASKS)}"
        yield Asked(_spoilt(named, dice), here, right, squeeze(program.name))
        described = f"{story}{_described(program, dice)} {dice.choice(_NEEDS)}"
        yield Asked(_spoilt(described, dice), here, right, squeeze(program.name), named=False)


def real_questions(curated: Iterable[Program], programs: Iterable[Imported], dice: random.Random) -> Iterator[Asked]:
    """The labelled questions on our own programs that the sources have, as if we did not have them."""
    ours = {program.id: program for program in curated}
    ids = {program.source_id: program.id for program in programs}
    for question in load_questions():
        about = [ours[id] for id in question["programs"] if id in ours]
        right = frozenset(ids[p.serv_id] for p in about if p.serv_id in ids)
        if right:
            regions = {p.region for p in about if p.region}
            office = _OFFICE[sorted(regions)[0]] if regions else dice.choice(sorted(OFFICES))
            named = any(
                squeeze(core(name)) in squeeze(question["text"]) for p in about for name in (p.name, *p.aliases)
            )
            yield Asked(question["text"], OFFICES[office], right, about[0].id, real=True, named=named)


def questions_about_nothing(dice: random.Random, folder: Path = DATA / "nlu") -> Iterator[Asked]:
    """Small talk and what is none of a welfare desk's business."""
    for name in _NOTHING:
        rows = yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
        for number, line in enumerate(line for row in rows for line in row["examples"].splitlines()):
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\{[^}]*\}", r"\1\2", line.removeprefix("- ")).strip()
            if text:
                yield Asked(
                    text, OFFICES[dice.choice(sorted(OFFICES))], frozenset(), f"{name} {number % 20}", named=False
                )


def _called(name: str, dice: random.Random) -> str:
    """A name as people say it: whole, without its 지원사업, or short of a word."""
    bare = re.sub(r"[(\[].*?[)\]]", "", name).strip() or name
    words = bare.split()
    way = dice.random()
    if way < 0.4:
        return bare
    if way < 0.75 or len(words) < 3:
        return core(name)
    lost = dice.randrange(len(words))
    return " ".join(words[:lost] + words[lost + 1 :])


def _described(program: Imported, dice: random.Random) -> str:
    """A few words of its texts, seldom those of its name, in everyday words where there are some."""
    words = re.sub(r"[^\w\s]", " ", f"{program.summary} {program.target[:120]}").split()
    name = squeeze(program.name)
    other = [word for word in words if word[:2] not in name or dice.random() < 0.4] or words
    start = dice.randrange(max(1, len(other) - 5))
    said = " ".join(other[start : start + dice.randint(3, 6)])
    for sayings, means in dice.sample(_everyday(), 30):
        word = next((word for word in means if word in said), None)
        said = said.replace(word, dice.choice(sayings), 1) if word else said
    return said


@cache
def _everyday() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return load_everyday()


def _spoilt(text: str, dice: random.Random) -> str:
    return spoil(text, dice) if dice.random() < 0.5 else text.strip()


def _place_for(program: Imported, places: Sequence[tuple[str, str]], dice: random.Random) -> tuple[str, str]:
    if program.province and program.district:
        return program.province, program.district
    near = [place for place in places if program.province in (None, place[0])]
    return dice.choice(near) if near else (program.province or "", "")


def _reaches(program: Imported, here: tuple[str, str]) -> bool:
    return program.province in (None, here[0]) and program.district in (None, here[1])


def _namesakes(programs: Iterable[Imported]) -> dict[str, list[Imported]]:
    found: dict[str, list[Imported]] = {}
    for program in programs:
        found.setdefault(squeeze(program.name), []).append(program)
    return found
