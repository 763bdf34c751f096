"""The small model of the crisis net: how much a text resembles each kind of crisis, by its letters and its words.

It is kept in git, so that the net has it before anything is trained; without its files the lexicon works alone.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path

from bot.ensemble import Ensemble
from bot.korean.jamo import decompose
from bot.paths import MODELS
from bot.safety.lexicon import lexicon
from bot.safety.scan import letters as plain

logger = logging.getLogger(__name__)

MODEL = "crisis_net"
NONE = "none"
_LONGEST = 320  # letters read at once; of a longer text, beginning, middle and end
_PIECE = re.compile(r"[.?!~\n;…]+|(?<=[요다죠])\s+|(?<=니다)\s*,?")
_GROUP_WEIGHT, _PAIR_WEIGHT = 4, 2  # times a group counts, or it would drown among hundreds of n-grams
_CHARACTERS, _JAMO = (1, 2, 3), (4, 6)
_SHORT = 80  # letters up to which a text is read as a whole only
_LEAST = 12  # letters in a piece worth reading by itself


@cache
def crisis_model(folder: Path = MODELS) -> Ensemble | None:
    """The trained model, or None where there is none."""
    try:
        return Ensemble.load(folder, MODEL)
    except (OSError, ValueError, KeyError):
        logger.exception("Crisis net has no model, the lexicon works alone", extra={"folder": str(folder)})
        return None


def features(text: str) -> list[str]:
    """What the model is trained on and reads: n-grams, and the lexicon's word groups singly and in pairs.

    The groups let it see that 서방이 팬다 is 남편이 때려요 in other words.
    """
    groups = list(dict.fromkeys(lexicon().groups(text)))
    pairs = [f"@{a}@{b}" for i, a in enumerate(groups[:8]) for b in groups[i + 1 : 8]]
    return _ngrams(text) + [f"@{group}" for group in groups] * _GROUP_WEIGHT + pairs * _PAIR_WEIGHT


def _ngrams(text: str) -> list[str]:
    """Like bot.korean.ngrams, with longer runs of jamo, over the letters as the lexicon's scan reads them."""
    marked = f"^{plain(text)}$"
    letters = decompose(marked)
    grams = [marked[i : i + n] for n in _CHARACTERS for i in range(len(marked) - n + 1)]
    return grams + ["~" + letters[i : i + n] for n in _JAMO for i in range(len(letters) - n + 1)]


def pieces(text: str) -> list[str]:
    """The text, and its longest sentences where it has several: danger hidden in a long question is not outweighed."""
    if len(text) > _LONGEST:
        middle = len(text) // 2
        return [text[:_LONGEST], text[middle - _LONGEST // 2 : middle + _LONGEST // 2], text[-_LONGEST:]]
    if len(text) < _SHORT:
        return [text]
    parts = [part for part in _PIECE.split(text) if part and len(part) >= _LEAST]
    return [text, *sorted(parts, key=len, reverse=True)[:3]] if len(parts) > 1 else [text]


def danger(text: str, model: Ensemble) -> dict[str, float]:
    """Kind → probability, from whichever piece of the text is most alarming."""
    if not plain(text):  # signs and pictures alone say nothing
        return {label: float(label == NONE) for label in model.labels}
    readings = [model.probabilities(features(piece), piece) for piece in pieces(text)]
    return min(readings, key=lambda reading: reading[NONE])
