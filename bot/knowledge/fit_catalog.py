"""Fits bot/knowledge/catalog_rank.py on the snapshot in force, and measures it on programs it has not seen.

Run with `python -m bot.knowledge.fit_catalog [FOLDER]`; the folder is that of the snapshots.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.catalog import Catalog
from bot.knowledge.catalog_rank import WEIGHTS, CatalogRanker
from bot.knowledge.catalog_terms import said_of
from bot.knowledge.catalog_training import Asked, made_questions, questions_about_nothing, real_questions
from bot.knowledge.program import Program
from bot.knowledge.programs import load_programs
from bot.knowledge.snapshot import Snapshot, write_snapshot

_FOLDS = 5
_MADE = 1500  # programs that questions are made of
_REAL = 20.0  # what a real question counts beside a made one
_WORDINGS = 3  # of our own programs, which have many more
_DAY = date(2026, 6, 12)  # of the data: what was not over then


@dataclass(frozen=True)
class Case:
    """A question as the catalog sees it: a row of clues for each candidate, and which of them are right."""

    asked: Asked
    table: Any
    right: Any

    @property
    def weight(self) -> float:
        return _REAL if self.asked.real else 1.0


def cases(catalog: Catalog, questions: Iterable[Asked]) -> list[Case]:
    """Questions that have a candidate; one whose right program is not among them stays, with none of them right."""
    made = []
    for asked in questions:
        found = catalog.candidates(asked.text, asked.here, _DAY)
        if found:
            numbers = catalog.numbers(asked.right)
            right = np.array([candidate.number in numbers for candidate in found])
            made.append(Case(asked, np.array([candidate.clues for candidate in found]), right))
    return made


def fit(made: Sequence[Case], c_order: float = 1.0, c_scale: float = 1.0) -> CatalogRanker:
    """The order is learned from pairs of a right and a wrong candidate, the scale from all candidates."""
    from sklearn.linear_model import LogisticRegression

    pairs = [
        (row - case.table[~case.right], case.weight / case.right.sum())
        for case in made
        for row in case.table[case.right]
    ]
    differences = np.vstack([rows for rows, _ in pairs])
    weights = np.concatenate([np.full(len(rows), weight / max(1, len(rows))) for rows, weight in pairs])
    model = LogisticRegression(C=c_order * 20, fit_intercept=False, max_iter=3000)
    signs = np.where(np.arange(len(differences)) % 2 == 0, 1, -1)  # every other pair the other way round: two classes
    model.fit(differences * signs[:, None], signs, sample_weight=weights)
    order = model.coef_[0]
    table = np.vstack([CatalogRanker.signs_of(case.table, case.table @ order) for case in made])
    scale = LogisticRegression(C=c_scale, max_iter=3000)
    weights = np.concatenate([np.full(len(case.right), case.weight) for case in made])
    scale.fit(table, np.concatenate([case.right for case in made]), sample_weight=weights)
    return CatalogRanker(order, scale.coef_[0], float(scale.intercept_[0]))


def held_out(made: Sequence[Case]) -> list[Any]:
    """For each case the probabilities of a model that saw no question on its programs."""
    families = sorted({case.asked.family for case in made})
    random.Random(1).shuffle(families)
    fold = {family: number % _FOLDS for number, family in enumerate(families)}
    answers: list[Any] = [None] * len(made)
    for number in range(_FOLDS):
        model = fit([case for case in made if fold[case.asked.family] != number])
        for place, case in enumerate(made):
            if fold[case.asked.family] == number:
                answers[place] = np.array(model.probabilities(case.table))
    return answers


def figures(made: Sequence[Case], answers: Sequence[Any], which: Callable[[Asked], bool]) -> dict[str, float]:
    """Share of questions whose right program comes first and among the first five, and the calibration of the first."""
    chosen = [(c, a) for c, a in zip(made, answers, strict=True) if which(c.asked)]
    meant = [(c, np.argsort(-a, kind="stable")) for c, a in chosen if c.asked.right]
    sure = np.array([a.max() for _, a in chosen])
    hit = np.array([bool(c.right[a.argmax()]) for c, a in chosen])
    bins = np.array_split(np.argsort(sure), 10)
    return {
        "questions": len(meant),
        "first": round(float(np.mean([c.right[best[0]] for c, best in meant])), 4),
        "top_five": round(float(np.mean([c.right[best[:5]].any() for c, best in meant])), 4),
        "found": round(float(np.mean([c.right.any() for c, _ in meant])), 4),
        "ece": round(float(sum(len(b) * abs(sure[b].mean() - hit[b].mean()) for b in bins) / len(sure)), 4),
    }


def taught(snapshot: Snapshot, curated: Iterable[Program], folder: Path) -> Catalog:
    """The snapshot's programs, with how people speak of ours where the sources have them: a few wordings, as of others."""
    ours = {p.serv_id: p.descriptions[:_WORDINGS] for p in curated if p.serv_id}
    version = write_snapshot(folder, snapshot.catalog.all(), (), said_of() | ours)
    return Snapshot(folder / f"{version}.sqlite").catalog


def main() -> None:
    snapshot = Snapshot.current(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    if snapshot is None:
        raise SystemExit("no snapshot: import programs first")
    dice = random.Random(7)
    curated = load_programs()[0]
    with tempfile.TemporaryDirectory() as folder:
        catalog = taught(snapshot, curated, Path(folder))
        programs = list(catalog.all())
        made = cases(catalog, [
            *made_questions(programs, _MADE, dice), *real_questions(curated, programs, dice), *questions_about_nothing(dice),
        ])  # fmt: skip
    answers = held_out(made)
    stored = fit(made).as_dict() | {
        "fitted": date.today().isoformat(),
        "figures": {
            "made_named": figures(made, answers, lambda a: not a.real and a.named),
            "made_described": figures(made, answers, lambda a: not a.real and not a.named and bool(a.right)),
            "real_named": figures(made, answers, lambda a: a.real and a.named),
            "real_described": figures(made, answers, lambda a: a.real and not a.named),
        },
    }
    WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(stored, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
