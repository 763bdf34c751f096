"""Learns from the dialogues of data/dialogues what the talk weighs: python -m bot.fit_talk, after `bokji train`.

Writes models/turning.npz and models/in_talk.npz and the weights of topic, talk and asked in data/links, and prints how
often the right program comes first, the right group and the right aspect, for each file with what was fitted on others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot import asked, in_talk, talk, topic, turning
from bot.cli.explain import trained_classifier
from bot.evaluation.names import same_program
from bot.evidence import TRAIL, Context, Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import OFFICES
from bot.linear import LinearModel
from bot.paths import DATA
from bot.reading import read_evidence

_GROUPS = {
    "answer": "question", "clarify": "question", "recommend": "recommend", "handoff": "person",
    "smalltalk": "smalltalk", "out_of_scope": "out_of_scope", "crisis": "crisis",
}  # fmt: skip


_FOLDS = 6  # of files: the models of words are fitted so many times over, and read what they have not seen


@dataclass(frozen=True)
class WordModels:
    """What tells by its words alone whether a message turns away, and what it asks or amounts to; None: the kept model."""

    turning: LinearModel | None = None
    in_talk: LinearModel | None = None


@dataclass(frozen=True)
class Turn:
    """A written turn after a program was spoken of; `context` holds what rightly went before it."""

    evidence: Evidence
    context: Context
    group: str
    candidates: list[topic.Candidate]
    right: str | None  # the program meant, where it is among the candidates of a question
    aspects: tuple[str, ...] = ()  # the aspects of which any is right, of a question; the first is the likeliest


class Reader:
    """Reads messages as the trained pipeline does."""

    def __init__(self, base: KnowledgeBase):
        trained = trained_classifier()
        if trained is None:
            raise SystemExit("There is no trained model: run `bokji train` first.")
        self._base = base
        self._model = trained

    def __call__(self, text: str, office: str) -> Evidence:
        seen = read_evidence(text, self._base, self._model.intents(text, self._base.linker), OFFICES.get(office))
        return replace(seen, groups=self._model.blend.probabilities(seen))


@dataclass(frozen=True)
class Written:
    """A turn of a file with what rightly went before it; `meant` is the program of a question."""

    turn: Mapping[str, Any]
    context: Context
    meant: str | None


def written(path: Path, base: KnowledgeBase) -> Iterator[Written]:
    """The turns of one file that stand in a talk about some program.

    A dialogue may begin in the middle: `spoken` are the programs spoken of, newest first, `asked` is the aspect asked
    last, and `waits` says whether a person was asked for.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        dialogue = json.loads(line)
        context = _at_first(dialogue)
        for turn in dialogue["turns"]:
            asked_back = turn["expected"] == "clarify" and not context.program
            meant = _program_meant(turn["programs"], base) if turn["expected"] == "answer" or asked_back else None
            if context.program:
                yield Written(turn, context, meant)
            context = _after(context, turn, meant)


def turns_of(
    said: Iterable[Written], base: KnowledgeBase, read: Callable[[str, str], Evidence], words: WordModels
) -> Iterator[Turn]:
    """The turns of one file, read: `read` takes a text and the office, the models of words have not seen the file."""
    for one in said:
        text = one.turn["text"]
        evidence = replace(read(text, one.context.office), in_talk=in_talk.heard(text, base.linker, words.in_talk))
        found = topic.candidates(evidence, one.context, base, words.turning)
        ids = [c.link.program for c in found if same_program(base.programs[c.link.program], one.turn["programs"])]
        right = (one.meant if one.meant in ids else ids[0]) if one.meant and ids else None
        yield Turn(evidence, one.context, _GROUPS[one.turn["expected"]], found, right, _asked(one.turn))


def _at_first(dialogue: Mapping[str, Any]) -> Context:
    spoken = tuple(dialogue.get("spoken") or ())
    return Context(
        program=spoken[0] if spoken else None,
        trail=spoken,
        aspect=dialogue.get("asked"),
        handed_off="handoff" if dialogue.get("waits") else None,
        office=dialogue.get("office", "dongjak"),
    )


def _asked(turn: Mapping[str, Any]) -> tuple[str, ...]:
    aspect = turn.get("aspect") if turn["expected"] == "answer" else None
    return (aspect, *(turn.get("aspect_also") or ())) if aspect else ()


