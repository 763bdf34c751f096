"""The terms by which imported programs are found: what a question says, without its asking, and what that is officially."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from bot.knowledge.search import pairs_of
from bot.korean.morphemes import content_words
from bot.korean.normalize import normalize, squeeze
from bot.paths import DATA

EVERYDAY = DATA / "links" / "everyday.yml"
SAID_OF = DATA / "links" / "said_of.yml"
MEANT = 0.7  # what an official word counts that only stands for a word said

# What is asked is no clue of what it is asked about: 얼마나 나와요, 신청은 어떻게 하나요, 받을 수 있는지 궁금합니다.
_ASKING = re.compile(
    r"안녕하세요|수고(?:많으십|하십)니다|얼마(?:나|쯤|정도|씩|까지)?|어떻게|어떡해|어찌|어디(?:서|로|에서|에)?|언제(?:부터|까지)?|누가|누구|무슨|무엇|어떤"
    r"|신청(?:하려|하면|하고|할|은|을|하는|방법|서류|기간|자격)?|서류|방법|절차|자격|조건|기간|문의|전화번호|연락처|담당(?:부서|자)?"
    r"|받(?:을수|으려|아|는|을|나|고)|있(?:나|을|는|어|습|다|으)[가-힣]{0,3}|되(?:나요|는지|요|나|는가)|돼요?|될까요?|됩니까|인가요|인지|까요|나요|습니까"
    r"|알(?:려주|고싶|아보|려)[가-힣]{0,3}|궁금(?:합니다|해요|한데)?|싶(?:어|은|습|다)[가-힣]{0,2}|해주(?:나|는|세|시)[가-힣]{0,2}|주(?:나요|는지|세요|시나요|는거|는)"
    r"|나오(?:나요|는지|는)?|나와요?|지금|혹시|제가|저희|저는|우리|그런데|근데|이런|그거|이거|거기|여기|가능(?:한가요|한지|할까요|해요)?"
)
_STEMS = (
    "신청 서류 방법 절차 자격 조건 기간 문의 전화 번호 연락처 담당 부서 얼마 어디 언제 누구 무엇 어떤 어떻게 궁금 안녕 수고 "
    "알려주 알아보 가능 혹시 지금 받 있 되 주 하 나오 해주 싶 알 우리 저희 이거 그거 거기 여기 거 것 수 데 때 분 이 그"
)
ASKING_WORDS = frozenset(_STEMS.split())
"""The stems of words that only ask."""
# 지원사업 says nothing of which, and people leave it out.
_TAIL = re.compile(
    r"(?:지원사업|지원서비스|지원제도|지원|사업|서비스|지급|제공|운영|추진|실시|제도|프로그램|안내|대상|확대|등)+$"
)
_BRACKETS = re.compile(r"[(\[〔（「『<][^)\]〕）」』>]*[)\]〕）」』>]")


def asked_about(text: str) -> str:
    """The squeezed question with a blank where it only asks: '◌ 산후조리비 ◌'."""
    return _ASKING.sub(" ", squeeze(text))


def question_terms(text: str, everyday: Sequence[Sequence[frozenset[str]]]) -> dict[str, float]:
    """Terms → how much each counts: 1 for what was said, less for the official words that it may stand for."""
    said = asked_about(text).split()
    found = dict.fromkeys((pair for piece in said for pair in pairs_of(piece)), 1.0)
    found |= dict.fromkeys((w for w in content_words(text) if len(w) > 1 and w not in ASKING_WORDS), 1.0)
    meant = sorted({pair for ways in everyday for way in ways for pair in way})
    return dict.fromkeys(meant, MEANT) | found


def everyday_words(squeezed: str) -> list[list[frozenset[str]]]:
    """For each everyday word of a text the pairs of each official word that it may stand for: any of them will do."""
    everyday = _everyday()
    said = {
        row
        for start, letter in enumerate(squeezed)
        for length in everyday.lengths.get(letter, ())
        for row in everyday.rows.get(squeezed[start : start + length], ())
    }
    return [everyday.ways[row] for row in sorted(said)]


def everyday_pairs() -> frozenset[str]:
    """All pairs of official words that any everyday word may stand for."""
    return frozenset(pair for ways in _everyday().ways for way in ways for pair in way)


def core(name: str) -> str:
    """The squeezed part of a name by which people call it: 출산축하금 of '출산축하금 지원사업(동작구)'."""
    whole = squeeze(_BRACKETS.sub(" ", normalize(name))) or squeeze(name)
    bare = _TAIL.sub("", whole)
    return bare if len(bare) >= 3 else whole


def load_everyday(path: Path = EVERYDAY) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What people say, and the official words that it may stand for."""
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["words"]
    return [(tuple(row["said"]), tuple(row["means"])) for row in rows]


@cache
def said_of() -> dict[str, tuple[str, ...]]:
    """servId → how residents speak of the program."""
    rows = yaml.load(SAID_OF.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["said_of"]
    return {id: tuple(wordings) for id, wordings in rows.items()}


class _Everyday:
    """Everyday words by the rows of the file that have them, and their lengths by their first letter."""

    def __init__(self, words: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]):
        self.ways = [[frozenset(pairs_of(squeeze(word))) for word in means] for _, means in words]
        self.rows: dict[str, list[int]] = {}
        self.lengths: dict[str, set[int]] = {}
        for row, (sayings, _) in enumerate(words):
            for saying in sayings:
                self.rows.setdefault(saying, []).append(row)
                self.lengths.setdefault(saying[0], set()).add(len(saying))


@cache
def _everyday() -> _Everyday:
    return _Everyday(load_everyday())
