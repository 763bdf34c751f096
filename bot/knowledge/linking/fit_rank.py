"""Fits bot/knowledge/linking/rank.py on labelled questions, and measures it on questions and programs it has not seen."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
import yaml

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.rank import WEIGHTS, Ranker
from bot.korean.noise import spoil
from bot.paths import DATA

R = TypeVar("R", bound=Ranker)
QUESTIONS = DATA / "links" / "questions.yml"
_OFFICE = {"동작구": "동작구", "서울": "동작구", "진주시": "진주시", "경남": "진주시"}
_FOLDS = 5


@dataclass(frozen=True)
class Case:
    """One message as the linker sees it: a row of clues for each candidate, and which of them are right."""

    question: int
    programs: tuple[str, ...]  # the right ones
    found: tuple[str, ...]
    table: Any
    right: Any
    plain: bool  # as typed, with no office known
    apart: bool = False  # told in words that neither name nor description has


def load_questions() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    return read


def cases(
    base: KnowledgeBase, questions: Sequence[dict[str, Any]], copies: int = 2, seed: int = 5, plain: bool = True
) -> list[Case]:
    """Each question as typed, spoilt a few times, and once as asked at an office."""
    dice = random.Random(seed)
    made: list[Case] = []
    for number, question in enumerate(questions):
        regions = {region for p in question["programs"] if (region := base.programs[p].region)}
        office = _OFFICE[regions.pop()] if regions else dice.choice(["동작구", "진주시"])
        wordings: list[tuple[str, str | None]] = [(question["text"], None), (question["text"], office)]
        wordings += [(spoil(question["text"], dice), dice.choice([None, office])) for _ in range(copies)]
        for place, (text, region) in enumerate(wordings):
            found = base.linker.candidates(text, region)
            if found:
                names = tuple(candidate.program for candidate in found)
                right = np.array([name in question["programs"] for name in names])
                table = np.array([candidate.clues for candidate in found])
                made.append(
                    Case(
                        number,
                        tuple(question["programs"]),
                        names,
                        table,
                        right,
                        plain and place == 0,
                        question.get("apart", False),
                    )
                )
    return made


def fit(made: Sequence[Case], c_order: float = 0.5, c_scale: float = 1.0) -> Ranker:
    """The order is learned from pairs of a right and a wrong candidate of a message, the scale from all candidates."""
    pairs, weights = [], []
    for case in made:
        good, bad = case.table[case.right], case.table[~case.right]
        for row in good:
            pairs.append(row - bad)
            weights.append(np.full(len(bad), 1 / max(1, len(good))))
    return fit_ranker(Ranker, made, np.vstack(pairs), np.concatenate(weights), None, c_order=c_order, c_scale=c_scale)


def fit_ranker(
    kind: type[R],
    cases: Sequence[Any],
    differences: Any,
    of_pairs: Any,
    of_candidates: Any,
    *,
    c_order: float,
    c_scale: float,
) -> R:
    """A ranker from what right candidates have more than wrong ones (a row for each pair), and then from all candidates.

    Each case has a `table` of clues and says which of its rows are `right`; `of_pairs` and `of_candidates` say how much
    each pair and each candidate counts, None: all the same.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c_order, fit_intercept=False, max_iter=3000)
    signs = np.where(np.arange(len(differences)) % 2 == 0, 1, -1)  # every other pair the other way round: two classes
    model.fit(differences * signs[:, None], signs, sample_weight=of_pairs)
    order = model.coef_[0]
    table = np.vstack([kind.signs_of(case.table, case.table @ order) for case in cases])
    scale = LogisticRegression(C=c_scale, max_iter=3000)
    scale.fit(table, np.concatenate([case.right for case in cases]), sample_weight=of_candidates)
    return kind(order, scale.coef_[0], float(scale.intercept_[0]))


def held_out(made: Sequence[Case], groups: Sequence[Any]) -> list[Any]:
    """For each case the probabilities of a model that saw no case of its group."""
    names = sorted(set(groups))
    random.Random(1).shuffle(names)
    fold = {name: number % _FOLDS for number, name in enumerate(names)}
    answers: list[Any] = [None] * len(made)
    for number in range(_FOLDS):
        model = fit([case for case, group in zip(made, groups, strict=True) if fold[group] != number])
        for place, (case, group) in enumerate(zip(made, groups, strict=True)):
            if fold[group] == number:
                answers[place] = np.array(model.probabilities(case.table))
    return answers


def families(questions: Sequence[dict[str, Any]]) -> list[str]:
    """Questions whose programs meet belong together: leaving a family out leaves its programs out."""
    parent: dict[str, str] = {}

    def head(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for question in questions:
        for other in question["programs"][1:]:
            parent[head(other)] = head(question["programs"][0])
    return [head(q["programs"][0]) if q["programs"] else f"none {n % 20}" for n, q in enumerate(questions)]


def figures(made: Sequence[Case], answers: Sequence[Any], plain: bool = True, apart: bool = False) -> dict[str, float]:
    """First place, top three, and how well the probability of the first is calibrated; of one kind of cases."""
    first = third = asked = 0
    sure, hit = [], []
    for case, answer in zip(made, answers, strict=True):
        if (case.plain, case.apart) != (plain, apart):
            continue
        best = np.argsort(-answer, kind="stable")
        sure.append(answer[best[0]])
        hit.append(bool(case.right[best[0]]))
        if case.programs:
            asked += 1
            first += hit[-1]
            third += bool(case.right[best[:3]].any())
    order = np.argsort(sure)
    bins = np.array_split(order, 10)
    sure_of, right_in = np.array(sure), np.array(hit)
    error = sum(len(b) * abs(sure_of[b].mean() - right_in[b].mean()) for b in bins) / len(sure)
    return {
        "questions": asked,
        "without": len(sure) - asked,
        "first": round(first / asked, 4),
        "top_three": round(third / asked, 4),
        "ece": round(float(error), 4),
    }


def thinned(base: KnowledgeBase, most: int = 3) -> KnowledgeBase:
    """The same programs with few descriptions, as a new program has: the weights must not lean on many."""
    programs = [replace(p, descriptions=p.descriptions[:most]) for p in base.programs.values()]
    return KnowledgeBase(programs, [], base.version)


def main() -> None:
    base = KnowledgeBase.load()
    questions = load_questions()
    made = cases(base, questions) + cases(thinned(base), questions, copies=1, seed=6, plain=False)
    by_family = families(questions)
    by_message = held_out(made, [case.question for case in made])
    by_program = held_out(made, [by_family[case.question] for case in made])
    stored = fit(made).as_dict() | {
        "fitted": date.today().isoformat(),
        "figures": {
            "by_message": figures(made, by_message),
            "by_program": figures(made, by_program),
            "by_program_spoilt_or_at_an_office": figures(made, by_program, plain=False),
            "by_program_in_words_apart": figures(made, by_program, apart=True),
        },
    }
    WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(stored, ensure_ascii=False, indent=1))
