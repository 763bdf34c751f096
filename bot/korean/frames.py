"""What a question word asks for: 얼마 beside 소득 and 까지 asks who can get it, beside 한 달 and 나오다 how much it is.

Words stand for their kind (data/links/question_frames.yml), so that 봉급 얼마 밑이라야 is read as 소득 얼마까지 is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import yaml

from bot.korean.morphemes import morphemes
from bot.paths import DATA

_FILE = DATA / "links" / "question_frames.yml"
_NEAR = 5  # morphemes on either side of a question word
_TAIL = 12  # morphemes at the end, where the question stands
_LONGER = 2  # letters that a question word may have after its stem: 얼마나, 어디서
_SHORT_VERB = 2  # letters of a stem of one letter with its ending: 가요, 와요


@dataclass(frozen=True)
class _Word:
    form: str
    tag: str
    asks: str | None  # the question word it is
    kind: str | None

    @property
    def said(self) -> str:
        """Its kind, or itself."""
        return self.kind or self.form

    @property
    def content(self) -> bool:
        return self.kind is not None or self.tag[0] in "NVM"


def frames(text: str) -> list[str]:
    """Question words with what stands around them, pairs of words of the end, and runs of morphemes and kinds."""
    words = _read(text)
    forms, said = [word.form for word in words], [word.said for word in words]
    return [
        *(frame for place, word in enumerate(words) if word.asks for frame in _around(words, place, word.asks)),
        *(f"m:{form}" for form in forms),
        *(f"m:{a}_{b}" for a, b in pairwise(forms)),
        *(f"k:{a}_{b}" for a, b in pairwise(said)),
        *(f"k:{a}_{b}_{c}" for a, b, c in zip(said, said[1:], said[2:], strict=False)),
        *_pairs([word.said for word in words[-_TAIL:] if word.content]),
    ]


def _around(words: list[_Word], place: int, asks: str) -> list[str]:
    """What stands near a question word, before and after, and both at once."""
    before, after = words[max(0, place - _NEAR) : place], words[place + 1 : place + 1 + _NEAR]
    found = [f"q:{asks}"]
    found += [f"q:{asks}<{word.said}" for word in before if word.kind or word.tag[0] in "NV"]
    found += [f"q:{asks}>{word.kind}" for word in after if word.kind]
    found += [f"q:{asks}>{word.form}" for word in after if word.tag[0] in "JEVN"]
    found += [
        f"q:{a.kind}<{asks}>{b.said}" for a in before if a.kind for b in after if b.kind or b.tag[0] == "J"
    ]  # fmt: skip
    return found


def _pairs(said: list[str]) -> list[str]:
    return [f"s:{a}~{b}" for place, a in enumerate(said) for b in said[place + 1 :]]


def _read(text: str) -> list[_Word]:
    asking, kinds = _tables()
    words = []
    for form, tag in morphemes(text):
        if tag[0] == "S" and tag not in ("SN", "SL"):
            continue
        asks = _asks(form, asking) if tag[0] in "MNIV" else None
        words.append(_Word(form, tag, asks, _kind(form, tag, kinds)))
    return words


def _asks(form: str, asking: dict[str, str]) -> str | None:
    """The question word that a form begins with, or is."""
    stems = (form[:length] for length in range(len(form), max(0, len(form) - _LONGER - 1), -1))
    return next((asking[stem] for stem in stems if stem in asking), None)


def _kind(form: str, tag: str, kinds: dict[str, str]) -> str | None:
    """A verb is often one morpheme with its ending: 나와요, 걸려요. Then its first letters tell."""
    if (kind := kinds.get(form) or kinds.get(form.removesuffix("하"))) or tag[0] != "V":
        return kind
    return next((kinds[form[:length]] for length in (3, 2) if length < len(form) and form[:length] in kinds), None) or (
        kinds.get(form[0]) if "+" in tag and len(form) == _SHORT_VERB else None
    )


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """The question word of each stem, and the kind of each other word."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    asking = {stem: name for name, stems in data["question_words"].items() for stem in stems}
    return asking, {word: kind for kind, words in data["kinds"].items() for word in words}
