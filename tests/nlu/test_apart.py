"""No message that is held apart for measuring stands in what is trained on, nor a near copy of one.

A breach is told by the training message and the id of the other, so that nobody learns from the output of a test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from scipy.sparse import csr_matrix

from bot.korean.normalize import squeeze
from bot.paths import DATA, ROOT
from tests.shared import needs

SAMPLE = ROOT.parent / "shared" / "data" / "messages-sample"
TRAINED_ON = ("nlu", "safety/lookalikes.yml", "links", "referral")
NEAR = 0.6  # Jaccard of letter triples
LONG, SHORT = 10, 6  # squeezed letters: from LONG on likeness counts, from SHORT on equality; 감사합니다 cannot be new


@dataclass(frozen=True)
class Text:
    """A message with the place that it stands at."""

    where: str
    text: str

    @property
    def bare(self) -> str:
        return squeeze(self.text)


def trained() -> Iterator[Text]:
    """Rasa's examples, every `text:` of the other files that a model is trained on, and the turns of the dialogues.

    Fails on a broken file.
    """
    for name in TRAINED_ON:
        place = DATA / name
        for path in sorted(place.rglob("*.yml")) if place.is_dir() else [place] if place.exists() else []:
            where = str(path.relative_to(ROOT))
            try:
                data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            except yaml.YAMLError as error:
                pytest.fail(f"{where} is not YAML: {error}", pytrace=False)
            yield from (Text(where, text) for text in (*_examples(data), *_texts(data)))
    for path in sorted((DATA / "dialogues").glob("*.jsonl")):
        dialogues = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        yield from (Text(path.name, text) for dialogue in dialogues for text in _texts(dialogue))


def described() -> Iterator[Text]:
    """What is written by hand of programs in residents' words: descriptions of ours, wordings of imported ones."""
    for path in sorted((DATA / "programs").glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        yield from (Text(path.name, text) for text in data.get("descriptions", ()))
    for name in ("said_of.yml", "everyday.yml"):
        yield from (Text(name, text) for text in _leaves(DATA / "links" / name))


def held_apart(folder: Path) -> Iterator[Text]:
    """Messages, turns of dialogues and pieces of split messages."""
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            texts = [
                row.get("text"),
                row.get("whole"),
                *(row.get("pieces") or ()),
                *(t["text"] for t in row.get("turns") or ()),
            ]
            yield from (Text(f"{path.name} {row['id']}", text) for text in texts if text)


def _examples(data: dict[str, Any]) -> Iterator[str]:
    for item in data.get("nlu", ()):
        yield from (row.removeprefix("- ") for row in item.get("examples", "").splitlines() if row.strip())


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("text"), str):
            yield data["text"]
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def copies(training: list[Text], apart: list[Text]) -> list[str]:
    """What stands in both, as `file: training message: like <place>`."""
    return sorted(
        {
            f"{here.where}: {here.text!r}: like {there.where}"
            for here, there in [*_equal(training, apart), *_near(training, apart)]
        }
    )


def _equal(training: list[Text], apart: list[Text]) -> Iterator[tuple[Text, Text]]:
    known = {text.bare: text for text in training}
    return ((known[text.bare], text) for text in apart if len(text.bare) >= SHORT and text.bare in known)


def _near(training: list[Text], apart: list[Text]) -> Iterator[tuple[Text, Text]]:
    ours, theirs = ([text for text in texts if len(text.bare) >= LONG] for texts in (training, apart))
    columns: dict[str, int] = {}
    here, there = _matrix(ours, columns), _matrix(theirs, columns)
    width = len(columns)
    here.resize(len(ours), width)
    there.resize(len(theirs), width)
    sizes_here, sizes_there = (np.asarray(matrix.sum(axis=1)).ravel() for matrix in (here, there))
    shared = (here @ there.T).tocoo()
    likeness = shared.data / (sizes_here[shared.row] + sizes_there[shared.col] - shared.data)
    return ((ours[shared.row[i]], theirs[shared.col[i]]) for i in np.flatnonzero(likeness >= NEAR))


def _matrix(texts: list[Text], columns: dict[str, int]) -> csr_matrix:
    """Texts x letter triples, 1 where one stands in the other; new triples get the next column."""
    starts, places = [0], []
    for text in texts:
        bare = text.bare
        places += [
            columns.setdefault(bare[i : i + 3], len(columns))
            for i in sorted({bare.find(bare[j : j + 3]) for j in range(len(bare) - 2)})
        ]
        starts.append(len(places))
    return csr_matrix((np.ones(len(places), dtype=np.int32), places, starts), shape=(len(texts), max(1, len(columns))))


@pytest.fixture(scope="module")
def training() -> list[Text]:
    return list(trained())


def test_what_is_trained_on_is_all_read(training: list[Text]) -> None:
    assert len(training) > 2000
    assert {place for text in training for place in Path(text.where).parts} >= {"nlu", "safety", "tuning.jsonl"}


def test_no_held_apart_message_is_trained_on(training: list[Text]) -> None:
    apart = list(held_apart(ROOT / "tests" / "nlu"))
    assert len(apart) > 3000
    tell(copies(training, apart))


def test_no_held_apart_message_describes_a_program() -> None:
    """Programs are found by these words, ours and the imported ones: a message among them would find itself."""
    told = list(described())
    assert len(told) > 5000
    tell(copies(told, list(held_apart(ROOT / "tests" / "nlu"))))


@needs(SAMPLE)
def test_no_message_of_the_sample_is_trained_on(training: list[Text]) -> None:
    tell(copies(training, list(held_apart(SAMPLE))))


def test_no_fresh_case_of_the_crisis_net_is_trained_on(training: list[Text]) -> None:
    folder = ROOT / "tests" / "bot" / "safety"
    fresh = [Text(path.name, text) for path in folder.glob("fresh_*.yml") for text in _leaves(path)]
    assert len(fresh) > 100
    tell(copies(training, fresh))


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("우리 강아지가 어디 아픈가 봐요", "우리 강아지가 어디 아픈가봐요", True),
        ("우리 강아지가 어디 아픈가 봐요", "우리 강아지가 어디가 아픈가봐요!", True),
        ("우리 강아지가 어디 아픈가 봐요", "어제 산 책을 어디에 뒀는지 모르겠네요", False),
        ("산책 가요!", "산책 가요", False),
        ("산책 다녀올게요", "산책다녀올게요", True),
        ("산책 다녀올게요", "산책 다녀왔어요", False),
    ],
)
def test_near_copies_are_seen(ours: str, theirs: str, found: bool) -> None:
    assert bool(copies([Text("a", ours)], [Text("b", theirs)])) is found


def tell(found: list[str]) -> None:
    if found:
        pytest.fail("\n".join([f"{len(found)} near copies", *found]), pytrace=False)


def _leaves(path: Path) -> Iterator[str]:
    def walk(data: Any) -> Iterator[str]:
        if isinstance(data, str):
            yield data
        else:
            for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
                yield from walk(value)

    return walk(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
