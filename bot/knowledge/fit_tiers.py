"""Fits bot/knowledge/unified.py: run with `python -m bot.knowledge.fit_tiers [FOLDER]` after fit_catalog.

Each labelled question on a program of ours that the sources have, too, is asked twice: once as it is, and once as if
we did not keep that program and only the catalog had it. Both tiers know as few wordings of a program, so that neither
is better known than it is to questions nobody has seen.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.catalog import Catalog
from bot.knowledge.catalog_training import Asked, made_questions, real_questions
from bot.knowledge.fit_catalog import taught
from bot.knowledge.fit_rank import thinned
from bot.knowledge.regions import OFFICES
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.unified import SIGNS, WEIGHTS, our_own, signs_of

_MADE = 400  # programs of the two offices that questions are made of
_MOST = 30  # places looked at once ours, or their twins, are taken out


def rows(base: KnowledgeBase, catalog: Catalog, questions: Iterable[Asked]) -> Iterator[tuple[list[float], bool, str]]:
    """(signs, whether the imported tier is meant, family); none where a tier finds nothing."""
    twins = {program.serv_id for program in base.programs.values()}
    offices = {here: office for office, here in OFFICES.items()}
    for asked in questions:
        office = offices[asked.here]
        ours = our_own(base, asked.text, office)
        hits = catalog.find(asked.text, office, _MOST, date(2026, 6, 12))
        others = [hit for hit in hits if hit.program.source_id not in twins]
        lacking = [hit for hit in hits if hit.program.source_id not in twins or hit.program.id in asked.right]
        meant = {
            program.id
            for program in base.programs.values()
            if any(id.endswith(f":{program.serv_id}") for id in asked.right)
        }
        without = [own for own in ours if own.candidate.program not in meant]
        if asked.real and ours and others:
            yield signs_of(asked.text, ours[0], others[0]), False, asked.family
        if without and lacking:
            yield signs_of(asked.text, without[0], lacking[0]), True, asked.family


def main() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    base, snapshot = KnowledgeBase.load(snapshots=folder), Snapshot.current(folder)
    if snapshot is None or base.catalog is None:
        raise SystemExit("no snapshot: import programs first")
    dice = random.Random(11)
    near = [program for office in OFFICES for program in base.catalog.here(office)]
    with tempfile.TemporaryDirectory() as made:
        catalog = taught(snapshot, base.programs.values(), Path(made))
        named = [a for a in made_questions(near, _MADE, dice) if a.here in OFFICES.values()]
        real = list(real_questions(base.programs.values(), catalog.all(), dice))
        table, meant, families = zip(*rows(thinned(base), catalog, [*named, *real]), strict=True)
    model = LogisticRegression(C=0.5, max_iter=5000, class_weight="balanced")
    guesses = cross_val_predict(model, np.array(table), np.array(meant), groups=families, cv=GroupKFold(5))
    model.fit(np.array(table), np.array(meant))
    weights = {name: round(float(w), 4) for name, w in zip(SIGNS, model.coef_[0], strict=True)}
    stored = {
        "weights": weights,
        "bias": round(float(model.intercept_[0]), 4),
        "fitted": date.today().isoformat(),
        "figures": {"questions": len(meant), "right": round(float(np.mean(guesses == np.array(meant))), 4)},
    }
    WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(stored, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
