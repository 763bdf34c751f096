"""What a message in the middle of a talk amounts to: the talk is evidence beside the words.

그럼 서류는 is odd as a first message and usual here. How much what was said before weighs, python -m bot.fit_talk learns
from written dialogues.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence import Context, Evidence
from bot.followup import asks_about_waiting, asks_whether, heard_of, points_back
from bot.in_talk import groups_heard
from bot.intents import GROUPS, groups
from bot.knowledge.linking.link import Link
from bot.korean.normalize import squeeze
from bot.linear import shares_of, softmax
from bot.paths import DATA

Found = tuple[Link, float] | None
"""What bot/topic.py says a message is about, and how surely."""
SIGNS = (
    "very_few_words", "few_words", "many_words", "length", "link", "linkless", "goes_on", "topic", "points_back",
    "heard_of", "asks_whether", "handed_off", "asks", "danger",
)  # fmt: skip
READINGS = 3
_WEIGHTS = DATA / "links" / "talk_weights.json"
_NO_KOREAN_WORD = re.compile(r"[^\sㄱ-ㅣ가-힣]+")
_LEAST = 1e-4  # below this a probability says no more
_ONE_SENTENCE = 40  # squeezed characters
_SURE = 0.35  # probability from which a program is taken for what a message in a talk is about


def weigh(evidence: Evidence, context: Context, found: Found, weights: Any = None) -> Mapping[str, float]:
    """What a message amounts to (group → probability), once it is known that it stands in a talk.

    A single word without a letter of Korean, restart say, goes on about nothing: it is read by itself.
    `weights` are those of data/links/talk_weights.json where no others are given.
    """
    if not stands_in_talk(evidence, found):
        return evidence.groups or groups(evidence.intents)
    weights = kept() if weights is None else weights
    return shares_of(GROUPS, _logits(weights, reading(evidence), np.array(signs(evidence, context, found))))


def stands_in_talk(evidence: Evidence, found: Found) -> bool:
    """Whether what was said before is weighed at all."""
    return found is not None and not _NO_KOREAN_WORD.fullmatch(evidence.text.strip())


def reading(evidence: Evidence) -> Any:
    """Log probabilities of the groups, READINGS x groups.

    By all the evidence of the message, by its words alone, and by its words as those of a message in a talk.
    """
    alone = groups(evidence.intents)
    heard = groups_heard(evidence.in_talk) if evidence.in_talk else alone
    read = evidence.groups or alone, alone, heard
    return np.log([[max(shares[group], _LEAST) for group in GROUPS] for shares in read])


def signs(evidence: Evidence, context: Context, found: Found) -> list[float]:
    """What the talk adds to the reading of the message, in the order of SIGNS."""
    length = len(squeeze(evidence.text))
    best = max((link.score for link in evidence.links), default=0.0)
    return [
        float(length <= 8),
        float(length <= 14),
        float(length > 25),
        min(length, 60) / 30,
        best,
        float(best < 0.3),
        float(found is not None and found[0].via == "said before"),
        found[1] if found else 0.0,
        float(points_back(evidence.text)),
        float(heard_of(evidence.text)),
        float(asks_whether(evidence.text)),
        float(context.handed_off is not None),
        float("?" in evidence.text),
        float(evidence.crisis is not None),
    ]


def is_short_question_of_waiting(text: str) -> bool:
    """Whether somebody who waits for a person asks about it: 언제 답이 오나요."""
    return len(squeeze(text)) <= _ONE_SENTENCE and asks_about_waiting(text)


def links_in_talk(evidence: Evidence, found: Found) -> tuple[Link, ...]:
    """The links, first the program that the message is about by the talk."""
    if found is None or found[1] < _SURE:
        return evidence.links
    link, sure = found
    first = replace(link, score=sure) if link.via == "said before" else link
    return (first, *(link for link in evidence.links if link.program != found[0].program))


def fit(readings: Any, rows: Sequence[Sequence[float]], labels: Sequence[str], penalty: float = 0.0005) -> Any:
    """The weights under which the labels, which are groups, are likeliest: what counts as a vector in `save`.

    `readings` is turns x READINGS x groups. The penalty is on what departs from the reading of the message by itself.
    """
    from scipy.optimize import minimize

    readings, matrix = np.array(readings), np.array(rows)
    places = np.arange(len(labels)), np.array([GROUPS.index(label) for label in labels])
    alone = np.zeros(READINGS + len(GROUPS) * (len(SIGNS) + 1))
    alone[0] = 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        shares = softmax(_logits(weights, readings, matrix))
        off = shares.copy()
        off[places] -= 1.0
        off /= len(labels)
        slopes = np.einsum("tg,trg->r", off, readings)
        gradient = np.concatenate([slopes, (off.T @ matrix).ravel(), off.sum(axis=0)])
        apart = weights - alone
        return float(-np.log(shares[places] + 1e-12).mean() + penalty * apart @ apart), gradient + 2 * penalty * apart

    return minimize(loss, alone, jac=True, method="L-BFGS-B").x


def save(weights: Any, path: Path = _WEIGHTS) -> None:
    """A hundred numbers, as JSON."""
    table, bias = _parts(weights)
    about = {
        "reading": weights[:READINGS].round(4).tolist(),
        "signs": {sign: column.round(4).tolist() for sign, column in zip(SIGNS, table.T, strict=True)},
        "bias": bias.round(4).tolist(),
    }
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _logits(weights: Any, readings: Any, matrix: Any) -> Any:
    table, bias = _parts(weights)
    return np.einsum("r,...rg->...g", weights[:READINGS], readings) + matrix @ table.T + bias


def _parts(weights: Any) -> tuple[Any, Any]:
    """Groups x signs, and a constant for each group."""
    return weights[READINGS : -len(GROUPS)].reshape(len(GROUPS), len(SIGNS)), weights[-len(GROUPS) :]


@cache
def kept() -> Any:
    """The weights of data/links/talk_weights.json."""
    stored = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    table = np.array([stored["signs"][sign] for sign in SIGNS]).T
    return np.concatenate([stored["reading"], table.ravel(), stored["bias"]])
