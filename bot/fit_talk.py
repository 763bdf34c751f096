"""Learns from the dialogues of data/dialogues what the talk weighs: python -m bot.fit_talk, after `bokji train`.

Writes data/links/topic_weights.json and data/links/talk_weights.json, and prints how often the right program comes first
and the right group, for each file with weights that were fitted on the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot import talk, topic
from bot.cli.explain import trained_classifier
from bot.evaluation.names import same_program
from bot.evidence import TRAIL, Context, Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import OFFICES
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


def turns_of(path: Path, base: KnowledgeBase, read: Callable[[str, str], Evidence]) -> Iterator[Turn]:
    """The turns of one file that stand in a talk about some program; `read` takes a text and the office."""
    for line in path.read_text(encoding="utf-8").splitlines():
        dialogue = json.loads(line)
        context = Context(office=dialogue.get("office", "dongjak"))
        for turn in dialogue["turns"]:
            asked_back = turn["expected"] == "clarify" and not context.program
            meant = _program_meant(turn["programs"], base) if turn["expected"] == "answer" or asked_back else None
            if context.program:
                evidence = read(turn["text"], context.office)
                found = topic.candidates(evidence, context, base)
                ids = [c.link.program for c in found if same_program(base.programs[c.link.program], turn["programs"])]
                right = (meant if meant in ids else ids[0]) if meant and ids else None
                yield Turn(evidence, context, _GROUPS[turn["expected"]], found, right)
            context = _after(context, turn["expected"], meant)


def _after(context: Context, decision: str, program: str | None) -> Context:
    if program:
        trail = tuple(dict.fromkeys([program, *context.trail]))[:TRAIL]
        context = replace(context, program=program, trail=trail)
    return replace(context, handed_off=decision) if decision in ("handoff", "crisis") else context


def _program_meant(names: list[str], base: KnowledgeBase) -> str | None:
    exact = (p.id for p in base.programs.values() if names and p.name == names[0])
    alike = (p.id for p in base.programs.values() if names and same_program(p, names[:1]))
    return next(exact, None) or next(alike, None)


def _fit_topic(turns: list[Turn]) -> Any:
    return topic.fit([(turn.candidates, turn.right) for turn in turns if turn.right])


def _fit_groups(turns: list[Turn], weights: Any) -> Any:
    rows = [talk.signs(turn.evidence, turn.context, topic.chosen(turn.candidates, weights)) for turn in turns]
    return talk.fit([talk.reading(turn.evidence) for turn in turns], rows, [turn.group for turn in turns])


def _shown(turns: list[Turn], weights: Any, talk_weights: Any) -> str:
    programs, right = [], []
    for turn in turns:
        found = topic.chosen(turn.candidates, weights)
        if turn.right and found:
            programs.append(found[0].program == turn.right)
        shares = talk.weigh(turn.evidence, turn.context, found, talk_weights)
        right.append(max(shares, key=shares.__getitem__) == turn.group)
    return f"program {np.mean(programs):.1%} of {len(programs)}, group {np.mean(right):.1%} of {len(right)}"


def main() -> None:
    """Fits on all files; prints what each is worth to weights that did not see it."""
    base = KnowledgeBase.load()
    read = Reader(base)
    files = {path.name: list(turns_of(path, base, read)) for path in sorted((DATA / "dialogues").glob("*.jsonl"))}
    for name, turns in files.items():
        others = [turn for other, rest in files.items() if other != name for turn in rest]
        if others:
            weights = _fit_topic(others)
            print(f"{name}: {_shown(turns, weights, _fit_groups(others, weights))}")
    everything = [turn for turns in files.values() for turn in turns]
    weights = _fit_topic(everything)
    topic.save(weights)
    talk.save(_fit_groups(everything, weights))


if __name__ == "__main__":
    main()
