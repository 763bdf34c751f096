"""What of a program a message in a talk asks: 부부면요 after 얼마예요 still asks how much.

What was asked before is evidence beside the words; how much it weighs, python -m bot.fit_talk learns from written dialogues.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence import Evidence
from bot.intents import aspects_of
from bot.knowledge.program import ASPECTS
from bot.korean.normalize import squeeze
from bot.linear import softmax
from bot.paths import DATA

SIGNS = ("reading", "in_talk", "again", "again_in_a_word", "again_in_few_words", "again_unclear")
_WEIGHTS = DATA / "links" / "asked_weights.json"
_LEAST = 1e-5
_A_WORD, _FEW_WORDS = 6, 10  # squeezed characters


def asked_in_talk(evidence: Evidence, before: str | None, weights: Any = None) -> list[tuple[str, float]]:
    """The aspects asked, most likely first, each with its share; `before` is the aspect of the question before this one.

    At the start of a talk (no `in_talk` among the evidence) the words alone tell. `weights` are those of
    data/links/asked_weights.json where no others are given.
    """
    if evidence.in_talk is None:
        return aspects_of(evidence.intents)
    shares = softmax(signs(evidence, before) @ (kept() if weights is None else weights))
    return sorted(zip(ASPECTS, shares.tolist(), strict=True), key=lambda item: -item[1])


def signs(evidence: Evidence, before: str | None) -> Any:
    """What speaks for each aspect, aspects x signs: those of SIGNS, and one for each aspect by itself."""
    read, heard = dict(aspects_of(evidence.intents)), evidence.in_talk or {}
    shares = np.array([read[aspect] for aspect in ASPECTS]) + _LEAST
    shares /= shares.sum()
    in_talk = np.log([heard.get(aspect, 0.0) + _LEAST for aspect in ASPECTS])
    length = len(squeeze(evidence.text))
    unclear = float(-(shares * np.log(shares)).sum())
    again = np.array([float(aspect == before) for aspect in ASPECTS])
    one_by_one = (
        np.log(shares),
        in_talk,
        again,
        again * (length <= _A_WORD),
        again * (length <= _FEW_WORDS),
        again * unclear,
    )
    return np.column_stack([*one_by_one, np.eye(len(ASPECTS))])


def fit(rows: Sequence[Any], asked: Sequence[str], penalty: float = 0.01) -> Any:
    """The weights under which the aspects asked are likeliest; `rows` are those of `signs`.

    The penalty is on what departs from the reading of the message by itself.
    """
    from scipy.optimize import minimize

    table, places = np.stack(rows), (np.arange(len(rows)), [ASPECTS.index(aspect) for aspect in asked])
    alone = np.eye(1, table.shape[2])[0]

    def loss(weights: Any) -> tuple[float, Any]:
        shares = softmax(table @ weights)
        off = shares.copy()
        off[places] -= 1.0
        apart = weights - alone
        gradient = np.einsum("ta,tas->s", off, table) / len(rows) + 2 * penalty * apart
        return float(-np.log(shares[places] + 1e-12).mean() + penalty * apart @ apart), gradient

    return minimize(loss, alone, jac=True, method="L-BFGS-B").x


def save(weights: Any, path: Path = _WEIGHTS) -> None:
    """A handful of numbers with their names, as JSON."""
    named = {sign: round(float(weight), 3) for sign, weight in zip((*SIGNS, *ASPECTS), weights, strict=True)}
    path.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")


@cache
def kept() -> Any:
    """The weights of data/links/asked_weights.json."""
    stored = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return np.array([stored[sign] for sign in (*SIGNS, *ASPECTS)])