def _after(context: Context, turn: Mapping[str, Any], program: str | None) -> Context:
    decision = turn["expected"]
    if program:
        trail = tuple(dict.fromkeys([program, *context.trail]))[:TRAIL]
        context = replace(context, program=program, trail=trail)
    if asked_now := _asked(turn):
        context = replace(context, aspect=asked_now[0])
    return replace(context, handed_off=decision) if decision in ("handoff", "crisis") else context


def _program_meant(names: list[str], base: KnowledgeBase) -> str | None:
    exact = (p.id for p in base.programs.values() if names and p.name == names[0])
    alike = (p.id for p in base.programs.values() if names and same_program(p, names[:1]))
    return next(exact, None) or next(alike, None)


def _fit_turning(turns: Iterable[Written], base: KnowledgeBase) -> LinearModel:
    questions = [one for one in turns if one.meant]
    away = [one.meant != one.context.program for one in questions]
    return turning.fit([one.turn["text"] for one in questions], away, base.linker)


def _fit_in_talk(turns: Iterable[Written], base: KnowledgeBase) -> LinearModel:
    texts, labels = [], []
    for one in turns:
        texts.append(one.turn["text"])
        labels.append(next(iter(_asked(one.turn)), _GROUPS[one.turn["expected"]]))
    return in_talk.fit(texts, labels, base.linker)


def _fit_topic(turns: list[Turn]) -> Any:
    return topic.fit([(turn.candidates, turn.right) for turn in turns if turn.right])


def _fit_groups(turns: list[Turn], weights: Any) -> Any:
    rows = [talk.signs(turn.evidence, turn.context, topic.chosen(turn.candidates, weights)) for turn in turns]
    return talk.fit([talk.reading(turn.evidence) for turn in turns], rows, [turn.group for turn in turns])


def _fit_asked(turns: list[Turn]) -> Any:
    questions = [turn for turn in turns if turn.aspects]
    rows = [asked.signs(turn.evidence, turn.context.aspect) for turn in questions]
    return asked.fit(rows, [turn.aspects[0] for turn in questions])


def _shown(turns: list[Turn], others: list[Turn]) -> str:
    weights = _fit_topic(others)
    talk_weights, asked_weights = _fit_groups(others, weights), _fit_asked(others)
    programs, groups, aspects = [], [], []
    for turn in turns:
        found = topic.chosen(turn.candidates, weights)
        if turn.right and found:
            programs.append(found[0].program == turn.right)
        shares = talk.weigh(turn.evidence, turn.context, found, talk_weights)
        groups.append(max(shares, key=shares.__getitem__) == turn.group)
        if turn.aspects:
            read = asked.asked_in_talk(turn.evidence, turn.context.aspect, asked_weights)
            aspects.append(read[0][0] in turn.aspects)
    right = {"program": programs, "group": groups, "aspect": aspects}
    return ", ".join(f"{name} {np.mean(found):.1%} of {len(found)}" for name, found in right.items() if found)


def main() -> None:
    """Fits on all files; prints what each is worth to weights that did not see it."""
    base = KnowledgeBase.load()
    read = Reader(base)
    paths = sorted((DATA / "dialogues").glob("*.jsonl"))
    said = {path: list(written(path, base)) for path in paths}
    files: dict[str, list[Turn]] = {}
    for fold in range(_FOLDS):
        others = [one for number, path in enumerate(paths) if number % _FOLDS != fold for one in said[path]]
        words = WordModels(_fit_turning(others, base), _fit_in_talk(others, base))
        files |= {path.name: list(turns_of(said[path], base, read, words)) for path in paths[fold::_FOLDS]}
    for name, turns in files.items():
        rest = [turn for other, those in files.items() if other != name for turn in those]
        print(f"{name}: {_shown(turns, rest)}")
    everything = [turn for turns in files.values() for turn in turns]
    weights = _fit_topic(everything)
    everything_said = [one for turns in said.values() for one in turns]
    turning.save(_fit_turning(everything_said, base))
    in_talk.save(_fit_in_talk(everything_said, base))
    topic.save(weights)
    asked.save(_fit_asked(everything))
    talk.save(_fit_groups(everything, weights))


if __name__ == "__main__":
    main()
