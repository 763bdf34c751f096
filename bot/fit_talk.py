"""Learns from the dialogues of data/dialogues what the talk weighs: python -m bot.fit_talk, after `bokji train`.

Writes models/turning.npz and the weights of topic, talk and asked in data/links, and prints how often the right program
comes first, the right group and the right aspect, for each file with what was fitted on the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot import asked, talk, topic, turning
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
    path: Path, base: KnowledgeBase, read: Callable[[str, str], Evidence], turning: LinearModel | None = None
) -> Iterator[Turn]:
    """The turns of one file, read: `read` takes a text and the office, `turning` is a model that has not seen the file."""
    for one in written(path, base):
        evidence = read(one.turn["text"], one.context.office)
        found = topic.candidates(evidence, one.context, base, turning)
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


def _fit_turning(paths: Iterable[Path], base: KnowledgeBase) -> LinearModel:
    questions = [one for path in paths for one in written(path, base) if one.meant]
    away = [one.meant != one.context.program for one in questions]
    return turning.fit([one.turn["text"] for one in questions], away, base.linker)


def _fit_topic(turns: list[Turn]) -> Any:
    return topic.fit([(turn.candidates, turn.right) for turn in turns if turn.right])


def _fit_groups(turns: list[Turn], weights: Any) -> Any:
    rows = [talk.signs(turn.evidence, turn.context, topic.chosen(turn.candidates, weights)) for turn in turns]
    return talk.fit([talk.reading(turn.evidence) for turn in turns], rows, [turn.group for turn in turns])


def _fit_asked(turns: list[Turn]) -> Any:
    known = [(turn, turn.context.aspect) for turn in turns if turn.aspects and turn.context.aspect]
    rows = [asked.signs(turn.evidence.text, turn.evidence.intents, before) for turn, before in known]
    return asked.fit(rows, [turn.aspects[0] for turn, _ in known])


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
        if turn.aspects and (before := turn.context.aspect):
            read = asked.asked_in_talk(turn.evidence.text, turn.evidence.intents, before, asked_weights)
            aspects.append(read[0][0] in turn.aspects)
    said = {"program": programs, "group": groups, "aspect": aspects}
    return ", ".join(f"{name} {np.mean(found):.1%} of {len(found)}" for name, found in said.items() if found)


def main() -> None:
    """Fits on all files; prints what each is worth to weights that did not see it."""
    base = KnowledgeBase.load()
    read = Reader(base)
    paths = sorted((DATA / "dialogues").glob("*.jsonl"))
    files = {
        path.name: list(turns_of(path, base, read, _fit_turning([other for other in paths if other != path], base)))
        for path in paths
    }
    for name, turns in files.items():
        others = [turn for other, rest in files.items() if other != name for turn in rest]
        print(f"{name}: {_shown(turns, others)}")
    everything = [turn for turns in files.values() for turn in turns]
    weights = _fit_topic(everything)
    turning.save(_fit_turning(paths, base))
    topic.save(weights)
    asked.save(_fit_asked(everything))
    talk.save(_fit_groups(everything, weights))


if __name__ == "__main__":
    main()
