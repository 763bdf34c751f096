"""Fits the ranking of imported programs, then that of both tiers, and measures them on programs they have not seen.

Run with `python -m bot.knowledge.fit_search [FOLDER]`; the folder is that of the snapshots, which should hold what
residents of both offices can have.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.catalog.catalog import Catalog
from bot.knowledge.catalog.rank import CatalogRanker
from bot.knowledge.catalog.training import Asked, our_questions, questions_about_nothing, search_questions
from bot.knowledge.linking.fit_rank import R, fit_ranker
from bot.knowledge.linking.link import Candidate
from bot.knowledge.regions import OFFICES
from bot.knowledge.unified import WEIGHED, called, logit, our_own
from bot.knowledge.unified_rank import UnifiedRanker, rows

_FOLDS = 5
_WEIGHT = 0.3  # of what was not asked with both tiers in mind
_EVERY = 4  # of the questions about nothing, which are many
_DAY = date(2026, 6, 12)  # of the data: what was not over then


@dataclass(frozen=True)
class Case:
    """The candidates of a question: their rows of clues, and which of them are right."""

    asked: Asked
    table: Any
    right: Any

    @property
    def weight(self) -> float:
        return 1.0 if self.asked.tier else _WEIGHT


@dataclass(frozen=True)
class Seen:
    """A question as either tier sees it; `theirs` are all candidates of the catalog, `ours` the best of ours."""

    theirs: Case | None
    ids: tuple[str, ...]
    ours: list[Candidate]
    common: Any  # clues of ours in the measure of the catalog


def seen(base: KnowledgeBase, catalog: Catalog, asked: Asked) -> Seen:
    found = catalog.candidates(asked.text, OFFICES[asked.office], _DAY)
    ids = catalog.ids(found.numbers)
    right = np.array([id in asked.want for id in ids])
    ours = our_own(base, asked.text, asked.office)[:WEIGHED]
    common = catalog.clues_of_own(asked.text, called(base, ours))
    return Seen(Case(asked, found.clues, right) if ids else None, ids, ours, common)


def both(asked: Asked, seen: Seen, ranker: CatalogRanker) -> Case | None:
    """The best of both tiers, in the order of unified.find_any."""
    ids = [own.program for own in seen.ours]
    scores: list[float] = []
    best: list[int] = []
    if seen.theirs:
        scores = ranker.probabilities(seen.theirs.table)
        best = np.argsort([-score for score in scores], kind="stable")[:WEIGHED].tolist()
    if not ids and not best:
        return None
    table = rows(
        [logit(own.score) for own in seen.ours], seen.common, [own.clues for own in seen.ours],
        [logit(scores[place]) for place in best], [seen.theirs.table[place] for place in best if seen.theirs],
    )  # fmt: skip
    ids += [seen.ids[place] for place in best]
    return Case(asked, table, np.array([id in asked.want for id in ids]))


def fit(kind: type[R], cases: Sequence[Case], c_order: float = 10.0, c_scale: float = 1.0) -> R:
    """The order is learned from pairs of a right and a wrong candidate, the scale from all candidates."""
    pairs = [
        (row - case.table[~case.right], case.weight / case.right.sum())
        for case in cases
        for row in case.table[case.right]
    ]
    differences = np.vstack([rows for rows, _ in pairs])
    weights = np.concatenate([np.full(len(rows), weight / max(1, len(rows))) for rows, weight in pairs])
    of_candidates = np.concatenate([np.full(len(case.right), case.weight) for case in cases])
    return fit_ranker(kind, cases, differences, weights, of_candidates, c_order=c_order, c_scale=c_scale)


def fit_both(asked: Sequence[Asked], found: Sequence[Seen]) -> tuple[CatalogRanker, UnifiedRanker]:
    """Of questions that are on our own programs alone the catalog learns nothing."""
    theirs = [s.theirs for a, s in zip(asked, found, strict=True) if s.theirs and (a.tier == "imported" or not a.want)]
    catalog = fit(CatalogRanker, theirs)
    joint = [case for a, s in zip(asked, found, strict=True) if (case := both(a, s, catalog))]
    return catalog, fit(UnifiedRanker, joint)


def held_out(asked: Sequence[Asked], found: Sequence[Seen]) -> list[tuple[Case, Any]]:
    """The questions with a candidate, each with the probabilities of models that saw no question on its programs."""
    families = sorted({a.family for a in asked})
    random.Random(1).shuffle(families)
    fold = {family: number % _FOLDS for number, family in enumerate(families)}
    answers = []
    for number in range(_FOLDS):
        kept = [place for place, a in enumerate(asked) if fold[a.family] != number]
        catalog, unified = fit_both([asked[place] for place in kept], [found[place] for place in kept])
        for a, s in zip(asked, found, strict=True):
            if fold[a.family] == number and (case := both(a, s, catalog)):
                answers.append((case, np.array(unified.probabilities(case.table))))
    return answers


def figures(answers: Iterable[tuple[Case, Any]], tier: str, named: bool) -> dict[str, float]:
    """Share of questions whose right program comes first and among the first five, and the calibration of the first."""
    chosen = [(case, answer) for case, answer in answers if (case.asked.tier, case.asked.named) == (tier, named)]
    meant = [(case, np.argsort(-answer, kind="stable")) for case, answer in chosen if case.asked.want]
    sure = np.array([answer.max() for _, answer in chosen])
    hit = np.array([bool(case.right[answer.argmax()]) for case, answer in chosen])
    bins = np.array_split(np.argsort(sure), 10)
    return {
        "questions": len(meant),
        "first": round(float(np.mean([case.right[best[0]] for case, best in meant])), 4),
        "top_five": round(float(np.mean([case.right[best[:5]].any() for case, best in meant])), 4),
        "ece": round(float(sum(len(b) * abs(sure[b].mean() - hit[b].mean()) for b in bins) / len(sure)), 4),
    }


def main() -> None:
    base = KnowledgeBase.load(snapshots=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    if base.catalog is None:
        raise SystemExit("no snapshot: import programs first")
    dice = random.Random(7)
    asked = [*search_questions(), *our_questions(base, dice), *[*questions_about_nothing(dice)][::_EVERY]]
    found = [seen(base, base.catalog, a) for a in asked]
    answers = held_out(asked, found)
    kinds = [(tier, named) for tier in ("curated", "imported") for named in (True, False)]
    measured = {
        f"{tier}, {'named' if named else 'described'}": figures(answers, tier, named) for tier, named in kinds
    } | {"older ones on our own": figures(answers, "", False)}
    for ranker in fit_both(asked, found):
        stored = ranker.as_dict() | {"fitted": date.today().isoformat(), "held out": measured}
        ranker.weights.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
